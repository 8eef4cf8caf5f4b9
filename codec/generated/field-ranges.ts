// @generated from event.fbs
import * as units from "../frame/event-units.ts";
import type { SlotView } from "../layout/slot-view.ts";
import * as layout from "./event-layout.ts";

/** Path of the first field that is out of its unit's range, "" for none. @hot */
export function highLowRange(view: SlotView, slot: number): string {
  const { f64, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const b = slot * layout.EVENT_BYTES;
  if (!units.isSide(u8[b + layout.EVENT_DIRECTION_U8])) return "direction";
  if (!units.isPrice(f64[f + layout.EVENT_PRICE_F64])) return "price";
  if (!units.isPercent(f64[f + layout.EVENT_PERCENT_CHANGE_F64])) return "percent_change";
  if (!units.isAmount(f64[f + layout.EVENT_VOLUME_F64])) return "volume";
  if (!units.isRatio(f64[f + layout.EVENT_REL_VOLUME_F64])) return "rel_volume";
  if (!units.isPrice(f64[f + layout.HIGHLOW_SESSION_HIGH_F64])) return "session_high";
  if (!units.isPrice(f64[f + layout.HIGHLOW_SESSION_LOW_F64])) return "session_low";
  if (!units.isScore(f64[f + layout.HIGHLOW_SIGNIFICANCE_F64])) return "significance_score";
  if (!units.isFlag(u8[b + layout.HIGHLOW_TREND_FLAG_U8])) return "trend_flag";
  if (!units.isFlag(u8[b + layout.HIGHLOW_SURGE_FLAG_U8])) return "surge_flag";
  return "";
}

/** Path of the first field that is out of its unit's range, "" for none. @hot */
export function reversalInfoRange(view: SlotView, slot: number): string {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  if (!units.isDurationUs(f64[f + layout.HIGHLOW_REVERSAL_SPAN_US_F64])) return "reversal_info.time_span";
  if (!units.isPrice(f64[f + layout.HIGHLOW_PREVIOUS_PRICE_F64])) return "reversal_info.previous_price";
  return "";
}

/** Path of the first field that is out of its unit's range, "" for none. @hot */
export function trendRange(view: SlotView, slot: number): string {
  const { f64, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const b = slot * layout.EVENT_BYTES;
  if (!units.isSide(u8[b + layout.EVENT_DIRECTION_U8])) return "direction";
  if (!units.isPrice(f64[f + layout.EVENT_PRICE_F64])) return "price";
  if (!units.isPercent(f64[f + layout.EVENT_PERCENT_CHANGE_F64])) return "percent_change";
  if (!units.isAmount(f64[f + layout.EVENT_VOLUME_F64])) return "volume";
  if (!units.isRatio(f64[f + layout.EVENT_REL_VOLUME_F64])) return "rel_volume";
  if (!units.isUnitScore(f64[f + layout.TREND_SCORE_F64])) return "trend_score";
  if (!units.isUnitScore(f64[f + layout.TREND_SHORT_SCORE_F64])) return "trend_short_score";
  if (!units.isUnitScore(f64[f + layout.TREND_MEDIUM_SCORE_F64])) return "trend_medium_score";
  if (!units.isUnitScore(f64[f + layout.TREND_LONG_SCORE_F64])) return "trend_long_score";
  if (!units.isDurationUs(f64[f + layout.TREND_AGE_US_F64])) return "trend_age";
  if (!units.isStrength(u8[b + layout.TREND_STRENGTH_U8])) return "trend_strength";
  if (!units.isVwapPosition(u8[b + layout.TREND_VWAP_POSITION_U8])) return "trend_vwap_position";
  return "";
}

/** Path of the first field that is out of its unit's range, "" for none. @hot */
export function surgeRange(view: SlotView, slot: number): string {
  const { f64, u32, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  const b = slot * layout.EVENT_BYTES;
  if (!units.isSide(u8[b + layout.EVENT_DIRECTION_U8])) return "direction";
  if (!units.isPrice(f64[f + layout.EVENT_PRICE_F64])) return "price";
  if (!units.isPercent(f64[f + layout.EVENT_PERCENT_CHANGE_F64])) return "percent_change";
  if (!units.isAmount(f64[f + layout.EVENT_VOLUME_F64])) return "volume";
  if (!units.isRatio(f64[f + layout.EVENT_REL_VOLUME_F64])) return "rel_volume";
  if (!units.isPercent(f64[f + layout.SURGE_MAGNITUDE_F64])) return "magnitude";
  if (!units.isScore(f64[f + layout.SURGE_SCORE_F64])) return "score";
  if (!units.isRatio(f64[f + layout.SURGE_VOLUME_MULTIPLIER_F64])) return "volume_multiplier";
  if (!units.isEpochUs(f64[f + layout.SURGE_EXPIRATION_EPOCH_US_F64])) return "expiration";
  if (!units.isSurgeStrength(u8[b + layout.SURGE_STRENGTH_U8])) return "strength";
  if (!units.isTrigger(u8[b + layout.SURGE_TRIGGER_U8])) return "trigger_type";
  if (!units.isCountFrom1(u32[u + layout.SURGE_DAILY_COUNT_U32])) return "daily_surge_count";
  return "";
}
