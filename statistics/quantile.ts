/**
 * The two quantiles in use. Both take a list in ascending order and a share of 0 to 1, and give NaN for an
 * empty list. Numbering: Hyndman and Fan, Sample Quantiles in Statistical Packages (1996).
 */

/** Interpolated between neighbours (number 7): smooth, for samples of a quantity that is measured. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (at - below);
}

/** The least figure that `share` of all do not exceed (number 1): always one that was seen, as latencies are stated. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
