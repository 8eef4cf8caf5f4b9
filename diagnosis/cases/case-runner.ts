/**
 * Runs all cases on a worker of their own and survives whatever they do: cases that throw are an
 * answer, those that never return are ended and the others go on behind them, and code that cannot even
 * be loaded is reported with the place where loading failed. Main thread.
 */

import { cpus, loadavg } from "node:os";
import type { Answer } from "./answer.ts";
import { type CaseRun, SLOW_CPU_MS } from "./case-report.ts";
import type { CaseMessage, CaseRequest } from "./case-worker.ts";
import type { CaseCard } from "./find-cases.ts";
import type { PluginModule } from "./plugin-modules.ts";

/** The cases of a module take milliseconds; after this long without a sign of life they never return. */
const HUNG_MS = 5_000;
const HUNG_MS_MAX = 30_000;

/** On a machine with more work than cores everything takes as many times longer. */
function hungMs(): number {
  const perCore = (loadavg()[0] ?? 0) / Math.max(1, cpus().length);
  return Math.min(HUNG_MS * Math.max(1, perCore), HUNG_MS_MAX);
}

/** What came of a round of cases. */
export interface CaseRound {
  cases: CaseCard[];
  runs: CaseRun[];
  /** Set when the modules could not be loaded: none ran. */
  loadFailure: { message: string; stack: string } | null;
}

/** Runs all cases, those beside `plugins` included, but for those of the names in `skip`. */
export async function runAllCases(
  plugins: readonly PluginModule[] = [],
  skip: readonly string[] = [],
): Promise<CaseRound> {
  const all: CaseRound = { cases: [], runs: [], loadFailure: null };
  const skipped = new Set(skip);
  for (;;) {
    // A worker that hangs is ended; the next one goes on behind it.
    const round = await runWorker({
      done: [...skipped, ...all.runs.map(({ name }) => name)],
      plugins,
    });
    all.cases = round.cases.length > 0 ? round.cases : all.cases;
    all.runs.push(...round.runs);
    all.loadFailure = round.loadFailure;
    for (const run of round.runs) if (takesTooLong(run)) skipAbove(run.name, all.cases, skipped);
    if (round.loadFailure !== null || round.runs.length === 0) return all;
    const done = new Set([...skipped, ...all.runs.map(({ name }) => name)]);
    if (all.cases.every(({ name }) => done.has(name))) return all;
  }
}

/** Whether cases never returned, or worked so long that what stands on them would too. */
export function takesTooLong({ isHung, slowest }: CaseRun): boolean {
  return isHung || (slowest !== null && slowest.cpuMs >= SLOW_CPU_MS);
}

/** What stands on a module that never returns would wait for it as long, and say nothing new. */
function skipAbove(hung: string, cases: readonly CaseCard[], skipped: Set<string>): void {
  for (const { name, needs } of cases) {
    if (skipped.has(name) || !needs.includes(hung)) continue;
    skipped.add(name);
    skipAbove(name, cases, skipped);
  }
}

function runWorker(request: CaseRequest): Promise<CaseRound> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./case-worker.ts", import.meta.url).href);
    const round: CaseRound = { cases: [], runs: [], loadFailure: null };
    let current = "";
    let answers: Answer[] = [];
    const finish = () => {
      clearTimeout(timer);
      worker.terminate();
      resolve(round);
    };
    const ended = (thrown: CaseRun["thrown"]) => {
      const isHung = thrown === null;
      if (current === "") round.loadFailure = thrown ?? { message: "loading hangs", stack: "" };
      else round.runs.push({ name: current, answers, thrown, isHung, slowest: null });
      finish();
    };
    const limitMs = hungMs();
    let timer = setTimeout(() => ended(null), limitMs);
    worker.onerror = (event) => {
      event.preventDefault();
      const stack = event.error instanceof Error ? (event.error.stack ?? "") : "";
      ended({ message: event.message, stack });
    };
    worker.onmessage = ({ data }: MessageEvent<CaseMessage>) => {
      clearTimeout(timer);
      timer = setTimeout(() => ended(null), limitMs);
      if (data.type === "cases") round.cases = data.cases;
      if (data.type === "begin") {
        current = data.name;
        answers = [];
      }
      if (data.type === "answers") answers.push(...data.answers);
      if (data.type === "end") {
        round.runs.push(data.run);
        current = "";
      }
      if (data.type === "load-failure") round.loadFailure = data;
      if (data.type === "done" || data.type === "load-failure") finish();
    };
    worker.postMessage(request);
  });
}
