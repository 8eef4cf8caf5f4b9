/**
 * Does an event slot fit the contract? The last gate before text: what passes here becomes an item
 * that its JSON Schema accepts (given a clean ticker, see isCleanTicker), whoever made the event, a
 * built-in detector or a user's.
 *
 * Returns the contract's name of the first field that is wrong, "" when all is well. Any thread.
 */
import {
  EVENT_BYTES,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_LOW,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_PRICE_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_REVERSAL_U8,
  EVENT_SURGE,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VOLUME_F64,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_PREVIOUS_PRICE_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  HIGHLOW_SIGNIFICANCE_F64,
  HIGHLOW_SURGE_FLAG_U8,
  HIGHLOW_TREND_FLAG_U8,
  PATTERN_M_TOP,
  PATTERN_W_BOTTOM,
  REVERSAL_DOWN_NOW_UP,
  REVERSAL_TYPE_V_BOTTOM,
  REVERSAL_TYPE_V_TOP,
  REVERSAL_UP_NOW_DOWN,
  SIDE_DOWN,
  SIDE_UP,
  STRENGTH_STRONG,
  STRENGTH_WEAK,
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  SURGE_VOLUME_MULTIPLIER_F64,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
  TRIGGER_PRICE,
  TRIGGER_PRICE_AND_VOLUME,
  VWAP_BELOW,
  VWAP_UNKNOWN,
} from "../layout/event-layout.ts";
import type { SlotView } from "../layout/slot-view.ts";

/** Earliest event time an item may carry, epoch microseconds: 2000-01-01 UTC. */
export const ITEM_EPOCH_US_MIN = 946_684_800e6;
/**
 * First event time that is too late, epoch microseconds: 2101-01-02 UTC; 2100 ends everywhere by then.
 */
export const ITEM_EPOCH_US_END = 4_134_067_200e6;
/** `expiration` less the surge's time, microseconds. */
const SURGE_LIFE_US = 30e6;

/**
 * The first field of the event that breaks the contract, "" for none. `symbol`: the event's. @hot
 */
export function eventProblem(view: SlotView, slot: number, symbol: string): string {
  const problem = headerProblem(view, slot, symbol);
  if (problem !== "") return problem;
  switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
    case EVENT_HIGH:
    case EVENT_LOW:
      return highLowProblem(view, slot);
    case EVENT_TREND:
      return trendProblem(view, slot);
    case EVENT_SURGE:
      return surgeProblem(view, slot);
    default:
      return "type";
  }
}

function headerProblem(view: SlotView, slot: number, symbol: string): string {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const b = slot * EVENT_BYTES;
  const { f64, u32, u8 } = view;
  if (symbol === "") return "ticker";
  if (!isPrice(f64[f + EVENT_PRICE_F64]!)) return "price";
  const epochUs = f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  if (!isEpochUs(epochUs)) return "event_id";
  const direction = u8[b + EVENT_DIRECTION_U8]!;
  if (direction !== SIDE_UP && direction !== SIDE_DOWN) return "direction";
  // The event itself is counted, so its own side is at least 1.
  const own = direction === SIDE_UP ? EVENT_COUNT_UP_U32 : EVENT_COUNT_DOWN_U32;
  if (u32[u + own] === 0) return direction === SIDE_UP ? "count_up" : "count_down";
  if (!isPercent(f64[f + EVENT_PERCENT_CHANGE_F64]!)) return "percent_change";
  const vwap = f64[f + EVENT_VWAP_F64]!;
  if (!Number.isNaN(vwap)) {
    if (!isPrice(vwap)) return "vwap";
    if (!isPercent(f64[f + EVENT_VWAP_DIVERGENCE_F64]!)) return "vwap_divergence";
  }
  if (!isAmount(f64[f + EVENT_VOLUME_F64]!)) return "volume";
  if (!isAmount(f64[f + EVENT_REL_VOLUME_F64]!)) return "rel_volume";
  return "";
}

function highLowProblem(view: SlotView, slot: number): string {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  const isHigh = u8[b + EVENT_KIND_U8] === EVENT_HIGH;
  if (u8[b + EVENT_DIRECTION_U8] !== (isHigh ? SIDE_UP : SIDE_DOWN)) return "direction";
  const price = f64[f + EVENT_PRICE_F64]!;
  const high = f64[f + HIGHLOW_SESSION_HIGH_F64]!;
  if (!isPrice(high) || high < price) return "session_high";
  const low = f64[f + HIGHLOW_SESSION_LOW_F64]!;
  if (!isPrice(low) || low > price) return "session_low";
  const updateUs = f64[f + EVENT_RECORD_EPOCH_US_F64]!;
  if (!isEpochUs(updateUs) || updateUs < f64[f + EVENT_EVENT_EPOCH_US_F64]!) return "last_update";
  if (!isScore(f64[f + HIGHLOW_SIGNIFICANCE_F64]!)) return "significance_score";
  if (u8[b + HIGHLOW_TREND_FLAG_U8]! > SIDE_DOWN) return "trend_flag";
  if (u8[b + HIGHLOW_SURGE_FLAG_U8]! > SIDE_DOWN) return "surge_flag";
  const turn = u8[b + HIGHLOW_REVERSAL_TYPE_U8]!;
  if (u8[b + EVENT_REVERSAL_U8] !== (turn === 0 ? 0 : 1)) return "reversal";
  if (turn === 0) return "";
  if (turn !== (isHigh ? REVERSAL_TYPE_V_BOTTOM : REVERSAL_TYPE_V_TOP)) return "reversal_info.type";
  if (!isAmount(f64[f + HIGHLOW_REVERSAL_SPAN_US_F64]!)) return "reversal_info.time_span";
  if (!isPrice(f64[f + HIGHLOW_PREVIOUS_PRICE_F64]!)) return "reversal_info.previous_price";
  const pattern = u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!;
  if (pattern !== 0 && pattern !== (isHigh ? PATTERN_W_BOTTOM : PATTERN_M_TOP)) {
    return "reversal_info.pattern";
  }
  return "";
}

function trendProblem(view: SlotView, slot: number): string {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  if (!isTurn(u8[b + EVENT_REVERSAL_U8]!, u8[b + EVENT_DIRECTION_U8]!)) return "reversal";
  if (u8[b + TREND_STRENGTH_U8]! > STRENGTH_STRONG) return "trend_strength";
  if (!isUnit(f64[f + TREND_SCORE_F64]!)) return "trend_score";
  if (!isUnit(f64[f + TREND_SHORT_SCORE_F64]!)) return "trend_short_score";
  if (!isUnit(f64[f + TREND_MEDIUM_SCORE_F64]!)) return "trend_medium_score";
  if (!isUnit(f64[f + TREND_LONG_SCORE_F64]!)) return "trend_long_score";
  const position = u8[b + TREND_VWAP_POSITION_U8]!;
  const isUnknown = Number.isNaN(f64[f + EVENT_VWAP_F64]!);
  if (position > VWAP_BELOW || (position === VWAP_UNKNOWN) !== isUnknown) {
    return "trend_vwap_position";
  }
  return isAmount(f64[f + TREND_AGE_US_F64]!) ? "" : "trend_age";
}

function surgeProblem(view: SlotView, slot: number): string {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u32, u8 } = view;
  const direction = u8[b + EVENT_DIRECTION_U8]!;
  if (!isTurn(u8[b + EVENT_REVERSAL_U8]!, direction)) return "reversal";
  const magnitude = f64[f + SURGE_MAGNITUDE_F64]!;
  const isSigned = direction === SIDE_UP ? magnitude > 0 : magnitude < 0;
  if (!isSigned || !isPercent(magnitude)) return "magnitude";
  if (f64[f + EVENT_PERCENT_CHANGE_F64] !== magnitude) return "percent_change";
  if (!isScore(f64[f + SURGE_SCORE_F64]!)) return "score";
  const strength = u8[b + SURGE_STRENGTH_U8]!;
  if (strength < STRENGTH_WEAK || strength > STRENGTH_STRONG) return "strength";
  const trigger = u8[b + SURGE_TRIGGER_U8]!;
  if (trigger < TRIGGER_PRICE || trigger > TRIGGER_PRICE_AND_VOLUME) return "trigger_type";
  const multiplier = f64[f + SURGE_VOLUME_MULTIPLIER_F64]!;
  if (multiplier !== f64[f + EVENT_REL_VOLUME_F64]) return "volume_multiplier";
  const expirationUs = f64[f + EVENT_EVENT_EPOCH_US_F64]! + SURGE_LIFE_US;
  if (f64[f + SURGE_EXPIRATION_EPOCH_US_F64] !== expirationUs) return "expiration";
  return u32[slot * EVENT_U32 + SURGE_DAILY_COUNT_U32] === 0 ? "daily_surge_count" : "";
}

function isPrice(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

function isAmount(value: number): boolean {
  return value >= 0 && value < Number.POSITIVE_INFINITY;
}

/** A change of a price in percent: nothing can lose more than all of it. */
function isPercent(value: number): boolean {
  return value >= -100 && value < Number.POSITIVE_INFINITY;
}

/** Whole microseconds inside the range of the contract. */
function isEpochUs(value: number): boolean {
  return value >= ITEM_EPOCH_US_MIN && value < ITEM_EPOCH_US_END && Math.floor(value) === value;
}

function isScore(value: number): boolean {
  return value >= 0 && value <= 100;
}

function isUnit(value: number): boolean {
  return value >= -1 && value <= 1;
}

function isTurn(reversal: number, direction: number): boolean {
  if (reversal === REVERSAL_UP_NOW_DOWN) return direction === SIDE_DOWN;
  if (reversal === REVERSAL_DOWN_NOW_UP) return direction === SIDE_UP;
  return reversal === 0;
}
