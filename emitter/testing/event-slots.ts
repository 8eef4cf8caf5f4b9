/** Valid events to test the edge with, field by field as a detector would write them. */
import * as layout from "#codec";

/** What tests care about; everything else has a plausible value. */
export interface EventParts {
  symbolId: number;
  /** Venue time, whole microseconds. */
  epochUs: number;
  recordSeq: number;
  price?: number;
  volume?: number;
  relVolume?: number;
  count?: number;
  isUp?: boolean;
}

const EVENT: layout.SlotView = layout.privateSlots(1, layout.EVENT_BYTES);

function begin(kind: number, parts: EventParts): layout.SlotView {
  const { f64, u32, u8 } = EVENT;
  const isUp = parts.isUp ?? true;
  u8.fill(0);
  u8[layout.EVENT_KIND_U8] = kind;
  u8[layout.EVENT_DIRECTION_U8] = isUp ? layout.SIDE_UP : layout.SIDE_DOWN;
  u32[layout.EVENT_SYMBOL_ID_U32] = parts.symbolId;
  f64[layout.EVENT_RECORD_SEQ_F64] = parts.recordSeq;
  f64[layout.EVENT_EVENT_EPOCH_US_F64] = parts.epochUs;
  f64[layout.EVENT_RECORD_EPOCH_US_F64] = parts.epochUs;
  f64[layout.EVENT_RECEIVED_EPOCH_US_F64] = parts.epochUs;
  u32[layout.EVENT_HASH_U32] = (parts.recordSeq * 2_654_435_761 + kind) >>> 0;
  f64[layout.EVENT_PRICE_F64] = parts.price ?? 10;
  u32[isUp ? layout.EVENT_COUNT_UP_U32 : layout.EVENT_COUNT_DOWN_U32] = parts.count ?? 1;
  f64[layout.EVENT_PERCENT_CHANGE_F64] = isUp ? 1.5 : -1.5;
  f64[layout.EVENT_VWAP_F64] = 9.5;
  f64[layout.EVENT_VWAP_DIVERGENCE_F64] = (100 * ((parts.price ?? 10) - 9.5)) / 9.5;
  f64[layout.EVENT_VOLUME_F64] = parts.volume ?? 300;
  f64[layout.EVENT_REL_VOLUME_F64] = parts.relVolume ?? 2;
  return EVENT;
}

/** A high (isUp) or a low. The view has one slot and is overwritten by the next call. */
export function highLowSlot(parts: EventParts): layout.SlotView {
  const view = begin((parts.isUp ?? true) ? layout.EVENT_HIGH : layout.EVENT_LOW, parts);
  view.f64[layout.HIGHLOW_SESSION_HIGH_F64] = parts.price ?? 10;
  view.f64[layout.HIGHLOW_SESSION_LOW_F64] = parts.price ?? 10;
  view.f64[layout.HIGHLOW_SIGNIFICANCE_F64] = 65;
  return view;
}

/** A trend. */
export function trendSlot(
  parts: EventParts & { strength?: number; isAboveVwap?: boolean; ageUs?: number },
): layout.SlotView {
  const view = begin(layout.EVENT_TREND, parts);
  const sign = (parts.isUp ?? true) ? 1 : -1;
  view.f64[layout.TREND_SCORE_F64] = 0.5 * sign;
  view.f64[layout.TREND_SHORT_SCORE_F64] = 0.6 * sign;
  view.f64[layout.TREND_MEDIUM_SCORE_F64] = 0.5 * sign;
  view.f64[layout.TREND_LONG_SCORE_F64] = 0.4 * sign;
  view.f64[layout.TREND_AGE_US_F64] = parts.ageUs ?? 30e6;
  view.u8[layout.TREND_STRENGTH_U8] = parts.strength ?? layout.STRENGTH_STRONG;
  view.u8[layout.TREND_VWAP_POSITION_U8] =
    (parts.isAboveVwap ?? true) ? layout.VWAP_ABOVE : layout.VWAP_BELOW;
  return view;
}

/** A surge; `percent` is its absolute magnitude. */
export function surgeSlot(
  parts: EventParts & { percent?: number; trigger?: number },
): layout.SlotView {
  const view = begin(layout.EVENT_SURGE, parts);
  const magnitude = (parts.percent ?? 3.25) * ((parts.isUp ?? true) ? 1 : -1);
  view.f64[layout.EVENT_PERCENT_CHANGE_F64] = magnitude;
  view.f64[layout.SURGE_MAGNITUDE_F64] = magnitude;
  view.f64[layout.SURGE_SCORE_F64] = 85;
  view.f64[layout.SURGE_VOLUME_MULTIPLIER_F64] = parts.relVolume ?? 2;
  view.f64[layout.SURGE_EXPIRATION_EPOCH_US_F64] = parts.epochUs + layout.SURGE_LIFE_US;
  view.u8[layout.SURGE_STRENGTH_U8] = layout.STRENGTH_STRONG;
  view.u8[layout.SURGE_TRIGGER_U8] = parts.trigger ?? layout.TRIGGER_PRICE_AND_VOLUME;
  view.u32[layout.SURGE_DAILY_COUNT_U32] = 1;
  return view;
}

/** Numbers of session.market_status in schemas/event.fbs. */
export const STATUS_CODES = { CLOSED: 0, PRE: 1, REGULAR: 2, AFTER: 3 } as const;

/** The first record of a session at one worker. */
export function sessionSlot(
  parts: EventParts & { date: number; status: keyof typeof STATUS_CODES },
): layout.SlotView {
  const view = begin(layout.EVENT_SESSION, parts);
  view.u32[layout.SESSION_DATE_U32] = parts.date;
  view.u8[layout.SESSION_MARKET_STATUS_U8] = STATUS_CODES[parts.status];
  return view;
}
