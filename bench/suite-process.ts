/**
 * Runs suites in processes of their own: no suite then inherits the heap and the compiled code of the
 * one before it, and a suite with several processes shows how much figures differ between them.
 */
import { join } from "node:path";
import { lockstep, type Side } from "./lockstep.ts";
import type { Suite, SuiteRun } from "./suite.ts";

const MAIN = join(import.meta.dir, "main.ts");

/** A hidden command of the bench of this tree, or of `root`. */
export function benchCommand(args: readonly string[], root?: string): string[] {
  return [process.execPath, root === undefined ? MAIN : join(root, "bench/main.ts"), ...args];
}

/** Runs a command that prints JSON. Throws with its exit code. */
export async function jsonOfProcess<T>(command: readonly string[]): Promise<T> {
  const child = Bun.spawn([...command], { stdout: "pipe", stderr: "inherit" });
  const text = await new Response(child.stdout).text();
  const exitCode = await child.exited;
  if (exitCode !== 0) throw new Error(`${command.join(" ")} exited with code ${exitCode}: ${text}`);
  return JSON.parse(text) as T;
}

/** Appends the samples of `more` to `run`; both ran the same suite of the same tree. */
function merge(run: SuiteRun, more: SuiteRun): SuiteRun {
  const measures = run.measures.map((measure) => {
    const other = more.measures.find(({ name }) => name === measure.name);
    if (other?.checksum !== measure.checksum) {
      const said = `${measure.checksum} and ${other?.checksum}`;
      throw new Error(`Invariant: every process does the same work: ${measure.name}: ${said}`);
    }
    return { ...measure, samples: [...measure.samples, ...other.samples] };
  });
  return { ...run, measures };
}

/** Runs a suite in full size, in as many processes as it wants. */
export async function runSuite(suite: Suite): Promise<SuiteRun> {
  let run: SuiteRun | undefined;
  for (let i = 0; i < suite.processes; i++) {
    const next = await jsonOfProcess<SuiteRun>(benchCommand(["suite-process", suite.name]));
    run = run === undefined ? next : merge(run, next);
  }
  if (run === undefined) throw new Error(`Invariant: suite ${suite.name} has processes`);
  const parameters = { ...run.parameters, processes: suite.processes };
  return { ...run, parameters };
}

/**
 * Runs two sides of one suite in turn, in `pairs` pairs of processes that print a SuiteRun each. `onPair`
 * hears of each pair before it begins, counted from 1.
 */
export async function runPairs(
  a: Side,
  b: Side,
  pairs: number,
  onPair: (pair: number) => void = () => undefined,
): Promise<[SuiteRun, SuiteRun]> {
  let sides: [SuiteRun, SuiteRun] | undefined;
  for (let pair = 1; pair <= pairs; pair++) {
    onPair(pair);
    const [nextA, nextB] = await lockstep<SuiteRun>(a, b);
    sides = sides === undefined ? [nextA, nextB] : [merge(sides[0], nextA), merge(sides[1], nextB)];
  }
  if (sides === undefined) throw new Error(`Invariant: there are pairs, was ${pairs}`);
  return sides;
}
