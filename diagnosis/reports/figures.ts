/** Numbers as people read them in reports; English, whatever the machine speaks. */

/** `1,070,473`. */
export function countText(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** `97.5 %`; never 100 % when something is missing. `-` when there is nothing to share. */
export function percentText(share: number | null): string {
  if (share === null) return "-";
  const percent = Math.min(share * 100, share < 1 ? 99.9 : 100);
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)} %`;
}

/** `36 µs`, `4.9 ms`, `1.25 s`; `-` when it is not known. */
export function durationText(us: number | null): string {
  if (us === null || !Number.isFinite(us)) return "-";
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 1e6) return `${(us / 1000).toFixed(us < 1e5 ? 1 : 0)} ms`;
  return `${(us / 1e6).toFixed(2)} s`;
}

/** `2025-08-20 15:00:08 UTC`; `-` for 0. */
export function timeText(epochMs: number): string {
  if (!Number.isFinite(epochMs) || epochMs <= 0) return "-";
  return `${new Date(epochMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
