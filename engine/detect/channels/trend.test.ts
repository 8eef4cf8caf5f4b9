/** Trends by hand-made ticks: warm-up, rhythm, turns. */
import { expect, test } from "bun:test";
import { goldenLine, type Item } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

/** Moments of 2025-08-20 in New York. */
const OPENING_US = Date.UTC(2025, 7, 20, 13, 31) * 1000;
const MIDDAY_US = Date.UTC(2025, 7, 20, 15) * 1000;

/** Feeds [seconds, price] pairs with equal sizes; returns the trends with seconds since `startUs`. */
function trends(startUs: number, ticks: readonly (readonly [number, number])[]): Item[] {
  const market = new TestMarket("us-equities");
  ticks.forEach(([seconds, price], recordSeq) => {
    const epochUs = startUs + Math.round(seconds * 1e6);
    market.feedTick({ recordSeq, symbol: "A", price, size: 100, epochUs });
  });
  return market.events
    .map((event) => goldenLine(event, market.symbols).event)
    .filter((event) => event.type === "trend")
    .map((event) => ({ ...event, at: (event.event_time as number) - startUs / 1e6 }));
}

/** `count` ticks every `everySeconds`, each `step` above the one before. */
const ramp = (count: number, everySeconds: number, step: number, from = 100) =>
  Array.from({ length: count }, (_, i) => [i * everySeconds, from + i * step] as const);

test("OPENING: the twelfth tick may be a trend, the eleventh may not", () => {
  expect(trends(OPENING_US, ramp(11, 10, 1))).toEqual([]);
  expect(trends(OPENING_US, ramp(12, 10, 1))).toMatchObject([
    { at: 110, direction: "up", count: 1 },
  ]);
});

test("OPENING: nothing is said before 45 s", () => {
  const [first] = trends(OPENING_US, ramp(60, 1, 0.2));
  expect(first).toMatchObject({ at: 45, trend_age: 0, reversal: false });
});

test("MIDDAY: the same direction again after 90 s, and its run ages", () => {
  const found = trends(MIDDAY_US, ramp(300, 1, 0.1));
  expect(found.map((event) => event.at)).toEqual([90, 180, 270]);
  expect(found.map((event) => event.trend_age)).toEqual([0, 90, 180]);
});

test("a turn is told from the other side, after a third of the interval at the earliest", () => {
  const up = ramp(200, 1, 0.1);
  const down = ramp(300, 1, -0.3, 119.9).map(([s, p]) => [200 + s, p] as const);
  const found = trends(MIDDAY_US, [...up, ...down]);
  const turn = found.findIndex((event) => event.direction === "down");
  expect(found[turn]).toMatchObject({ reversal: "up-now-down", count_down: 1, trend_age: 0 });
  const gap = (found[turn]!.at as number) - (found[turn - 1]!.at as number);
  expect(gap).toBeGreaterThanOrEqual(30);
  expect(gap).toBeLessThan(90);
});

test("a gap of more than 600 s starts anew, one of 600 s does not", () => {
  const before = ramp(60, 1, 0.2);
  const after = (gapSeconds: number) =>
    ramp(60, 1, 0.2, 112).map(([s, p]) => [59 + gapSeconds + s, p] as const);
  // 60 ticks in 60 s are too young for MIDDAY on their own.
  expect(trends(MIDDAY_US, [...before, ...after(600.000001)])).toEqual([]);
  expect(trends(MIDDAY_US, [...before, ...after(600)]).length).toBeGreaterThan(0);
});

test("up and down are mirror images", () => {
  // Prices as ratios would not mirror exactly; far from the thresholds the events do.
  const up = trends(MIDDAY_US, ramp(300, 1, 0.1, 1000));
  const down = trends(MIDDAY_US, ramp(300, 1, -0.1, 1000));
  expect(up.length).toBeGreaterThan(1);
  expect(down.map((event) => event.at)).toEqual(up.map((event) => event.at));
});
