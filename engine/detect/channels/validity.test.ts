import { expect, test } from "bun:test";
import fc from "fast-check";
import { ERROR_CODES } from "#schemas";
import { barProblem, TIME_END_EPOCH_US, TIME_MIN_EPOCH_US, tickProblem } from "./validity.ts";

const NOW = Date.UTC(2025, 7, 20) * 1000;
const name = (id: number): string => (id === 0 ? "fine" : ERROR_CODES[id]!);

test.each([
  [1, 0, NOW, "fine"],
  [0, 1, NOW, "PRICE_INVALID"],
  [-1, 1, NOW, "PRICE_INVALID"],
  [Number.NaN, 1, NOW, "PRICE_INVALID"],
  [Number.POSITIVE_INFINITY, 1, NOW, "PRICE_INVALID"],
  [1, -1, NOW, "SIZE_INVALID"],
  [1, Number.NaN, NOW, "SIZE_INVALID"],
  [1, Number.POSITIVE_INFINITY, NOW, "SIZE_INVALID"],
  [1, 1, Number.NaN, "TIME_INVALID"],
  [1, 1, Number.NEGATIVE_INFINITY, "TIME_INVALID"],
  [1, 1, NOW / 1000, "TIME_UNIT"],
  [1, 1, NOW * 1000, "TIME_UNIT"],
  [1, 1, TIME_MIN_EPOCH_US, "fine"],
  [1, 1, TIME_MIN_EPOCH_US - 1, "TIME_UNIT"],
  [1, 1, TIME_END_EPOCH_US - 1, "fine"],
  [1, 1, TIME_END_EPOCH_US, "TIME_UNIT"],
])("tick price=%d size=%d time=%d is %s", (price, size, epochUs, expected) => {
  expect(name(tickProblem(price, size, epochUs))).toBe(expected);
});

test("the years 2000 and 2100 are both inside", () => {
  const years = [TIME_MIN_EPOCH_US, TIME_END_EPOCH_US - 1].map((epochUs) =>
    new Date(epochUs / 1000).getUTCFullYear(),
  );
  expect(years).toEqual([2000, 2100]);
});

test.each([
  [10, 11, 9, 10, 5, NOW, NOW + 1, "fine"],
  [10, 10, 10, 10, 0, NOW, NOW + 1, "fine"],
  [0, 11, 9, 10, 5, NOW, NOW + 1, "PRICE_INVALID"],
  [10, Number.NaN, 9, 10, 5, NOW, NOW + 1, "PRICE_INVALID"],
  [10, 11, 9, 10, -5, NOW, NOW + 1, "SIZE_INVALID"],
  [10, 11, 9, 10, 5, Number.NaN, NOW, "TIME_INVALID"],
  [10, 11, 9, 10, 5, NOW, NOW * 1000, "TIME_UNIT"],
  [10, 9.9, 9, 9.5, 5, NOW, NOW + 1, "BAR_INCONSISTENT"],
  [9, 9.9, 9, 10, 5, NOW, NOW + 1, "BAR_INCONSISTENT"],
  [10, 11, 10.5, 11, 5, NOW, NOW + 1, "BAR_INCONSISTENT"],
  [10, 11, 9.5, 9, 5, NOW, NOW + 1, "BAR_INCONSISTENT"],
  [10, 11, 9, 10, 5, NOW, NOW, "BAR_INCONSISTENT"],
])("bar o=%d h=%d l=%d c=%d v=%d %d..%d is %s", (o, h, l, c, v, start, end, expected) => {
  expect(name(barProblem(o, h, l, c, v, start, end))).toBe(expected);
});

test("a bar made of prices is consistent exactly when its extremes hold its ends", () => {
  const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(price, price, price, price, (open, high, low, close) => {
      const holds = high >= Math.max(open, close) && low <= Math.min(open, close);
      expect(barProblem(open, high, low, close, 1, NOW, NOW + 1) === 0).toBe(holds);
    }),
  );
});
