/** The writer's text against the native serialiser's, over random events and hostile symbols. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createValidator, isCleanTicker, TickscopeError } from "#schemas";
import { eventItem } from "./event-item.ts";
import { anyEvent, type EventFixture, writeEvent } from "./event-item-fixture.ts";
import * as layout from "./event-layout.ts";
import { EventText } from "./event-text.ts";
import { NO_ITEMS, writeStockData } from "./frame.ts";
import { FrameWriter } from "./frame-writer.ts";
import { privateSlots } from "./slot-view.ts";
import { SymbolTableWriter, symbolTableBytes } from "./symbol-table.ts";

const HOSTILE = [
  "AAPL",
  'A"B',
  "A\\B",
  "\\u0041",
  "\u0000\u0001\u001f",
  "\n\r\t\b\f",
  "</script>",
  "\u2028\u2029",
  "\ud800",
  "\udc00x",
  "x\ud83d",
  "😀",
  "M&M",
  "'`",
];

function listOf(kind: number, isUp: boolean): keyof typeof NO_ITEMS {
  if (kind === layout.EVENT_TREND) return isUp ? "trendUp" : "trendDown";
  if (kind === layout.EVENT_SURGE) return isUp ? "surgeUp" : "surgeDown";
  return isUp ? "highs" : "lows";
}

const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
for (const symbol of HOSTILE) symbols.intern(symbol);
const text = new EventText("America/New_York");
const view = privateSlots(3, layout.EVENT_BYTES);
// A slot other than the first, so that an offset without its slot would show.
const SLOT = 2;

describe("FrameWriter.item", () => {
  test("parses to the same as JSON.stringify of the item", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        writeEvent(view, SLOT, event);
        const expected = JSON.parse(JSON.stringify(eventItem(view, SLOT, symbols, text)));
        expect(JSON.parse(writer.item(view, SLOT))).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test("writes what the JSON Schema of the frame accepts, for every clean ticker", () => {
    const writer = new FrameWriter(symbols, text);
    const validator = createValidator({ mode: "strict", timeZone: "America/New_York" });
    const activity = {
      total_highs: 0,
      total_lows: 0,
      activity_level: "Very Low",
      activity_ratio: {
        calculation_method: "ticks_per_minute",
        current_rate: 0,
        threshold_low: 30,
        threshold_medium: 60,
        threshold_high: 120,
        threshold_very_high: 240,
      },
      ticks_10sec: 0,
      ticks_30sec: 0,
      ticks_60sec: 0,
      ticks_300sec: 0,
    };
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        fc.pre(isCleanTicker(symbols.symbolOf(event.symbolId)));
        writeEvent(view, SLOT, event);
        const item = writer.item(view, SLOT);
        const isUp = event.direction === layout.SIDE_UP;
        const lists = { ...NO_ITEMS, [listOf(event.kind, isUp)]: [item] };
        const frame = JSON.parse(writeStockData(lists, JSON.stringify(activity)));
        const { violations } = validator.validate("stock_data", frame);
        // The numbers are random and contradict each other; each of them alone has to be legal.
        expect(violations.filter((each) => each.kind === "schema")).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("is well-formed UTF-16 for every symbol", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(HOSTILE.length), (event) => {
        writeEvent(view, SLOT, event);
        const written = writer.item(view, SLOT);
        expect(written.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(written).not.toMatch(/[\u0000-\u001f]/);
      }),
    );
  });

  test("refuses every event with a number that JSON cannot carry", () => {
    const writer = new FrameWriter(symbols, text);
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    const numberFields = ["price", "percentChange", "volume", "relVolume", "eventEpochUs"] as const;
    fc.assert(
      fc.property(anyEvent(3), fc.constantFrom(...numberFields), bad, (event, field, value) => {
        writeEvent(view, SLOT, { ...event, [field]: value });
        expect(writer.item(view, SLOT)).toBe("");
      }),
    );
    fc.assert(
      fc.property(anyEvent(3), fc.nat(), bad, (event, pick, value) => {
        // The span and the previous price of a high or low count only when it is a reversal.
        const isPlain = event.kind <= layout.EVENT_LOW && event.reversal === 0;
        const numbers = [...event.numbers];
        numbers[pick % (isPlain ? 3 : numbers.length)] = value;
        writeEvent(view, SLOT, { ...event, numbers });
        expect(writer.item(view, SLOT)).toBe("");
      }),
    );
  });

  test("writes an unknown VWAP as null with divergence 0, and refuses an infinite one", () => {
    const writer = new FrameWriter(symbols, text);
    fc.assert(
      fc.property(anyEvent(3), (event) => {
        if (event.kind === layout.EVENT_TREND) return;
        writeEvent(view, SLOT, { ...event, vwap: Number.NaN, vwapDivergence: Number.NaN });
        const item = JSON.parse(writer.item(view, SLOT));
        expect([item.vwap, item.vwap_divergence]).toEqual([null, 0]);
        writeEvent(view, SLOT, { ...event, vwap: Number.POSITIVE_INFINITY });
        expect(writer.problem(view, SLOT)).toBe("vwap");
      }),
    );
  });
});

const HIGH: EventFixture = {
  kind: layout.EVENT_HIGH,
  direction: layout.SIDE_UP,
  reversal: 1,
  symbolId: 1,
  eventEpochUs: 1_755_702_005_000_001,
  recordEpochUs: 1_755_702_006_500_000,
  hash: 0x0000beef,
  price: 101.5,
  countUp: 3,
  countDown: 2,
  percentChange: 1.5,
  vwap: 100,
  vwapDivergence: 1.5,
  volume: 0.25,
  relVolume: 2,
  numbers: [101.5, 99, 65, 59_999_999, 99],
  bytes: {
    [layout.HIGHLOW_TREND_FLAG_U8]: layout.SIDE_UP,
    [layout.HIGHLOW_REVERSAL_TYPE_U8]: layout.REVERSAL_TYPE_V_BOTTOM,
    [layout.HIGHLOW_REVERSAL_PATTERN_U8]: layout.PATTERN_W_BOTTOM,
  },
  dailySurgeCount: 0,
};

describe("eventItem", () => {
  test("a high, field by field", () => {
    writeEvent(view, SLOT, HIGH);
    expect(eventItem(view, SLOT, symbols, text)).toEqual({
      ticker: "AAPL",
      type: "high",
      price: 101.5,
      time: "11:00:05",
      event_id: "1755702005.000001_0000beef",
      direction: "up",
      reversal: true,
      count: 5,
      count_up: 3,
      count_down: 2,
      percent_change: 1.5,
      vwap: 100,
      vwap_divergence: 1.5,
      volume: 0.25,
      rel_volume: 2,
      label: "HIGH #3",
      session_high: 101.5,
      session_low: 99,
      last_update: 1755702006.5,
      trend_flag: "up",
      surge_flag: null,
      significance_score: 65,
      reversal_info: {
        type: "V-bottom",
        time_span: 59.999999,
        is_rapid: true,
        previous_type: "low",
        previous_price: 99,
        pattern: "W-bottom",
      },
    });
  });

  test("a surge, its texts", () => {
    writeEvent(view, SLOT, {
      ...HIGH,
      kind: layout.EVENT_SURGE,
      direction: layout.SIDE_DOWN,
      reversal: layout.REVERSAL_UP_NOW_DOWN,
      percentChange: -3.06,
      relVolume: 4,
      numbers: [-3.06, 83, 4, HIGH.eventEpochUs + 30e6],
      bytes: {
        [layout.SURGE_STRENGTH_U8]: layout.STRENGTH_STRONG,
        [layout.SURGE_TRIGGER_U8]: layout.TRIGGER_PRICE_AND_VOLUME,
      },
      dailySurgeCount: 7,
    });
    expect(eventItem(view, SLOT, symbols, text)).toMatchObject({
      label: "SURGE ↓ 3.1% price_and_volume",
      description: "Surge down price/and/volume (3.1%)",
      event_key: "AAPL_down_1755702005.000001",
      reversal: "up-now-down",
      expiration: 1755702035.000001,
      surge_age: 0,
      daily_surge_count: 7,
    });
  });

  test.each<[string, Partial<EventFixture>]>([
    ["ticker", { symbolId: 0 }],
    ["type", { kind: layout.EVENT_SESSION }],
    ["type", { kind: 77 }],
    ["direction", { direction: layout.SIDE_NONE }],
    ["direction", { direction: layout.SIDE_DOWN }],
    ["price", { price: 0 }],
    ["price", { price: -1 }],
    ["event_id", { eventEpochUs: 1_755_702_005_000 }],
    ["event_id", { eventEpochUs: 1_755_702_005_000_000.5 }],
    ["count_up", { countUp: 0 }],
    ["percent_change", { percentChange: -100.1 }],
    ["vwap", { vwap: 0 }],
    ["vwap_divergence", { vwapDivergence: Number.NaN }],
    ["volume", { volume: -1 }],
    ["rel_volume", { relVolume: Number.NaN }],
    ["last_update", { recordEpochUs: HIGH.eventEpochUs - 1 }],
    ["reversal", { reversal: 0 }],
    ["session_high", { numbers: [101.4, 99, 65, 1, 99] }],
    ["session_low", { numbers: [101.5, 101.6, 65, 1, 99] }],
    ["significance_score", { numbers: [101.5, 99, 100.1, 1, 99] }],
    ["reversal_info.time_span", { numbers: [101.5, 99, 65, -1, 99] }],
    ["reversal_info.previous_price", { numbers: [101.5, 99, 65, 1, 0] }],
    ["reversal_info.type", { bytes: { [layout.HIGHLOW_REVERSAL_TYPE_U8]: 1 } }],
    [
      "reversal_info.pattern",
      { bytes: { ...HIGH.bytes, [layout.HIGHLOW_REVERSAL_PATTERN_U8]: 1 } },
    ],
    ["trend_flag", { bytes: { ...HIGH.bytes, [layout.HIGHLOW_TREND_FLAG_U8]: 3 } }],
    ["surge_flag", { bytes: { ...HIGH.bytes, [layout.HIGHLOW_SURGE_FLAG_U8]: 3 } }],
  ])("names %s when it is wrong", (field, change) => {
    writeEvent(view, SLOT, { ...HIGH, ...change });
    const writer = new FrameWriter(symbols, text);
    expect(writer.problem(view, SLOT)).toBe(field);
    expect(writer.item(view, SLOT)).toBe("");
    expect(() => eventItem(view, SLOT, symbols, text)).toThrow(TickscopeError);
  });
});
