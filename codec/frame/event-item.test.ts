/** Items field by field, and every field of a slot that can be wrong. */
import { describe, expect, test } from "bun:test";
import { TickscopeError } from "#schemas";
import * as layout from "../layout/event-layout.ts";
import { privateSlots } from "../layout/slot-view.ts";
import { SymbolTableWriter, symbolTableBytes } from "../layout/symbol-table.ts";
import { EventText } from "../text/event-text.ts";
import { eventItem } from "./event-item.ts";
import { type EventFixture, writeEvent } from "./event-item-fixture.ts";
import { FrameWriter } from "./frame-writer.ts";

const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(65_536)));
symbols.intern("AAPL");
const text = new EventText("America/New_York");
const view = privateSlots(3, layout.EVENT_BYTES);
// A slot other than the first, so that an offset without its slot would show.
const SLOT = 2;

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

const SURGE: EventFixture = {
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
};

const TREND: EventFixture = {
  ...HIGH,
  kind: layout.EVENT_TREND,
  reversal: layout.REVERSAL_DOWN_NOW_UP,
  numbers: [0.4, 0.3, 0.4, 0.5, 61e6],
  bytes: {
    [layout.TREND_STRENGTH_U8]: layout.STRENGTH_STRONG,
    [layout.TREND_VWAP_POSITION_U8]: layout.VWAP_ABOVE,
  },
};

describe("eventItem", () => {
  test("a high, field by field", () => {
    writeEvent(view, SLOT, HIGH);
    // Newer fields may follow; frame-writer.test.ts holds that each is one of the contract.
    expect(eventItem(view, SLOT, symbols, text)).toMatchObject({
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
    writeEvent(view, SLOT, SURGE);
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

  test("a trend, its words", () => {
    writeEvent(view, SLOT, TREND);
    expect(eventItem(view, SLOT, symbols, text)).toMatchObject({
      label: "TREND ↑ strong",
      reversal: "down-now-up",
      trend_strength: "strong",
      trend_vwap_position: "above",
      trend_age: 61,
      last_trend_update: 1755702005.000001,
    });
  });

  test.each<[string, EventFixture, Partial<EventFixture>]>([
    ["reversal", TREND, { reversal: layout.REVERSAL_UP_NOW_DOWN }],
    ["reversal", TREND, { reversal: 3 }],
    ["trend_strength", TREND, { bytes: { [layout.TREND_STRENGTH_U8]: 4 } }],
    ["trend_score", TREND, { numbers: [1.01, 0, 0, 0, 0] }],
    ["trend_short_score", TREND, { numbers: [0, -1.01, 0, 0, 0] }],
    ["trend_medium_score", TREND, { numbers: [0, 0, Number.NaN, 0, 0] }],
    ["trend_long_score", TREND, { numbers: [0, 0, 0, 2, 0] }],
    ["trend_age", TREND, { numbers: [0, 0, 0, 0, -1] }],
    ["trend_vwap_position", TREND, { bytes: { [layout.TREND_VWAP_POSITION_U8]: 3 } }],
    ["trend_vwap_position", TREND, { vwap: Number.NaN }],
    ["reversal", SURGE, { reversal: layout.REVERSAL_DOWN_NOW_UP }],
    ["reversal", SURGE, { reversal: 3 }],
    ["magnitude", SURGE, { numbers: [3.06, 83, 4, HIGH.eventEpochUs + 30e6] }],
    ["percent_change", SURGE, { percentChange: 1 }],
    ["score", SURGE, { numbers: [-3.06, 101, 4, HIGH.eventEpochUs + 30e6] }],
    ["strength", SURGE, { bytes: { ...SURGE.bytes, [layout.SURGE_STRENGTH_U8]: 0 } }],
    ["trigger_type", SURGE, { bytes: { ...SURGE.bytes, [layout.SURGE_TRIGGER_U8]: 4 } }],
    ["volume_multiplier", SURGE, { relVolume: 3 }],
    ["expiration", SURGE, { numbers: [-3.06, 83, 4, HIGH.eventEpochUs] }],
    ["daily_surge_count", SURGE, { dailySurgeCount: 0 }],
  ])("names %s when it is wrong in a trend or surge", (field, event, change) => {
    const writer = new FrameWriter(symbols, text);
    writeEvent(view, SLOT, event);
    expect(writer.problem(view, SLOT)).toBe("");
    writeEvent(view, SLOT, { ...event, ...change });
    expect(writer.problem(view, SLOT)).toBe(field);
    expect(writer.item(view, SLOT)).toBe("");
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
