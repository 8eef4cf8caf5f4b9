/** Events as detectors found them. Times: epoch microseconds. */
import {
  asSymbolId,
  EVENT_BYTES,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DETECTED_EPOCH_US_F64,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_KIND_WORDS,
  EVENT_LOW,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_PRICE_F64,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_RECORD_SEQ_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_REVERSAL_U8,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VOLUME_F64,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  HIGHLOW_SIGNIFICANCE_F64,
  SIDE_UP,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_VOLUME_MULTIPLIER_F64,
  type SymbolTable,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
} from "#codec";
import type { SlotPlace } from "./record-form.ts";
import type { TapForm, TapValue } from "./tap-form.ts";

const EXTREME = [EVENT_HIGH, EVENT_LOW];
const TREND = [EVENT_TREND];
const SURGE = [EVENT_SURGE];

function kindOf({ view, slot }: SlotPlace): number {
  return view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!;
}

function f64(offset: number, kinds?: readonly number[]): (place: SlotPlace) => TapValue {
  return (place) => {
    if (kinds !== undefined && !kinds.includes(kindOf(place))) return undefined;
    return place.view.f64[place.slot * EVENT_F64 + offset]!;
  };
}

function u32(offset: number): (place: SlotPlace) => TapValue {
  return ({ view, slot }) => view.u32[slot * EVENT_U32 + offset]!;
}

function u8(offset: number): (place: SlotPlace) => number {
  return ({ view, slot }) => view.u8[slot * EVENT_BYTES + offset]!;
}

/** Events of the four kinds; a field of another kind is absent. */
export function eventForm(symbols: SymbolTable): TapForm<SlotPlace> {
  const symbolIdOf = ({ view, slot }: SlotPlace) =>
    asSymbolId(view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]!);
  const direction = u8(EVENT_DIRECTION_U8);
  const reversal = u8(EVENT_REVERSAL_U8);
  return {
    symbolIdOf,
    fields: {
      kind: (place) => EVENT_KIND_WORDS[kindOf(place)] ?? `kind ${kindOf(place)}`,
      symbol: (place) => symbols.symbolOf(symbolIdOf(place)),
      direction: (place) => (direction(place) === SIDE_UP ? "up" : "down"),
      price: f64(EVENT_PRICE_F64),
      percentChange: f64(EVENT_PERCENT_CHANGE_F64),
      volume: f64(EVENT_VOLUME_F64),
      relVolume: f64(EVENT_REL_VOLUME_F64),
      sessionHigh: f64(HIGHLOW_SESSION_HIGH_F64, EXTREME),
      sessionLow: f64(HIGHLOW_SESSION_LOW_F64, EXTREME),
      significance: f64(HIGHLOW_SIGNIFICANCE_F64, EXTREME),
      trendScore: f64(TREND_SCORE_F64, TREND),
      shortScore: f64(TREND_SHORT_SCORE_F64, TREND),
      mediumScore: f64(TREND_MEDIUM_SCORE_F64, TREND),
      longScore: f64(TREND_LONG_SCORE_F64, TREND),
      trendAgeUs: f64(TREND_AGE_US_F64, TREND),
      magnitude: f64(SURGE_MAGNITUDE_F64, SURGE),
      score: f64(SURGE_SCORE_F64, SURGE),
      volumeMultiplier: f64(SURGE_VOLUME_MULTIPLIER_F64, SURGE),
      vwap: f64(EVENT_VWAP_F64),
      vwapDivergence: f64(EVENT_VWAP_DIVERGENCE_F64),
      reversal: (place) => reversal(place) !== 0,
      countUp: u32(EVENT_COUNT_UP_U32),
      countDown: u32(EVENT_COUNT_DOWN_U32),
      eventEpochUs: f64(EVENT_EVENT_EPOCH_US_F64),
      recordEpochUs: f64(EVENT_RECORD_EPOCH_US_F64),
      receivedEpochUs: f64(EVENT_RECEIVED_EPOCH_US_F64),
      detectedEpochUs: f64(EVENT_DETECTED_EPOCH_US_F64),
      recordSeq: f64(EVENT_RECORD_SEQ_F64),
      traceId: u32(EVENT_TRACE_ID_U32),
    },
  };
}
