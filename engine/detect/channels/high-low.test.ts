/** High/low by hand-made ticks: what the golden sets leave open. */
import { expect, test } from "bun:test";
import { createDetectors } from "../detectors/built-in.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "../detectors/settings.ts";
import { goldenLine } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

/** A MIDDAY moment: 2025-08-20 11:00 in New York. */
const START_US = Date.UTC(2025, 7, 20, 15) * 1000;

/** Feeds [seconds, price] pairs of one symbol and returns the items. */
function items(market: TestMarket, ticks: readonly (readonly [number, number])[]) {
  ticks.forEach(([seconds, price], recordSeq) => {
    const epochUs = START_US + Math.round(seconds * 1e6);
    market.feedTick({ recordSeq, symbol: "A", price, size: 0, epochUs });
  });
  return market.events.map((event) => goldenLine(event, market.symbols).event);
}

const turn = (gapSeconds: number) =>
  items(new TestMarket("us-equities"), [
    [0, 100],
    [10, 101],
    [10 + gapSeconds, 99],
  ])[1];

test("a reversal window is 300 s, both ends included", () => {
  expect(turn(300)).toMatchObject({
    type: "low",
    reversal: true,
    reversal_info: { type: "V-top", time_span: 300, is_rapid: false, previous_price: 101 },
  });
  expect(turn(300.000001)).toMatchObject({ reversal: false, reversal_info: null });
});

test("a reversal under 60 s is rapid", () => {
  expect(turn(59.999999)).toMatchObject({ reversal_info: { is_rapid: true } });
  expect(turn(60)).toMatchObject({ reversal_info: { is_rapid: false } });
});

test("M and W need three alternating events within 900 s before", () => {
  const settings = structuredClone(DEFAULT_DETECTOR_SETTINGS);
  settings.highLow.reversalWindowSeconds = 500;
  const pattern = (lastSeconds: number, prices: readonly number[]) => {
    const market = new TestMarket("us-equities", { detectors: createDetectors(settings) });
    const ticks = [0, 10, 310, 610, lastSeconds].map((s, i) => [s, prices[i]!] as const);
    return items(market, ticks).at(-1)?.reversal_info;
  };
  const m = [100, 101, 99, 102, 98];
  const w = [100, 99, 101, 98, 102];
  expect(pattern(910, m)).toMatchObject({ type: "V-top", pattern: "M-top" });
  expect(pattern(910, w)).toMatchObject({ type: "V-bottom", pattern: "W-bottom" });
  expect(pattern(910.000001, m)).not.toHaveProperty("pattern");
  expect(pattern(910, [100, 101, 102, 103, 98])).not.toHaveProperty("pattern");
});

test("an extreme of the cooldown is told when it ends, with the time when it was set", () => {
  const events = items(new TestMarket("us-equities"), [
    [0, 100],
    [1, 101],
    [1.5, 103],
    [1.999999, 102],
    [2, 102],
  ]);
  expect(events.map((event) => event.price)).toEqual([101, 103]);
  expect(events[1]).toMatchObject({
    event_time: START_US / 1e6 + 1.5,
    last_update: START_US / 1e6 + 2,
    session_high: 103,
  });
});

test("settings scale the thresholds", () => {
  const settings = structuredClone(DEFAULT_DETECTOR_SETTINGS);
  settings.highLow.minPercent = 10;
  settings.highLow.minChange = 1;
  const market = new TestMarket("us-equities", { detectors: createDetectors(settings) });
  expect(
    items(market, [
      [0, 100],
      [10, 104],
      [20, 106],
    ]).map((event) => event.price),
  ).toEqual([106]);
});
