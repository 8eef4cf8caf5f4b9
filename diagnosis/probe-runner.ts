/**
 * Runs all probes on a worker of its own and survives whatever they do: a probe that throws is an
 * answer, one that never returns is ended and the others go on behind it, and code that cannot even be
 * loaded is reported with the place where loading failed. Main thread.
 */

import { cpus, loadavg } from "node:os";
import type { Answer } from "./answer.ts";
import { type ProbeRun, SLOW_CPU_MS } from "./probe-report.ts";
import type { ProbeCard, ProbeMessage } from "./probe-worker.ts";

/** A probe takes milliseconds; after this long without a sign of life it never returns. */
const HUNG_MS = 5_000;
const HUNG_MS_MAX = 30_000;

/** On a machine with more work than cores everything takes as many times longer. */
function hungMs(): number {
  const perCore = (loadavg()[0] ?? 0) / Math.max(1, cpus().length);
  return Math.min(HUNG_MS * Math.max(1, perCore), HUNG_MS_MAX);
}

/** What came of a round of probes. */
export interface ProbeRound {
  probes: ProbeCard[];
  runs: ProbeRun[];
  /** Set when the modules could not be loaded: no probe ran. */
  loadFailure: { message: string; stack: string } | null;
}

/** Runs every probe, but for those of the names in `skip`. */
export async function runProbes(skip: readonly string[] = []): Promise<ProbeRound> {
  const all: ProbeRound = { probes: [], runs: [], loadFailure: null };
  const skipped = new Set(skip);
  for (;;) {
    // A worker that hangs in a probe is ended; the next one goes on behind it.
    const round = await runWorker([...skipped, ...all.runs.map(({ name }) => name)]);
    all.probes = round.probes.length > 0 ? round.probes : all.probes;
    all.runs.push(...round.runs);
    all.loadFailure = round.loadFailure;
    for (const run of round.runs) if (takesTooLong(run)) skipAbove(run.name, all.probes, skipped);
    if (round.loadFailure !== null || round.runs.length === 0) return all;
    const done = new Set([...skipped, ...all.runs.map(({ name }) => name)]);
    if (all.probes.every(({ name }) => done.has(name))) return all;
  }
}

/** Whether a probe never returned, or worked so long that what stands on it would too. */
export function takesTooLong({ isHung, slowest }: ProbeRun): boolean {
  return isHung || (slowest !== null && slowest.cpuMs >= SLOW_CPU_MS);
}

/** What stands on a module that never returns would wait for it as long, and say nothing new. */
function skipAbove(hung: string, probes: readonly ProbeCard[], skipped: Set<string>): void {
  for (const { name, needs } of probes) {
    if (skipped.has(name) || !needs.includes(hung)) continue;
    skipped.add(name);
    skipAbove(name, probes, skipped);
  }
}

function runWorker(done: readonly string[]): Promise<ProbeRound> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./probe-worker.ts", import.meta.url).href);
    const round: ProbeRound = { probes: [], runs: [], loadFailure: null };
    let current = "";
    let answers: Answer[] = [];
    const finish = () => {
      clearTimeout(timer);
      worker.terminate();
      resolve(round);
    };
    const ended = (thrown: ProbeRun["thrown"]) => {
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
    worker.onmessage = ({ data }: MessageEvent<ProbeMessage>) => {
      clearTimeout(timer);
      timer = setTimeout(() => ended(null), limitMs);
      if (data.type === "probes") round.probes = data.probes;
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
    worker.postMessage(done);
  });
}
