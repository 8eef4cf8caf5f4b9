/** Surges by hand-made samples: what the golden sets leave open. */
import { expect, test } from "bun:test";
import { goldenLine, type Item } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

/** Moments of 2025-08-20 in New York. */
const OPENING_US = Date.UTC(2025, 7, 20, 13, 31) * 1000;
const AFTERHOURS_US = Date.UTC(2025, 7, 20, 21) * 1000;

/** Samples of [price, size], `intervalSeconds` apart; returns the surges. */
function surges(
  startUs: number,
  intervalSeconds: number,
  samples: readonly (readonly [number, number])[],
): Item[] {
  const market = new TestMarket("us-equities");
  samples.forEach(([price, size], i) => {
    const epochUs = startUs + i * intervalSeconds * 1e6;
    market.feedTick({ recordSeq: i, symbol: "A", price, size, epochUs });
  });
  const all = market.events.map((event) => goldenLine(event, market.symbols).event);
  return all.filter((event) => event.type === "surge");
}

const flat = (price: number, size: number, count: number) =>
  Array.from({ length: count }, () => [price, size] as const);

test("OPENING: the gate is 0.7 of the band's, and 50 points are enough", () => {
  const [surge] = surges(OPENING_US, 5, [...flat(50.2, 100, 5), [51.4, 320]]);
  expect(surge).toMatchObject({ trigger_type: "price_and_volume", strength: "weak" });
  expect(surge!.score as number).toBeGreaterThan(50);
  expect(surge!.score as number).toBeLessThan(60);
  // 1.04 dollars are 2.2 percent, but not 0.7 of 1.50 dollars
  expect(surges(OPENING_US, 5, [...flat(50.2, 100, 5), [51.24, 900]])).toEqual([]);
});

test("OPENING: the fourth sample may surge, the third may not", () => {
  expect(surges(OPENING_US, 5, [...flat(50, 100, 3), [53, 900]]).length).toBe(1);
  expect(surges(OPENING_US, 5, [...flat(50, 100, 2), [53, 900]])).toEqual([]);
});

test("ADAPTIVE: the band's dollars count, times the period's multiplier", () => {
  // Below 10 dollars 0.15 x 1.5 = 0.225
  const after = (price: number, size: number) =>
    surges(AFTERHOURS_US, 15, [...flat(9, 100, 6), [price, size]]);
  expect(after(9.24, 120)).toMatchObject([{ trigger_type: "price_and_volume" }]);
  expect(after(9.22, 120)).toEqual([]);
});

test("ADAPTIVE: 1.5 times the move with 0.7 of the volume is a price surge", () => {
  const after = (price: number, size: number) =>
    surges(AFTERHOURS_US, 15, [...flat(9, 100, 6), [price, size]]);
  expect(after(9.35, 75)).toMatchObject([{ trigger_type: "price" }]);
  expect(after(9.33, 75)).toEqual([]);
  expect(after(9.35, 69)).toEqual([]);
});

test("ADAPTIVE: half the move with twice the volume is a volume surge", () => {
  const after = (price: number, size: number) =>
    surges(AFTERHOURS_US, 15, [...flat(9, 100, 6), [price, size]]);
  expect(after(9.12, 200)).toMatchObject([{ trigger_type: "volume", volume_multiplier: 2 }]);
  expect(after(9.12, 199)).toEqual([]);
  expect(after(9.11, 200)).toEqual([]);
});

test("without any volume a move alone must be 1.5 times as large", () => {
  const after = (price: number) => surges(AFTERHOURS_US, 15, [...flat(9, 0, 6), [price, 0]]);
  expect(after(9.3)).toEqual([]);
  expect(after(9.4)).toMatchObject([{ trigger_type: "price", volume_multiplier: 1 }]);
});

test("at most three in 30 minutes after hours, however far apart", () => {
  const jumps: (readonly [number, number])[] = [];
  for (let i = 0; i < 40; i++) jumps.push(...flat(9 * 1.1 ** i, 100, 6), [9 * 1.1 ** (i + 1), 500]);
  const times = surges(AFTERHOURS_US, 15, jumps.slice(0, 200)).map((s) => s.event_time as number);
  expect(times.length).toBeGreaterThan(4);
  for (let i = 3; i < times.length; i++) {
    expect(times[i]! - times[i - 3]!).toBeGreaterThanOrEqual(1800);
  }
});
