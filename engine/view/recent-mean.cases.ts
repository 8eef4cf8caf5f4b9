/** Known answers of recent-mean.ts. */
import { type Observe, of } from "#schemas";
import { RecentMean } from "./recent-mean.ts";

/** Looks as count, sum, localMs: close together, at the mark's distance, and past the window. */
const LOOKS: [number, number, number][] = [
  [0, 0, 10],
  [4, 40, 20],
  [4, 40, 499],
  [6, 100, 500],
  [6, 100, 999],
  [8, 300, 1000],
  [8, 300, 5000],
  [10, 400, 5500],
  [10, 400, 5501],
  [11, 460, 5999],
  [12, 500, 6001],
  [13, 560, 9000],
  [13, 560, 14_001],
  [13, 560, 40_000],
  [14, 900, 40_100],
  [20, 1000, 40_600],
  [30, 3000, 45_600],
  [31, 3500, 45_601],
];

export default function run(observe: Observe): void {
  const mean = new RecentMean();
  for (const [count, sum, localMs] of LOOKS) {
    observe(
      of(RecentMean, "update"),
      `${count} ${sum} at ${localMs} ms`,
      mean.update(count, sum, localMs),
    );
  }
}
