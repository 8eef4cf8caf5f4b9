import { expect, test } from "bun:test";
import { logSplits } from "./splits.ts";

test.each([
  [0, 1200, [0, 10, 100, 1000]],
  [0, 30, [0, 5, 10, 20]],
  [150, 1100, [200, 500, 1000]],
  [0.02, 3000, [0.1, 1, 10, 100, 1000]],
  [0, 0.4, [0, 0.05, 0.1, 0.2]],
])("from %p to %p", (min, max, splits) => {
  const found = logSplits(min, max);
  expect(found).toHaveLength(splits.length);
  for (const [i, split] of splits.entries()) expect(found[i]).toBeCloseTo(split, 9);
});
