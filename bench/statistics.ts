/**
 * Ratios with intervals. Percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap,
 * chapter 13) in two levels, processes and then their rounds: figures of one process resemble each
 * other, and counting them as independent would promise more than was seen.
 */

import { quantile, SeededRandom } from "#statistics";

/** A figure and where 95 of 100 repetitions would put it. */
export interface Interval {
  low: number;
  middle: number;
  high: number;
}

const RESAMPLES = 1000;
const TAIL = 0.025;
const SEED = 20_250_729;

/** The middle of a list; NaN of an empty one. */
export function median(figures: readonly number[]): number {
  const sorted = Float64Array.from(figures).sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * Slopes of figures taken over time, figure per unit of `at`: of each point to the one half the points
 * later. Their median is Theil's incomplete estimate (Theil 1950, A rank-invariant method of linear and
 * polynomial regression analysis), which a few wild figures cannot move; as no point is in two pairs, the
 * slopes spread as the figures do, and medianInterval of them is an interval of the slope.
 */
export function halfwaySlopes(points: readonly { at: number; figure: number }[]): number[] {
  const half = points.length >> 1;
  return points.slice(0, half).map((from, i) => {
    const to = points[points.length - half + i]!;
    return (to.figure - from.figure) / (to.at - from.at);
  });
}

/**
 * What a tenth of the figures stays below: the cost while nothing else had the processor. On a shared
 * machine the middle of short timings says how busy the neighbours were.
 */
export function undisturbed(figures: readonly number[]): number {
  return quantile(Float64Array.from(figures).sort(), 0.1);
}

/** One resample: blocks with replacement, and figures of each block with replacement. */
function resampled(blocks: readonly (readonly number[])[], random: () => number): number[] {
  const figures: number[] = [];
  for (let b = 0; b < blocks.length; b++) {
    const block = blocks[Math.floor(random() * blocks.length)]!;
    for (let i = 0; i < block.length; i++) {
      figures.push(block[Math.floor(random() * block.length)]!);
    }
  }
  return figures;
}

function bootstrap(middle: number, draw: (random: () => number) => number): Interval {
  const seeded = new SeededRandom(SEED);
  const random = () => seeded.unit();
  const drawn = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) drawn[i] = draw(random);
  drawn.sort();
  return { low: quantile(drawn, TAIL), middle, high: quantile(drawn, 1 - TAIL) };
}

/** The median of figures that were taken process by process. */
export function medianInterval(blocks: readonly (readonly number[])[]): Interval {
  return bootstrap(median(blocks.flat()), (random) => median(resampled(blocks, random)));
}

/** Ratio of the medians of two independent runs, a over b. */
export function ratioOfMedians(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): Interval {
  return bootstrap(median(a.flat()) / median(b.flat()), (random) => {
    return median(resampled(a, random)) / median(resampled(b, random));
  });
}

/** Median of the ratios a over b of figures that were taken in the same rounds. */
export function pairedRatio(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): Interval {
  const ratios = a.map((block, p) => {
    return block.slice(0, b[p]?.length ?? 0).map((figure, i) => figure / b[p]![i]!);
  });
  return medianInterval(ratios);
}
