import { expect, test } from "bun:test";
import { countText, durationText, percentText, timeText } from "./figures.ts";

test.each([
  [1, "100 %"],
  [0.99999, "99.9 %"],
  [0.925, "92.5 %"],
  [0.5, "50 %"],
  [0, "0 %"],
  [null, "-"],
])("a share of %p is %s", (share, text) => {
  expect(percentText(share)).toBe(text);
});

test.each([
  [36, "36 µs"],
  [4864, "4.9 ms"],
  [344_064, "344 ms"],
  [1_250_000, "1.25 s"],
  [Number.NaN, "-"],
  [null, "-"],
])("%p microseconds are %s", (us, text) => {
  expect(durationText(us)).toBe(text);
});

test("counts are grouped, times are UTC", () => {
  expect(countText(1070473)).toBe("1,070,473");
  expect(timeText(1755702008000)).toBe("2025-08-20 15:00:08 UTC");
  expect(timeText(0)).toBe("-");
});
