/**
 * For cases: events as the constants of the layout and what stands there, one of each kind that keeps
 * the contract, and a symbol table that was not made by the code under test.
 */
import * as layout from "../layout/event-layout.ts";
import { privateSlots, type SlotView } from "../layout/slot-view.ts";
import { SymbolTable } from "../layout/symbol-table.ts";

/** Values by the name of the constant that says where they lie. */
export type EventFields = Partial<Record<keyof typeof layout, number>>;

const OFFSETS: Record<string, number> = { ...layout };

/** The slot that events are written to: neither the first nor the last of its view. */
export const SLOT = 1;

const EVENT_US = 1_755_698_405_250_001;

const SHARED: EventFields = {
  EVENT_SYMBOL_ID_U32: 2,
  EVENT_EVENT_EPOCH_US_F64: EVENT_US,
  EVENT_RECORD_EPOCH_US_F64: EVENT_US,
  EVENT_HASH_U32: 0xf1b2c3d4,
  EVENT_PRICE_F64: 102.5,
  EVENT_COUNT_UP_U32: 7,
  EVENT_COUNT_DOWN_U32: 4_000_000_000,
  EVENT_PERCENT_CHANGE_F64: 2.25,
  EVENT_VWAP_F64: 100,
  EVENT_VWAP_DIVERGENCE_F64: 2.5,
  EVENT_VOLUME_F64: 1234.5,
  EVENT_REL_VOLUME_F64: 1.75,
};

export const HIGH: EventFields = {
  ...SHARED,
  EVENT_KIND_U8: layout.EVENT_HIGH,
  EVENT_DIRECTION_U8: layout.SIDE_UP,
  EVENT_REVERSAL_U8: 1,
  EVENT_RECORD_EPOCH_US_F64: EVENT_US + 1_500_000,
  HIGHLOW_SESSION_HIGH_F64: 103,
  HIGHLOW_SESSION_LOW_F64: 99,
  HIGHLOW_SIGNIFICANCE_F64: 66.25,
  HIGHLOW_REVERSAL_SPAN_US_F64: 59_999_999,
  HIGHLOW_PREVIOUS_PRICE_F64: 99.75,
  HIGHLOW_TREND_FLAG_U8: layout.SIDE_UP,
  HIGHLOW_SURGE_FLAG_U8: layout.SIDE_DOWN,
  HIGHLOW_REVERSAL_TYPE_U8: layout.REVERSAL_TYPE_V_BOTTOM,
  HIGHLOW_REVERSAL_PATTERN_U8: layout.PATTERN_W_BOTTOM,
};

export const LOW: EventFields = {
  ...HIGH,
  EVENT_SYMBOL_ID_U32: 1,
  EVENT_KIND_U8: layout.EVENT_LOW,
  EVENT_DIRECTION_U8: layout.SIDE_DOWN,
  HIGHLOW_REVERSAL_SPAN_US_F64: 60_000_000,
  HIGHLOW_REVERSAL_TYPE_U8: layout.REVERSAL_TYPE_V_TOP,
  HIGHLOW_REVERSAL_PATTERN_U8: layout.PATTERN_M_TOP,
};

/** A high that turned from nothing. */
export const PLAIN_HIGH: EventFields = {
  ...HIGH,
  EVENT_REVERSAL_U8: 0,
  EVENT_RECORD_EPOCH_US_F64: EVENT_US,
  HIGHLOW_REVERSAL_TYPE_U8: 0,
  HIGHLOW_REVERSAL_PATTERN_U8: 0,
};

export const TREND: EventFields = {
  ...SHARED,
  EVENT_KIND_U8: layout.EVENT_TREND,
  EVENT_DIRECTION_U8: layout.SIDE_UP,
  EVENT_REVERSAL_U8: layout.REVERSAL_DOWN_NOW_UP,
  TREND_SCORE_F64: 0.5,
  TREND_SHORT_SCORE_F64: 0.625,
  TREND_MEDIUM_SCORE_F64: -0.25,
  TREND_LONG_SCORE_F64: 0.125,
  TREND_AGE_US_F64: 2_500_000,
  TREND_STRENGTH_U8: layout.STRENGTH_MODERATE,
  TREND_VWAP_POSITION_U8: layout.VWAP_ABOVE,
};

export const TREND_DOWN: EventFields = {
  ...TREND,
  EVENT_DIRECTION_U8: layout.SIDE_DOWN,
  EVENT_REVERSAL_U8: layout.REVERSAL_UP_NOW_DOWN,
  TREND_VWAP_POSITION_U8: layout.VWAP_BELOW,
};

export const SURGE: EventFields = {
  ...SHARED,
  EVENT_KIND_U8: layout.EVENT_SURGE,
  EVENT_DIRECTION_U8: layout.SIDE_UP,
  EVENT_REVERSAL_U8: layout.REVERSAL_DOWN_NOW_UP,
  SURGE_MAGNITUDE_F64: 2.25,
  SURGE_SCORE_F64: 71.5,
  SURGE_VOLUME_MULTIPLIER_F64: 1.75,
  SURGE_EXPIRATION_EPOCH_US_F64: EVENT_US + 30_000_000,
  SURGE_STRENGTH_U8: layout.STRENGTH_MODERATE,
  SURGE_TRIGGER_U8: layout.TRIGGER_PRICE_AND_VOLUME,
  SURGE_DAILY_COUNT_U32: 5,
};

export const SURGE_DOWN: EventFields = {
  ...SURGE,
  EVENT_DIRECTION_U8: layout.SIDE_DOWN,
  EVENT_REVERSAL_U8: layout.REVERSAL_UP_NOW_DOWN,
  EVENT_PERCENT_CHANGE_F64: -2.25,
  SURGE_MAGNITUDE_F64: -2.25,
  SURGE_TRIGGER_U8: layout.TRIGGER_PRICE,
};

/** A view of three slots with the event in SLOT and other bytes around it. */
export function viewOf(event: EventFields): SlotView {
  const view = privateSlots(3, layout.EVENT_BYTES);
  view.u8.fill(0xa5);
  view.u8.fill(0, SLOT * layout.EVENT_BYTES, (SLOT + 1) * layout.EVENT_BYTES);
  for (const [name, value] of Object.entries(event)) {
    const offset = OFFSETS[name];
    if (name.endsWith("_F64")) view.f64[SLOT * layout.EVENT_F64 + offset] = value;
    else if (name.endsWith("_U32")) view.u32[SLOT * layout.EVENT_U32 + offset] = value;
    else view.u8[SLOT * layout.EVENT_BYTES + offset] = value;
  }
  return view;
}

/** Symbols 1 "AAA" and 2 `B"/Ω`, which needs escaping. */
export function symbolsOfTwo(): SymbolTable {
  const buffer = new SharedArrayBuffer(128 + 4 * 40);
  new Uint16Array(buffer, 128 + 40).set([3, 65, 65, 65]);
  new Uint16Array(buffer, 128 + 80).set([4, 66, 34, 47, 0x3a9]);
  new Int32Array(buffer)[0] = 2;
  return new SymbolTable(buffer);
}
