/**
 * What a suite is: named contenders measured in turn, round by round, in the same run.
 *
 * A benchmark is a test with two sizes: `smoke` runs everything tiny, to see that it still works and
 * that rivals do the same work (checksums); `full` measures. Figures are ratios within one run first
 * and absolute second: machines are noisy.
 */
export type Size = "smoke" | "full";

/**
 * Processes of a micro suite. About one process in fifty runs the same code a sixth slower from its
 * first round to its last; one such of nine does not move a 95 % interval, one of five does.
 */
export const MICRO_PROCESSES = 9;

/** What a figure counts. Throughputs are better when higher, everything else when lower. */
export type Unit =
  | "ns/op"
  | "records/s"
  | "deliveries/s"
  | "ms"
  | "us"
  | "bytes/op"
  | "MB"
  | "MB/min";

/** Whether more of a unit is better. */
export function isHigherBetter(unit: Unit): boolean {
  return unit === "records/s" || unit === "deliveries/s";
}

/** One measured thing with its raw samples. */
export interface Measure {
  name: string;
  unit: Unit;
  /** The work's checksum: equal for rivals that did the same work, and between two baselines. */
  checksum: string;
  /**
   * A list per process that ran the suite, in each a figure per round. Figures of one process with the
   * same index were taken in the same round, a moment apart.
   */
  samples: number[][];
  /** Where the measure lies on a curve, such as `symbols` 4000. */
  at?: { axis: string; value: number };
}

/** Two measures of a suite to be compared in the same run. */
export interface Rivalry {
  subject: string;
  rival: string;
  /** True when the two do different work on purpose: their checksums then need not agree. */
  isOtherWork?: boolean;
}

/** What a suite measured. */
export interface SuiteRun {
  name: string;
  about: string;
  parameters: Record<string, string | number>;
  measures: Measure[];
  rivalries: Rivalry[];
  /** Contenders that could not take part, and why. */
  skipped: { name: string; reason: string }[];
}

/** The part of a SuiteRun that the suite itself makes. */
export type SuiteOutcome = Pick<SuiteRun, "parameters" | "measures" | "rivalries"> & {
  skipped?: SuiteRun["skipped"];
};

export interface Suite {
  name: string;
  /** One line: what is measured. */
  about: string;
  /**
   * Processes that run the suite in full size, one after the other: what a JIT makes of the same code
   * differs between processes, and one process would not see that. Suites that start threads or
   * processes of their own in every round need one.
   */
  processes: number;
  run: (size: Size) => Promise<SuiteOutcome>;
}

/** Runs a suite in this process. */
export async function runHere(suite: Suite, size: Size): Promise<SuiteRun> {
  const { name, about } = suite;
  const outcome = await suite.run(size);
  for (const { subject, rival } of outcome.rivalries) {
    for (const wanted of [subject, rival]) {
      if (!outcome.measures.some((measure) => measure.name === wanted)) {
        throw new Error(`Invariant: suite ${name} has the measure "${wanted}" that it compares`);
      }
    }
  }
  return { skipped: [], ...outcome, name, about };
}
