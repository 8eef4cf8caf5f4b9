import { expect, test } from "bun:test";
import { type Baseline, type BaselineMeasure, rowsOf } from "./baseline-rows.ts";

const MACHINE = { processors: "2 x x", memoryGiB: 4, kernel: "6", bun: "1.4.5" };

function baseline(...measures: Partial<BaselineMeasure>[]): Baseline {
  const usual = { suite: "ring", name: "a", unit: "ns/op", n: 5, checksum: "1" };
  return {
    ...{ label: "x", startedAt: "", commit: "", machine: MACHINE },
    measures: measures.map((one) => ({ ...usual, low: 9, median: 10, high: 11, ...one })),
  };
}

test("a measure of both has a ratio, and is apart only when the middle halves do not meet", () => {
  const from = baseline({ name: "a" }, { name: "b" });
  const to = baseline({ name: "b", low: 12, median: 13, high: 14 }, { name: "a", median: 11 });
  const [a, b] = rowsOf(from, to);
  expect(a).toMatchObject({ name: "a", ratio: 1.1, isApart: false });
  expect(b).toMatchObject({ name: "b", ratio: 1.3, isApart: true });
});

test("other work, a figure of 0 and a measure of one side alone have no ratio", () => {
  const from = baseline({ name: "a" }, { name: "zero", median: 0 }, { name: "gone" });
  const to = baseline({ name: "a", checksum: "2" }, { name: "zero" }, { name: "new" });
  const rows = rowsOf(from, to);
  expect(rows.map(({ name }) => name)).toEqual(["a", "zero", "gone", "new"]);
  expect(rows.map(({ ratio }) => ratio)).toEqual([null, null, null, null]);
  expect(rows[3]!.a).toBeUndefined();
});

test("one baseline alone: its figures, nothing to compare", () => {
  expect(rowsOf(baseline({}), undefined)).toMatchObject([{ name: "a", b: undefined, ratio: null }]);
});
