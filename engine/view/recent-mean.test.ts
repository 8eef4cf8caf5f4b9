import { expect, test } from "bun:test";
import { RecentMean } from "./recent-mean.ts";

test("forgets what is older than its window, and keeps the last mean while nothing comes", () => {
  const recent = new RecentMean();
  expect(recent.update(0, 0, 0)).toBe(0);
  expect(recent.update(100, 100_000, 1_000)).toBe(1_000); // a slow start
  let count = 100;
  let sum = 100_000;
  for (let ms = 1_500; ms <= 20_000; ms += 500) {
    count += 10;
    sum += 20;
    recent.update(count, sum, ms);
  }
  expect(recent.update(count, sum, 20_001)).toBe(2);
  expect(recent.update(count, sum, 60_000)).toBe(2);
});
