/** Bars by hand: order, filters and surges that the golden set leaves open. */
import { describe, expect, test } from "bun:test";
import {
  FILTER_OUT_OF_ORDER,
  FILTER_TICK_COVERED,
  OUTCOME_OK,
  outcomeFiltered,
} from "#engine/telemetry";
import { goldenLine } from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

const START_US = Date.UTC(2025, 7, 20, 15) * 1000;
const MINUTE_US = 60e6;

/** Feeds minute `i`'s bar; open, high, low, close. */
function feed(
  market: TestMarket,
  i: number,
  [open, high, low, close]: readonly [number, number, number, number],
  volume = 100,
): number | undefined {
  const startEpochUs = START_US + i * MINUTE_US;
  const times = { startEpochUs, endEpochUs: startEpochUs + MINUTE_US };
  return market.feedBar({ recordSeq: i, symbol: "A", open, high, low, close, volume, ...times });
}

const items = (market: TestMarket) =>
  market.events.map((event) => goldenLine(event, market.symbols).event);

describe("high/low", () => {
  test("a rising bar tells its high first, a falling one its low, without a cooldown between", () => {
    const kinds = (bar: readonly [number, number, number, number]) => {
      const market = new TestMarket("us-equities");
      feed(market, 0, [100, 100, 100, 100]);
      feed(market, 1, bar);
      return items(market).map((event) => event.type);
    };
    expect(kinds([100, 102, 98, 100])).toEqual(["high", "low"]);
    expect(kinds([100, 102, 98, 99])).toEqual(["low", "high"]);
  });

  test("the second step of a bar turns the first", () => {
    const market = new TestMarket("us-equities");
    feed(market, 0, [100, 102, 98, 101]);
    expect(items(market)[1]).toMatchObject({
      type: "low",
      reversal_info: { type: "V-top", time_span: 0, is_rapid: true, previous_price: 102 },
    });
  });
});

describe("filters", () => {
  test("a bar that ends no later than the last one is late; the eleventh late one re-bases", () => {
    const market = new TestMarket("us-equities");
    feed(market, 20, [100, 100, 100, 100]);
    for (let i = 0; i < 10; i++) {
      expect(feed(market, i, [100, 100, 100, 100])).toBe(outcomeFiltered(FILTER_OUT_OF_ORDER));
    }
    expect(feed(market, 5, [100, 100, 100, 100])).toBe(OUTCOME_OK);
    expect(feed(market, 6, [100, 100, 100, 100])).toBe(OUTCOME_OK);
  });

  test("ticks cover bars that end within a minute after them", () => {
    const market = new TestMarket("us-equities");
    const tick = { recordSeq: 0, symbol: "A", price: 100, size: 1, epochUs: START_US };
    market.feedTick(tick);
    expect(feed(market, 0, [100, 100, 100, 100])).toBe(OUTCOME_OK);
    market.feedTick({ ...tick, epochUs: START_US + MINUTE_US + 1 });
    expect(feed(market, 1, [100, 100, 100, 100])).toBe(outcomeFiltered(FILTER_TICK_COVERED));
    expect(feed(market, 2, [100, 100, 100, 100])).toBe(OUTCOME_OK);
  });
});

describe("surge", () => {
  /** Four quiet bars of 100, then one that closes at `close` with `volume` at minute `i`. */
  const surge = (close: number, volume: number, i = 4) => {
    const market = new TestMarket("us-equities");
    for (let quiet = 0; quiet < 4; quiet++) feed(market, quiet, [100, 100, 100, 100]);
    feed(market, i, [100, Math.max(100, close), Math.min(100, close), close], volume);
    return items(market).filter((event) => event.type === "surge");
  };

  test("price, volume or both", () => {
    expect(surge(102, 300)).toMatchObject([{ trigger_type: "price_and_volume", direction: "up" }]);
    expect(surge(98, 299)).toMatchObject([{ trigger_type: "price", direction: "down" }]);
    expect(surge(100.5, 300)).toMatchObject([{ trigger_type: "volume", volume_multiplier: 3 }]);
    expect(surge(100.49, 300)).toEqual([]);
    expect(surge(101.9, 299)).toEqual([]);
  });

  test("the previous bar must have ended at most 300 s before", () => {
    expect(surge(103, 300, 9).length).toBe(1);
    expect(surge(103, 300, 10)).toEqual([]);
  });

  test("fewer than three bars before are no mean volume", () => {
    const market = new TestMarket("us-equities");
    feed(market, 0, [100, 100, 100, 100]);
    feed(market, 1, [100, 100, 100, 100]);
    feed(market, 2, [100, 103, 100, 103], 900);
    const found = items(market).filter((event) => event.type === "surge");
    expect(found).toMatchObject([{ trigger_type: "price", volume_multiplier: 1, volume: 900 }]);
  });

  test("at most one in 180 s", () => {
    const market = new TestMarket("us-equities");
    const closes = [100, 103, 106.5, 110, 114, 118];
    closes.forEach((close, i) => {
      const open = closes[i - 1] ?? close;
      feed(market, i, [open, close, open, close]);
    });
    const times = items(market).filter((event) => event.type === "surge");
    expect(times.map((event) => (event.event_time as number) - START_US / 1e6)).toEqual([120, 300]);
  });
});
