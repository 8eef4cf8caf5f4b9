/** The few statistics that results are stated in. */

/** A share with its 95 % interval. */
export interface Rate {
  hits: number;
  of: number;
  /** 0..1; null of nothing. */
  rate: number | null;
  low: number | null;
  high: number | null;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** Wilson's score interval (1927): holds near 0 and 1 and for small counts, unlike the usual one. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, rate: null, low: null, high: null };
  const share = hits / of;
  const divisor = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / divisor;
  const half = (Z / divisor) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return {
    hits,
    of,
    rate: share,
    low: Math.max(0, centre - half),
    high: Math.min(1, centre + half),
  };
}

/** Share of `items` for which `isHit` holds. */
export function rateWhere<T>(items: readonly T[], isHit: (item: T) => boolean): Rate {
  return rateOf(items.filter(isHit).length, items.length);
}

/** Mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean reciprocal rank of a guess that orders `count` names by chance: (1 + 1/2 + … + 1/n) / n. */
export function chanceReciprocalRank(count: number): number {
  let sum = 0;
  for (let rank = 1; rank <= count; rank++) sum += 1 / rank;
  return sum / count;
}
