import { expect, test } from "bun:test";
import {
  PERIOD_AFTERHOURS,
  PERIOD_CLOSED,
  PERIOD_CLOSING,
  PERIOD_MIDDAY,
  PERIOD_OPENING,
  PERIOD_PREMARKET,
} from "../calendar/calendar.ts";
import { HighLowThresholds } from "./high-low-rules.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "./settings.ts";

const thresholds = new HighLowThresholds(DEFAULT_DETECTOR_SETTINGS.highLow);

// Base prices at which the money threshold is the smaller one, then the percentage.
test.each([
  [0.9, 0.9 * 0.002],
  [3, 3 * 0.0015],
  [4.99, 4.99 * 0.0015],
  [24, 0.02],
  [50, 50 * 0.0008],
  [99, 0.05],
  [150, 150 * 0.0005],
  [450, 0.1],
  [600, 600 * 0.0005],
  [5000, 5000 * 0.0005],
])("from %d a move of %d is reported, a bit less is not", (reported, change) => {
  const isReached = (moved: number) =>
    thresholds.isReached(reported + moved, moved, reported, PERIOD_MIDDAY);
  expect(isReached(change)).toBe(true);
  expect(isReached(change * 0.999)).toBe(false);
});

test("exact cents reach their threshold although they are not exact in binary", () => {
  for (let cents = 2000; cents < 2480; cents++) {
    const reported = cents / 100;
    const extreme = (cents + 2) / 100;
    const change = extreme - reported;
    expect(thresholds.isReached(extreme, change, reported, PERIOD_MIDDAY)).toBe(true);
  }
});

test("thresholds are twice as high out of hours and half as high again in the opening", () => {
  const leastOf = (period: number) => {
    let moved = 0;
    while (!thresholds.isReached(600 + moved, moved, 600, period)) moved += 0.001;
    return Math.round(moved * 100) / 100;
  };
  expect([PERIOD_MIDDAY, PERIOD_CLOSING].map(leastOf)).toEqual([0.3, 0.3]);
  expect(leastOf(PERIOD_OPENING)).toBe(0.45);
  const late = [PERIOD_PREMARKET, PERIOD_AFTERHOURS, PERIOD_CLOSED];
  expect(late.map(leastOf)).toEqual([0.6, 0.6, 0.6]);
});
