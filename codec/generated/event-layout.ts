// @generated from event.fbs

/** Bytes of one slot, a multiple of 64. */
export const EVENT_BYTES = 192;
/** Float64 elements of one slot. */
export const EVENT_F64 = 24;
/** Uint32 elements of one slot. */
export const EVENT_U32 = 48;

// EventHeader
export const EVENT_KIND_U8 = 0;
export const EVENT_DIRECTION_U8 = 1;
export const EVENT_REVERSAL_U8 = 2;
export const EVENT_ORDINAL_U8 = 3;
export const EVENT_SYMBOL_ID_U32 = 1;
export const EVENT_RECORD_SEQ_F64 = 1;
export const EVENT_EVENT_EPOCH_US_F64 = 2;
export const EVENT_RECORD_EPOCH_US_F64 = 3;
export const EVENT_RECEIVED_EPOCH_US_F64 = 4;
export const EVENT_TRACE_ID_U32 = 10;
export const EVENT_HASH_U32 = 11;
export const EVENT_PRICE_F64 = 6;
export const EVENT_COUNT_UP_U32 = 14;
export const EVENT_COUNT_DOWN_U32 = 15;
export const EVENT_PERCENT_CHANGE_F64 = 8;
export const EVENT_VWAP_F64 = 9;
export const EVENT_VWAP_DIVERGENCE_F64 = 10;
export const EVENT_VOLUME_F64 = 11;
export const EVENT_REL_VOLUME_F64 = 12;
export const EVENT_DETECTED_EPOCH_US_F64 = 13;

// HighLowEvent
export const HIGHLOW_SESSION_HIGH_F64 = 14;
export const HIGHLOW_SESSION_LOW_F64 = 15;
export const HIGHLOW_SIGNIFICANCE_F64 = 16;
export const HIGHLOW_REVERSAL_SPAN_US_F64 = 17;
export const HIGHLOW_PREVIOUS_PRICE_F64 = 18;
export const HIGHLOW_TREND_FLAG_U8 = 152;
export const HIGHLOW_SURGE_FLAG_U8 = 153;
export const HIGHLOW_REVERSAL_TYPE_U8 = 154;
export const HIGHLOW_REVERSAL_PATTERN_U8 = 155;

// TrendEvent
export const TREND_SCORE_F64 = 14;
export const TREND_SHORT_SCORE_F64 = 15;
export const TREND_MEDIUM_SCORE_F64 = 16;
export const TREND_LONG_SCORE_F64 = 17;
export const TREND_AGE_US_F64 = 18;
export const TREND_STRENGTH_U8 = 152;
export const TREND_VWAP_POSITION_U8 = 153;

// SurgeEvent
export const SURGE_MAGNITUDE_F64 = 14;
export const SURGE_SCORE_F64 = 15;
export const SURGE_VOLUME_MULTIPLIER_F64 = 16;
export const SURGE_EXPIRATION_EPOCH_US_F64 = 17;
export const SURGE_STRENGTH_U8 = 144;
export const SURGE_TRIGGER_U8 = 145;
export const SURGE_DAILY_COUNT_U32 = 37;

// SessionEvent
export const SESSION_DATE_U32 = 28;
export const SESSION_MARKET_STATUS_U8 = 116;

// EventKind
export const EVENT_HIGH = 1;
export const EVENT_LOW = 2;
export const EVENT_TREND = 3;
export const EVENT_SURGE = 4;
export const EVENT_SESSION = 5;

// Side
export const SIDE_NONE = 0;
export const SIDE_UP = 1;
export const SIDE_DOWN = 2;
