import { expect, test } from "bun:test";
import type { Violation } from "#schemas";
import { type CountedViolation, countViolation } from "./counted-violation.ts";

const at = (path: string, patch: Partial<Violation> = {}): Violation => ({
  path,
  expected: "a number above 0",
  actual: "-1",
  section: "every-item",
  kind: "schema",
  ...patch,
});

test("rows of a list are one row of the report, with the first value and how often", () => {
  const counted: CountedViolation[] = [];
  countViolation(counted, at("data.highs[0].price"));
  countViolation(counted, at("data.highs[12].price", { actual: "-2" }));
  expect(counted).toEqual([
    {
      path: "data.highs[].price",
      expected: "a number above 0",
      actual: "-1",
      section: "every-item",
      count: 2,
    },
  ]);
});

test("another place or another expectation is another row", () => {
  const counted: CountedViolation[] = [];
  countViolation(counted, at("data.highs[0].price"));
  countViolation(counted, at("data.lows[0].price"));
  countViolation(counted, at("data.highs[0].price", { expected: "present" }));
  expect(counted.map(({ count }) => count)).toEqual([1, 1, 1]);
});
