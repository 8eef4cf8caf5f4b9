/**
 * `bench before-after`: the two faults that began this project, each before and after its fix, on the
 * same tape, in turn. F01: records are handed to a processor of another thread. F02: no channel is
 * registered. "Before" is a copy of this tree with the fault put back, "after" a copy without it.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultsOf, inject } from "#bench/grading/faults";
import { ROOT } from "#diagnosis";
import { markdownTable } from "./report.ts";
import { thisCommit, thisMachine } from "./run-record.ts";
import { writeFixedTape } from "./scenarios/fixed-tape.ts";
import { runTape, type TapeRun } from "./scenarios/tape-run.ts";
import { medianInterval } from "./statistics.ts";
import { figureText, machineText } from "./text-report.ts";

const TICKS = 200_000;
const SEED = 1;
const FAULTS = ["F01", "F02"] as const;

/** Both sides of one fault. */
export interface BeforeAfter {
  fault: string;
  cause: string;
  before: TapeRun[];
  after: TapeRun[];
}

async function oneRun(fault: string | null, tape: string): Promise<TapeRun> {
  const injection = inject(ROOT, fault === null ? [] : faultsOf(fault), SEED);
  try {
    return await runTape(injection, tape);
  } finally {
    await injection.remove();
  }
}

/** Runs every side `rounds` times, before and after in turn, over a tape of `ticks` trades. */
export async function compareFaults(rounds: number, ticks: number): Promise<BeforeAfter[]> {
  const folder = mkdtempSync(join(tmpdir(), "tickscope-tape-"));
  const tape = join(folder, "fixed.tape");
  const results = FAULTS.map((fault): BeforeAfter => {
    return { fault, cause: faultsOf(fault)[0]!.cause, before: [], after: [] };
  });
  try {
    await writeFixedTape(tape, ticks);
    for (let round = 0; round < rounds; round++) {
      for (const { fault, before, after } of results) {
        before.push(await oneRun(fault, tape));
        after.push(await oneRun(null, tape));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

/** Median and interval of one figure over the runs of a side. */
function cell(runs: readonly TapeRun[], of: (run: TapeRun) => number, unit: string): string {
  const figures = runs.map(of);
  if (figures.some(Number.isNaN)) return "no delivery";
  const { low, middle, high } = medianInterval([figures]);
  const spread = low === high ? "" : ` [${figureText(low)}, ${figureText(high)}]`;
  return `${figureText(middle)}${spread}${unit}`;
}

/** The comparison of one fault as Markdown. */
export function beforeAfterMarkdown({ fault, cause, before, after }: BeforeAfter): string {
  const codes = (runs: readonly TapeRun[]) => {
    return [...new Set(runs.flatMap(({ errorCodes }) => errorCodes))].join(", ") || "none";
  };
  const row = (name: string, of: (run: TapeRun) => number, unit = "") => {
    return [name, cell(before, of, unit), cell(after, of, unit)];
  };
  const rows = [
    row("rows delivered to the client", (run) => run.deliveries),
    row("receipt to delivery, p50", (run) => run.latencyP50Ms, " ms"),
    row("receipt to delivery, p99", (run) => run.latencyP99Ms, " ms"),
    row("receipt to detection, p50", (run) => run.detectP50Us, " us"),
    row("records refused or lost", (run) => run.errors),
    ["codes in the error log", codes(before), codes(after)],
    row("processor time of the engine", (run) => run.cpuMs, " ms"),
    row("resident memory", (run) => run.rssMb, " MB"),
    row("residual of the ledger", (run) => run.residual),
  ];
  const table = markdownTable(["", "before", "after"], rows);
  return `## ${fault}: ${cause}\n\n${table}\n\nn = ${before.length} + ${after.length} runs`;
}

/** The command: prints the comparison and writes it under reports/. */
export async function beforeAfter(rounds: number): Promise<void> {
  const results = await compareFaults(rounds, TICKS);
  const machine = machineText({ machine: thisMachine(), commit: thisCommit() });
  const head = `# Before and after\n\n${machine}. The same tape, at 60 times its speed, 100 ms cadence.`;
  const markdown = [head, ...results.map(beforeAfterMarkdown)].join("\n\n");
  const stamp = new Date().toISOString().replaceAll(":", "-");
  const folder = join(ROOT, "reports", `before-after-${stamp}`);
  mkdirSync(folder, { recursive: true });
  await Bun.write(join(folder, "before-after.md"), `${markdown}\n`);
  await Bun.write(join(folder, "before-after.json"), JSON.stringify(results));
  console.log(`${markdown}\n\nreport: ${folder}`);
}
