/**
 * Known answers of clock.ts. The readings themselves are no answers; that they are microseconds, of
 * this age, and grow with time, is.
 */
import type { Observe } from "#schemas";
import { nowEpochUs } from "./clock.ts";

/** A machine's clock may be set while the process runs: an hour apart is still the same moment. */
const SAME_MOMENT_MS = 3_600_000;

export default function run(observe: Observe): void {
  const first = nowEpochUs();
  observe(
    nowEpochUs,
    "is of this moment",
    Math.abs(first / 1000 - Date.now()) < SAME_MOMENT_MS,
    true,
  );
  const startLocalMs = performance.now();
  while (performance.now() - startLocalMs < 0.2);
  const grownUs = nowEpochUs() - first;
  observe(nowEpochUs, "grows by a microsecond a microsecond", grownUs > 190, true);
}
