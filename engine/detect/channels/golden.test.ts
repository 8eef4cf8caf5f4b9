/** Rules version 1 against the events of an independent implementation: to the event, five sets. */
import { describe, expect, test } from "bun:test";
import {
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_HASH_U32,
  EVENT_RECORD_SEQ_F64,
  EVENT_SYMBOL_ID_U32,
} from "#codec";
import { STAGE_DETECT, unaccounted } from "#engine/telemetry";
import type { CalendarName } from "../calendar/calendar.ts";
import {
  differences,
  type GoldenEvent,
  goldenBars,
  goldenEvents,
  goldenLine,
  goldenTicks,
  statedOnly,
} from "./testing/golden.ts";
import { TestMarket } from "./testing/market.ts";

const SETS: [set: string, calendar: CalendarName, records: number, events: number][] = [
  ["calm", "us-equities", 23_574, 293],
  ["volatile", "us-equities", 23_909, 1_776],
  ["edge", "us-equities", 37_317, 3_839],
  ["real", "continuous", 9_999, 13],
  ["minute", "continuous", 4_320, 90],
];

type Feed = { symbol: string; into: (market: TestMarket) => void };

async function feedsOf(set: string): Promise<Feed[]> {
  if (set === "minute") {
    return (await goldenBars(set)).map((bar) => ({
      symbol: bar.symbol,
      into: (market) => market.feedBar(bar),
    }));
  }
  return (await goldenTicks(set)).map((tick) => ({
    symbol: tick.symbol,
    into: (market) => market.feedTick(tick),
  }));
}

function run(calendar: CalendarName, feeds: readonly Feed[]): TestMarket {
  const market = new TestMarket(calendar);
  for (const feed of feeds) feed.into(market);
  return market;
}

/** First line of disagreement, or "" when the lists agree. */
function firstDifference(expected: GoldenEvent[], actual: GoldenEvent[]): string {
  const name = (line: GoldenEvent | undefined) =>
    line === undefined
      ? "nothing"
      : `${line.tick} ${line.event.ticker} ${line.event.type} ${line.event.direction}`;
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    const [a, b] = [expected[i], actual[i]];
    if (name(a) !== name(b)) return `event ${i}: expected ${name(a)}, was ${name(b)}`;
    const found = differences(a!.event, b!.event);
    if (found.length > 0) return `event ${i}, ${name(a)}: ${found.join("; ")}`;
  }
  return "";
}

describe.each(SETS)("golden set %s", (set, calendar, records, events) => {
  test("agrees to the event", async () => {
    const feeds = await feedsOf(set);
    expect(feeds.length).toBe(records);
    const market = run(calendar, feeds);
    const expected = await goldenEvents(set);
    const found = market.events.map((event) => goldenLine(event, market.symbols));
    const actual = statedOnly(found, expected);
    expect(firstDifference(expected, actual)).toBe("");
    expect(actual.length).toBe(events);
    const detect = market.ledger.row(STAGE_DETECT);
    expect(unaccounted(detect)).toBe(0);
    expect(detect.produced).toBe(market.allEvents.length);
    const handled = market.tick.health;
    const bars = market.ohlcv.health;
    const taken = handled.admitted + handled.filtered + bars.admitted + bars.filtered;
    expect(taken + market.rejected).toBe(records);
    expect(market.errors.entries()).toEqual([]);
  });

  test("gives the same bytes again, and each symbol alone gives its own events", async () => {
    const feeds = await feedsOf(set);
    const whole = run(calendar, feeds);
    const again = run(calendar, feeds);
    expect(again.allEvents).toEqual(whole.allEvents as Uint8Array[]);

    const bySymbol = Map.groupBy(feeds, (feed) => feed.symbol);
    const apart: Uint8Array[] = [];
    for (const own of bySymbol.values()) apart.push(...run(calendar, own).events);
    expect(apart.map(withoutId).sort()).toEqual(whole.events.map(withoutId).sort());
  });

  test("no two events share an id", async () => {
    const { events } = run(calendar, await feedsOf(set));
    const ids = events.map((event) => {
      const hash = new Uint32Array(event.buffer)[EVENT_HASH_U32];
      return `${new Float64Array(event.buffer)[EVENT_EVENT_EPOCH_US_F64]}_${hash}`;
    });
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** The bytes as text, without what depends on which other symbols there were. */
function withoutId(event: Uint8Array): string {
  const copy = event.slice();
  new Uint32Array(copy.buffer)[EVENT_SYMBOL_ID_U32] = 0;
  copy[3] = 0; // a session event may stand before it
  const seq = new Float64Array(copy.buffer)[EVENT_RECORD_SEQ_F64];
  return `${String(seq).padStart(8, "0")} ${copy.toHex()}`;
}
