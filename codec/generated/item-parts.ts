// @generated from event.fbs
import type { HighLowItem, ReversalInfo, TrendItem, SurgeItem } from "#schemas";
import { UNIT_WORDS } from "../frame/event-units.ts";
import type { SlotView } from "../layout/slot-view.ts";
import * as layout from "./event-layout.ts";

/** The fields that an item shows as the slot holds them. */
export function highLowPart(view: SlotView, slot: number): Pick<HighLowItem, "direction" | "price" | "count_up" | "count_down" | "percent_change" | "volume" | "rel_volume" | "session_high" | "session_low" | "significance_score" | "trend_flag" | "surge_flag"> {
  const { f64, u32, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  const b = slot * layout.EVENT_BYTES;
  return {
    direction: UNIT_WORDS.side[u8[b + layout.EVENT_DIRECTION_U8]] as HighLowItem["direction"],
    price: f64[f + layout.EVENT_PRICE_F64],
    count_up: u32[u + layout.EVENT_COUNT_UP_U32],
    count_down: u32[u + layout.EVENT_COUNT_DOWN_U32],
    percent_change: f64[f + layout.EVENT_PERCENT_CHANGE_F64],
    volume: f64[f + layout.EVENT_VOLUME_F64],
    rel_volume: f64[f + layout.EVENT_REL_VOLUME_F64],
    session_high: f64[f + layout.HIGHLOW_SESSION_HIGH_F64],
    session_low: f64[f + layout.HIGHLOW_SESSION_LOW_F64],
    significance_score: f64[f + layout.HIGHLOW_SIGNIFICANCE_F64],
    trend_flag: UNIT_WORDS.flag[u8[b + layout.HIGHLOW_TREND_FLAG_U8]] as HighLowItem["trend_flag"],
    surge_flag: UNIT_WORDS.flag[u8[b + layout.HIGHLOW_SURGE_FLAG_U8]] as HighLowItem["surge_flag"],
  };
}

/** The fields that an item shows as the slot holds them. */
export function reversalInfoPart(view: SlotView, slot: number): Pick<ReversalInfo, "time_span" | "previous_price"> {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  return {
    time_span: f64[f + layout.HIGHLOW_REVERSAL_SPAN_US_F64] / 1e6,
    previous_price: f64[f + layout.HIGHLOW_PREVIOUS_PRICE_F64],
  };
}

/** The fields that an item shows as the slot holds them. */
export function trendPart(view: SlotView, slot: number): Pick<TrendItem, "direction" | "price" | "count_up" | "count_down" | "percent_change" | "volume" | "rel_volume" | "trend_score" | "trend_short_score" | "trend_medium_score" | "trend_long_score" | "trend_age" | "trend_strength" | "trend_vwap_position"> {
  const { f64, u32, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  const b = slot * layout.EVENT_BYTES;
  return {
    direction: UNIT_WORDS.side[u8[b + layout.EVENT_DIRECTION_U8]] as TrendItem["direction"],
    price: f64[f + layout.EVENT_PRICE_F64],
    count_up: u32[u + layout.EVENT_COUNT_UP_U32],
    count_down: u32[u + layout.EVENT_COUNT_DOWN_U32],
    percent_change: f64[f + layout.EVENT_PERCENT_CHANGE_F64],
    volume: f64[f + layout.EVENT_VOLUME_F64],
    rel_volume: f64[f + layout.EVENT_REL_VOLUME_F64],
    trend_score: f64[f + layout.TREND_SCORE_F64],
    trend_short_score: f64[f + layout.TREND_SHORT_SCORE_F64],
    trend_medium_score: f64[f + layout.TREND_MEDIUM_SCORE_F64],
    trend_long_score: f64[f + layout.TREND_LONG_SCORE_F64],
    trend_age: f64[f + layout.TREND_AGE_US_F64] / 1e6,
    trend_strength: UNIT_WORDS.strength[u8[b + layout.TREND_STRENGTH_U8]] as TrendItem["trend_strength"],
    trend_vwap_position: UNIT_WORDS.vwap_position[u8[b + layout.TREND_VWAP_POSITION_U8]] as TrendItem["trend_vwap_position"],
  };
}

/** The fields that an item shows as the slot holds them. */
export function surgePart(view: SlotView, slot: number): Pick<SurgeItem, "direction" | "price" | "count_up" | "count_down" | "percent_change" | "volume" | "rel_volume" | "magnitude" | "score" | "volume_multiplier" | "expiration" | "strength" | "trigger_type" | "daily_surge_count"> {
  const { f64, u32, u8 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  const b = slot * layout.EVENT_BYTES;
  return {
    direction: UNIT_WORDS.side[u8[b + layout.EVENT_DIRECTION_U8]] as SurgeItem["direction"],
    price: f64[f + layout.EVENT_PRICE_F64],
    count_up: u32[u + layout.EVENT_COUNT_UP_U32],
    count_down: u32[u + layout.EVENT_COUNT_DOWN_U32],
    percent_change: f64[f + layout.EVENT_PERCENT_CHANGE_F64],
    volume: f64[f + layout.EVENT_VOLUME_F64],
    rel_volume: f64[f + layout.EVENT_REL_VOLUME_F64],
    magnitude: f64[f + layout.SURGE_MAGNITUDE_F64],
    score: f64[f + layout.SURGE_SCORE_F64],
    volume_multiplier: f64[f + layout.SURGE_VOLUME_MULTIPLIER_F64],
    expiration: f64[f + layout.SURGE_EXPIRATION_EPOCH_US_F64] / 1e6,
    strength: UNIT_WORDS.surge_strength[u8[b + layout.SURGE_STRENGTH_U8]] as SurgeItem["strength"],
    trigger_type: UNIT_WORDS.trigger[u8[b + layout.SURGE_TRIGGER_U8]] as SurgeItem["trigger_type"],
    daily_surge_count: u32[u + layout.SURGE_DAILY_COUNT_U32],
  };
}
