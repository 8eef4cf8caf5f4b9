/** Where a logarithmic axis has its lines: few, and at numbers that people say. */

/** Above so many decades only powers of ten have a line. */
const DECADES_FINE_MAX = 1.5;
/** As the axes of rates have it. */
const LINEAR_BELOW = 10;

/**
 * 1, 2 and 5 of every decade from `min` to `max`, or powers of ten when there are many decades; 0 where
 * the axis has it. `min` and `max`: of the axis, min < max.
 */
export function logSplits(min: number, max: number): number[] {
  // An axis that has 0 is linear near it: lines there would lie on each other.
  const low = min > 0 ? min : Math.min(LINEAR_BELOW, max / 10);
  const decades = Math.log10(max / low);
  const steps = decades > DECADES_FINE_MAX ? [1] : [1, 2, 5];
  const splits: number[] = min <= 0 ? [0] : [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(max)); power += 1) {
    for (const step of steps) {
      const value = step * 10 ** power;
      if (value >= low && value <= max) splits.push(value);
    }
  }
  return splits;
}
