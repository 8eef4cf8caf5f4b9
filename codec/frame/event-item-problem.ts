/**
 * Does an event slot fit the contract? The last gate before text: what passes here becomes an item
 * that its JSON Schema accepts (given a clean ticker, see isCleanTicker), whoever made the event, a
 * built-in detector or a user's.
 *
 * Every number lies in the range of its unit, which is code generated from the table of
 * schemas/event.fbs; the rules between fields stand here. Returns the contract's name of the first field that is wrong, "" when all is
 * well. Any thread.
 */

import {
  highLowRange,
  reversalInfoRange,
  surgeRange,
  trendRange,
} from "../generated/field-ranges.ts";
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
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_TYPE_U8,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  PATTERN_M_TOP,
  PATTERN_W_BOTTOM,
  REVERSAL_DOWN_NOW_UP,
  REVERSAL_TYPE_V_BOTTOM,
  REVERSAL_TYPE_V_TOP,
  REVERSAL_UP_NOW_DOWN,
  SIDE_DOWN,
  SIDE_UP,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_MAGNITUDE_F64,
  SURGE_VOLUME_MULTIPLIER_F64,
  TREND_VWAP_POSITION_U8,
  VWAP_UNKNOWN,
} from "../layout/event-layout.ts";
import type { SlotView } from "../layout/slot-view.ts";
import { isEpochUs, isPercent, isPrice, SURGE_LIFE_US } from "./event-units.ts";

/**
 * The first field of the event that breaks the contract, "" for none. `symbol`: the event's. @hot
 */
export function eventProblem(view: SlotView, slot: number, symbol: string): string {
  if (symbol === "") return "ticker";
  const problem = sharedProblem(view, slot);
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

/** The rules of all kinds. A direction that is none is left to the ranges. */
function sharedProblem(view: SlotView, slot: number): string {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const { f64, u32 } = view;
  if (!isEpochUs(f64[f + EVENT_EVENT_EPOCH_US_F64]!)) return "event_id";
  // The event itself is counted, so its own side is at least 1.
  const isUp = view.u8[slot * EVENT_BYTES + EVENT_DIRECTION_U8] === SIDE_UP;
  if (u32[u + (isUp ? EVENT_COUNT_UP_U32 : EVENT_COUNT_DOWN_U32)] === 0) {
    return isUp ? "count_up" : "count_down";
  }
  const vwap = f64[f + EVENT_VWAP_F64]!;
  if (Number.isNaN(vwap)) return "";
  if (!isPrice(vwap)) return "vwap";
  return isPercent(f64[f + EVENT_VWAP_DIVERGENCE_F64]!) ? "" : "vwap_divergence";
}

function highLowProblem(view: SlotView, slot: number): string {
  const wrong = highLowRange(view, slot);
  if (wrong !== "") return wrong;
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  const isHigh = u8[b + EVENT_KIND_U8] === EVENT_HIGH;
  if (u8[b + EVENT_DIRECTION_U8] !== (isHigh ? SIDE_UP : SIDE_DOWN)) return "direction";
  const price = f64[f + EVENT_PRICE_F64]!;
  if (f64[f + HIGHLOW_SESSION_HIGH_F64]! < price) return "session_high";
  if (f64[f + HIGHLOW_SESSION_LOW_F64]! > price) return "session_low";
  const updateUs = f64[f + EVENT_RECORD_EPOCH_US_F64]!;
  if (!isEpochUs(updateUs) || updateUs < f64[f + EVENT_EVENT_EPOCH_US_F64]!) return "last_update";
  const turn = u8[b + HIGHLOW_REVERSAL_TYPE_U8]!;
  if (u8[b + EVENT_REVERSAL_U8] !== (turn === 0 ? 0 : 1)) return "reversal";
  if (turn === 0) return "";
  const wrongInside = reversalInfoRange(view, slot);
  if (wrongInside !== "") return wrongInside;
  if (turn !== (isHigh ? REVERSAL_TYPE_V_BOTTOM : REVERSAL_TYPE_V_TOP)) return "reversal_info.type";
  const pattern = u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!;
  const isLegal = pattern === 0 || pattern === (isHigh ? PATTERN_W_BOTTOM : PATTERN_M_TOP);
  return isLegal ? "" : "reversal_info.pattern";
}

function trendProblem(view: SlotView, slot: number): string {
  const wrong = trendRange(view, slot);
  if (wrong !== "") return wrong;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  if (!isTurn(u8[b + EVENT_REVERSAL_U8]!, u8[b + EVENT_DIRECTION_U8]!)) return "reversal";
  const isUnknown = Number.isNaN(f64[slot * EVENT_F64 + EVENT_VWAP_F64]!);
  const isSame = (u8[b + TREND_VWAP_POSITION_U8] === VWAP_UNKNOWN) === isUnknown;
  return isSame ? "" : "trend_vwap_position";
}

function surgeProblem(view: SlotView, slot: number): string {
  const wrong = surgeRange(view, slot);
  if (wrong !== "") return wrong;
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  const direction = u8[b + EVENT_DIRECTION_U8]!;
  if (!isTurn(u8[b + EVENT_REVERSAL_U8]!, direction)) return "reversal";
  const magnitude = f64[f + SURGE_MAGNITUDE_F64]!;
  if (direction === SIDE_UP ? magnitude <= 0 : magnitude >= 0) return "magnitude";
  if (f64[f + EVENT_PERCENT_CHANGE_F64] !== magnitude) return "percent_change";
  const multiplier = f64[f + SURGE_VOLUME_MULTIPLIER_F64]!;
  if (multiplier !== f64[f + EVENT_REL_VOLUME_F64]) return "volume_multiplier";
  const expirationUs = f64[f + EVENT_EVENT_EPOCH_US_F64]! + SURGE_LIFE_US;
  return f64[f + SURGE_EXPIRATION_EPOCH_US_F64] === expirationUs ? "" : "expiration";
}

function isTurn(reversal: number, direction: number): boolean {
  if (reversal === REVERSAL_UP_NOW_DOWN) return direction === SIDE_DOWN;
  if (reversal === REVERSAL_DOWN_NOW_UP) return direction === SIDE_UP;
  return reversal === 0;
}
