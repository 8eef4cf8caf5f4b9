/**
 * Can the verdict be trusted? Makes pairs of runs whose truth is known and asks `compare` about them:
 * the same tree twice, and the tree against itself with detectors slowed by a factor.
 *
 * The slow part is a detector that the config names (bench/slowed-detector.ts), so the engine knows
 * nothing of it. Both sides of a pair run in processes of their own and measure in turn, as those of
 * `bench against` do.
 */
import { join } from "node:path";
import type { Side } from "./lockstep.ts";
import { SPIN_NAME, spinNs } from "./slowed-detector.ts";
import { median } from "./statistics.ts";
import { MICRO_PROCESSES, type SuiteRun } from "./suite.ts";
import { benchCommand, jsonOfProcess, runPairs } from "./suite-process.ts";
import { ALL_DETECTORS } from "./suites/detector-suite.ts";
import { type Comparison, compareRuns, comparisonText, type Verdict } from "./verdict.ts";

const ROUNDS = 8;
const MODULE = join(import.meta.dir, "slowed-detector.ts");

function detectorsSide(turns: number): Side {
  const plugin = turns === 0 ? [] : [`${SPIN_NAME}${turns}`, MODULE];
  return { command: benchCommand(["detector-process", String(ROUNDS), ...plugin]) };
}

/** The tree without a spin against the tree with one of `turns`, as `compare` sees them. */
async function comparisonOf(turns: number): Promise<Comparison> {
  const [a, b] = await runPairs(detectorsSide(0), detectorsSide(turns), MICRO_PROCESSES);
  const pairing = "self-test";
  const comparisons = compareRuns({ suites: [a], pairing }, { suites: [b], pairing });
  return comparisons.find(({ measure }) => measure === ALL_DETECTORS)!;
}

/** One try: prints and returns the verdict. */
async function verdictOf(turns: number): Promise<Verdict> {
  const comparison = await comparisonOf(turns);
  console.log(comparisonText(comparison));
  return comparison.verdict;
}

/**
 * Turns of the spin that cost `factor - 1` of a tick. A spin alone says little of what it costs between
 * ticks, and the machine's speed may change between two figures, so the guess is weighed against the
 * unchanged tree and corrected.
 */
async function turnsFor(factor: number): Promise<number> {
  const { measures } = await jsonOfProcess<SuiteRun>(detectorsSide(0).command);
  const guess = (median(measures[0]!.samples.flat()) * (factor - 1)) / spinNs();
  const guessed = await comparisonOf(Math.max(1, Math.round(guess)));
  const turns = Math.max(1, Math.round((guess * (factor - 1)) / (guessed.ratio.middle - 1)));
  const { ratio } = await comparisonOf(turns);
  console.log(`${turns} turns of the spin slow a tick x${ratio.middle.toFixed(3)}`);
  return turns;
}

/** `bench self-test`: 0 when every verdict was right, else 1. */
export async function selfTest(tries: number, factor: number): Promise<number> {
  const turns = await turnsFor(factor);
  let right = 0;
  for (let i = 0; i < tries; i++) {
    console.log(`try ${i + 1} of ${tries}: unchanged, then slowed x${factor}`);
    if ((await verdictOf(0)) === "no difference shown") right += 1;
    if ((await verdictOf(turns)) === "slower") right += 1;
  }
  console.log(`${right} of ${2 * tries} verdicts were right`);
  return right === 2 * tries ? 0 : 1;
}
