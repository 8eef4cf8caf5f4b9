/** Numbers and times as people read them. */

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", {
  notation: "compact",
  maximumSignificantDigits: 3,
});

/** A count with thousands separators. */
export function countText(count: number): string {
  return whole.format(count);
}

/** A count in little room: exact below 10,000, then 12.3K, 4.5M. */
export function compactText(count: number): string {
  return Math.abs(count) < 10_000 ? whole.format(count) : compact.format(count);
}

/** A rate per second. */
export function rateText(perSecond: number): string {
  if (perSecond > 0 && perSecond < 10) return `${perSecond.toFixed(1)}/s`;
  return `${compactText(perSecond)}/s`;
}

/** A price with as many decimals as it needs: two from 1 on, four below. */
export function priceText(price: number): string {
  return price.toFixed(price < 1 ? 4 : 2);
}

/** A number with its sign. */
export function signedText(value: number, decimals: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(decimals)}`;
}

/** Microseconds; – where nothing was measured. */
export function microsText(us: number | null | undefined): string {
  if (us === null || us === undefined || !Number.isFinite(us)) return "–";
  if (us < 1000) return `${us.toFixed(us < 10 ? 1 : 0)} µs`;
  if (us < 1e6) return `${(us / 1000).toFixed(us < 1e4 ? 2 : 1)} ms`;
  return `${(us / 1e6).toFixed(us < 1e7 ? 2 : 1)} s`;
}

/** An age or a duration in seconds, short. */
export function ageText(seconds: number): string {
  if (seconds < 0.95) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  if (seconds < 3570) return `${Math.round(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** An age in little room: `5s`, `12m`. */
export function shortAgeText(seconds: number): string {
  if (seconds < 59.5) return `${Math.max(0, Math.round(seconds))}s`;
  if (seconds < 3570) return `${Math.round(seconds / 60)}m`;
  return seconds < 36 * 3600
    ? `${Math.round(seconds / 3600)}h`
    : `${Math.round(seconds / 86_400)}d`;
}

/** A share as percent. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)} %`;
}

/** Wall-clock time of an epoch in milliseconds, this browser's zone. */
export function clockText(epochMs: number): string {
  return new Date(epochMs).toLocaleTimeString("en-GB");
}
