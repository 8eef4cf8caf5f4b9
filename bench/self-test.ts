/**
 * Can the verdict be trusted? Makes pairs of runs whose truth is known and asks `compare` about them:
 * the same tree twice, and the tree against itself with detectors slowed by a factor.
 *
 * The slow part is a detector that the config names (bench/slowed-detector.ts), so the engine knows
 * nothing of it. Both sides of a pair run in processes of their own and measure in turn, as those of
 * `bench against` do.
 */
import { join } from "node:path";
import { ALL_DETECTORS } from "./detector-suite.ts";
import { lockstep, type Side } from "./lockstep.ts";
import { SPIN_NAME, spinNs } from "./slowed-detector.ts";
import { median } from "./statistics.ts";
import { type Measure, MICRO_PROCESSES } from "./suite.ts";
import { benchCommand, jsonOfProcess } from "./suite-process.ts";
import { type ComparableRun, compareRuns, comparisonText, type Verdict } from "./verdict.ts";

const ROUNDS = 8;
const MODULE = join(import.meta.dir, "slowed-detector.ts");

function detectorsSide(turns: number): Side {
  const plugin = turns === 0 ? [] : [`${SPIN_NAME}${turns}`, MODULE];
  return { command: benchCommand(["detector-process", String(ROUNDS), ...plugin]) };
}

/** Runs both sides in turn, as two runs of one suite. */
async function pairOf(turnsB: number): Promise<[ComparableRun, ComparableRun]> {
  const sides: [Measure[][], Measure[][]] = [[], []];
  for (let i = 0; i < MICRO_PROCESSES; i++) {
    const [a, b] = await lockstep<Measure[]>(detectorsSide(0), detectorsSide(turnsB));
    sides[0].push(a);
    sides[1].push(b);
  }
  const runOf = (processes: Measure[][]): ComparableRun => {
    const measures = processes[0]!.map((measure, m) => ({
      ...measure,
      samples: processes.flatMap((one) => one[m]!.samples),
    }));
    const suite = { name: "detector", about: "", parameters: {}, rivalries: [], skipped: [] };
    return { suites: [{ ...suite, measures }], pairing: "self-test" };
  };
  return [runOf(sides[0]), runOf(sides[1])];
}

/** One try: prints and returns the verdict. */
async function verdictOf(turnsB: number): Promise<Verdict> {
  const [a, b] = await pairOf(turnsB);
  const comparisons = compareRuns(a, b);
  const verdict = comparisons.find(({ measure }) => measure === ALL_DETECTORS)!;
  console.log(comparisonText(verdict));
  return verdict.verdict;
}

/** Cost of a tick with a spin of `turns` over that of one without, as `compare` sees it. */
async function costRatio(turns: number): Promise<number> {
  const [a, b] = await pairOf(turns);
  return compareRuns(a, b).find(({ measure }) => measure === ALL_DETECTORS)!.ratio.middle;
}

/**
 * Turns of the spin that cost `factor - 1` of a tick. A spin alone says little of what it costs between
 * ticks, and the machine's speed may change between two figures, so the guess is weighed against the
 * unchanged tree and corrected.
 */
async function turnsFor(factor: number): Promise<number> {
  const [measure] = await jsonOfProcess<Measure[]>(detectorsSide(0).command);
  const guess = (median(measure!.samples.flat()) * (factor - 1)) / spinNs();
  const guessed = await costRatio(Math.max(1, Math.round(guess)));
  const turns = Math.max(1, Math.round((guess * (factor - 1)) / (guessed - 1)));
  console.log(`${turns} turns of the spin slow a tick x${(await costRatio(turns)).toFixed(3)}`);
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
