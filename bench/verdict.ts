/**
 * Are two saved runs different? A verdict is an interval of the ratio, never two naked numbers.
 *
 * "slower" and "faster" need the whole 95 % interval beyond the margin. For two runs that were taken in
 * turn (RunRecord.pairing) that is the interval of the rounds' ratios. For others it must hold twice: in
 * the figures themselves and in the figures relative to the yardstick of their round; a machine that was
 * slower that day fails the second test. Everything in between is "no difference shown", which is not
 * "equal".
 */
import type { RunRecord } from "./run-record.ts";
import { type Interval, pairedRatio, ratioOfMedians } from "./statistics.ts";
import { isHigherBetter, type Measure, type SuiteRun } from "./suite.ts";
import { YARDSTICK } from "./yardstick.ts";

/** Differences up to this are not worth a word: the layout of the same code moves figures as much. */
export const MARGIN_DEFAULT = 0.05;

/** What a verdict needs of a run. */
type ComparableRun = Pick<RunRecord, "suites" | "pairing">;

export type Verdict = "faster" | "slower" | "no difference shown" | "not comparable";

/** One measure of run A against the same of run B. */
export interface Comparison {
  suite: string;
  measure: string;
  verdict: Verdict;
  /** Cost of B over cost of A: above 1, B is slower. NaN when not comparable. */
  ratio: Interval;
  /** The same relative to the yardstick; NaN when the measure has none, or the runs are paired. */
  relative: Interval;
  /** Samples of A and of B. */
  n: [number, number];
  /** Why it is not comparable, or "". */
  why: string;
}

const NONE: Interval = { low: Number.NaN, middle: Number.NaN, high: Number.NaN };

/** Costs: figures where lower is better, per unit of the yardstick when there is one. */
function costs(measure: Measure, yardstick?: Measure): number[][] {
  return measure.samples.map((block, p) => {
    return block.map((figure, i) => {
      const cost = isHigherBetter(measure.unit) ? 1 / figure : figure;
      return yardstick === undefined ? cost : cost / yardstick.samples[p]![i]!;
    });
  });
}

function hasYardstick(measure: Measure, yardstick: Measure | undefined): yardstick is Measure {
  const blocks = yardstick?.samples;
  return measure.samples.every((block, p) => blocks?.[p]?.length === block.length);
}

function verdictOf(intervals: readonly Interval[], margin: number): Verdict {
  if (intervals.every(({ low }) => low > 1 + margin)) return "slower";
  if (intervals.every(({ high }) => high < 1 / (1 + margin))) return "faster";
  return "no difference shown";
}

/** Ratio and ratio by the yardstick of two measures that did the same work. */
function ratiosOf(
  [a, b]: readonly [SuiteRun, SuiteRun],
  [from, to]: readonly [Measure, Measure],
  isPaired: boolean,
): { ratio: Interval; relative: Interval } {
  if (isPaired) return { ratio: pairedRatio(costs(to), costs(from)), relative: NONE };
  const ratio = ratioOfMedians(costs(to), costs(from));
  const yardstickOf = (run: SuiteRun) => run.measures.find((one) => one.name === YARDSTICK);
  const [yardA, yardB] = [yardstickOf(a), yardstickOf(b)];
  if (!hasYardstick(from, yardA) || !hasYardstick(to, yardB)) return { ratio, relative: NONE };
  return { ratio, relative: ratioOfMedians(costs(to, yardB), costs(from, yardA)) };
}

function compareMeasure(
  a: SuiteRun,
  b: SuiteRun,
  from: Measure,
  margin: number,
  isPaired: boolean,
): Comparison {
  const { name } = from;
  const to = b.measures.find((measure) => measure.name === name);
  const n: [number, number] = [from.samples.flat().length, to?.samples.flat().length ?? 0];
  const base = { suite: a.name, measure: name, n, ratio: NONE, relative: NONE };
  const refuse = (why: string): Comparison => ({ ...base, verdict: "not comparable", why });
  if (to === undefined) return refuse("only in A");
  if (n[0] === 0 || n[1] === 0) return refuse("no samples");
  if (from.unit === "MB/min") return refuse("a growth near 0 has no ratio: see bench goals");
  if (from.checksum !== to.checksum) {
    return refuse(`different work: checksum ${from.checksum} against ${to.checksum}`);
  }
  const { ratio, relative } = ratiosOf([a, b], [from, to], isPaired);
  const verdict = verdictOf(Number.isNaN(relative.middle) ? [ratio] : [ratio, relative], margin);
  return { ...base, verdict, ratio, relative, why: "" };
}

/** Compares every measure that A has, the yardstick included. */
export function compareRuns(
  a: ComparableRun,
  b: ComparableRun,
  margin: number = MARGIN_DEFAULT,
): Comparison[] {
  const isPaired = a.pairing !== undefined && a.pairing === b.pairing;
  return a.suites.flatMap((from) => {
    const to = b.suites.find(({ name }) => name === from.name);
    if (to === undefined) return [];
    return from.measures.map((measure) => compareMeasure(from, to, measure, margin, isPaired));
  });
}

/** "1.213 [1.190, 1.241]" */
export function intervalText({ low, middle, high }: Interval, digits = 3): string {
  if (Number.isNaN(middle)) return "-";
  return `${middle.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** A line for people. */
export function comparisonText(comparison: Comparison): string {
  const { suite, measure, verdict, ratio, relative, n, why } = comparison;
  const name = `${suite}: ${measure}`.padEnd(58);
  if (verdict === "not comparable") return `  ${name} ${verdict} (${why})`;
  const scaled = Number.isNaN(relative.middle)
    ? ""
    : `, by the yardstick ${intervalText(relative)}`;
  return `  ${name} ${verdict}: B/A ${intervalText(ratio)}${scaled}, n=${n[0]}+${n[1]}`;
}
