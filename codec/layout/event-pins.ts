/** For tests and probes: which field of schemas/event.fbs each offset of event-layout.ts stands for. */
import { wire } from "#schemas";
import type { Pins, StructClass } from "./layout-pins.ts";

const HEADER: Pins = {
  EVENT_KIND_U8: "kind",
  EVENT_DIRECTION_U8: "direction",
  EVENT_REVERSAL_U8: "reversal",
  EVENT_ORDINAL_U8: "ordinal",
  EVENT_SYMBOL_ID_U32: "symbolId",
  EVENT_RECORD_SEQ_F64: "recordSeq",
  EVENT_EVENT_EPOCH_US_F64: "eventEpochUs",
  EVENT_RECORD_EPOCH_US_F64: "recordEpochUs",
  EVENT_RECEIVED_EPOCH_US_F64: "receivedEpochUs",
  EVENT_TRACE_ID_U32: "traceId",
  EVENT_HASH_U32: "hash",
  EVENT_PRICE_F64: "price",
  EVENT_COUNT_UP_U32: "countUp",
  EVENT_COUNT_DOWN_U32: "countDown",
  EVENT_PERCENT_CHANGE_F64: "percentChange",
  EVENT_VWAP_F64: "vwap",
  EVENT_VWAP_DIVERGENCE_F64: "vwapDivergence",
  EVENT_VOLUME_F64: "volume",
  EVENT_REL_VOLUME_F64: "relVolume",
  EVENT_DETECTED_EPOCH_US_F64: "detectedEpochUs",
};
const HIGHLOW: Pins = {
  HIGHLOW_SESSION_HIGH_F64: "sessionHigh",
  HIGHLOW_SESSION_LOW_F64: "sessionLow",
  HIGHLOW_SIGNIFICANCE_F64: "significanceScore",
  HIGHLOW_REVERSAL_SPAN_US_F64: "reversalSpanUs",
  HIGHLOW_PREVIOUS_PRICE_F64: "previousPrice",
  HIGHLOW_TREND_FLAG_U8: "trendFlag",
  HIGHLOW_SURGE_FLAG_U8: "surgeFlag",
  HIGHLOW_REVERSAL_TYPE_U8: "reversalType",
  HIGHLOW_REVERSAL_PATTERN_U8: "reversalPattern",
};
const TREND: Pins = {
  TREND_SCORE_F64: "score",
  TREND_SHORT_SCORE_F64: "shortScore",
  TREND_MEDIUM_SCORE_F64: "mediumScore",
  TREND_LONG_SCORE_F64: "longScore",
  TREND_AGE_US_F64: "ageUs",
  TREND_STRENGTH_U8: "strength",
  TREND_VWAP_POSITION_U8: "vwapPosition",
};
const SURGE: Pins = {
  SURGE_MAGNITUDE_F64: "magnitude",
  SURGE_SCORE_F64: "score",
  SURGE_VOLUME_MULTIPLIER_F64: "volumeMultiplier",
  SURGE_EXPIRATION_EPOCH_US_F64: "expirationEpochUs",
  SURGE_STRENGTH_U8: "strength",
  SURGE_TRIGGER_U8: "trigger",
  SURGE_DAILY_COUNT_U32: "dailySurgeCount",
};
const SESSION: Pins = {
  SESSION_DATE_U32: "sessionDate",
  SESSION_MARKET_STATUS_U8: "marketStatus",
};

/** Every struct with its pins; the header of all first. */
export const EVENT_PINS: readonly [StructClass, Pins][] = [
  [wire.EventHeader, HEADER],
  [wire.HighLowEvent, HIGHLOW],
  [wire.TrendEvent, TREND],
  [wire.SurgeEvent, SURGE],
  [wire.SessionEvent, SESSION],
];
