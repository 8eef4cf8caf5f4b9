// @generated from event.fbs

/** Fields that items show as the slot holds them; `at`: element of `width` in the slot. */
export const ITEM_FIELDS = {
  shared: [
    { key: "direction", unit: "side", form: "word", width: "u8", at: 1 },
    { key: "price", unit: "price", form: "number", width: "f64", at: 6 },
    { key: "count_up", unit: "count", form: "count", width: "u32", at: 14 },
    { key: "count_down", unit: "count", form: "count", width: "u32", at: 15 },
    { key: "percent_change", unit: "percent", form: "number", width: "f64", at: 8 },
    { key: "volume", unit: "amount", form: "number", width: "f64", at: 11 },
    { key: "rel_volume", unit: "ratio", form: "number", width: "f64", at: 12 },
  ],
  highLow: [
    { key: "session_high", unit: "price", form: "number", width: "f64", at: 14 },
    { key: "session_low", unit: "price", form: "number", width: "f64", at: 15 },
    { key: "significance_score", unit: "score", form: "number", width: "f64", at: 16 },
    { key: "trend_flag", unit: "flag", form: "word", width: "u8", at: 152 },
    { key: "surge_flag", unit: "flag", form: "word", width: "u8", at: 153 },
  ],
  reversalInfo: [
    { key: "time_span", unit: "duration_us", form: "seconds", width: "f64", at: 17 },
    { key: "previous_price", unit: "price", form: "number", width: "f64", at: 18 },
  ],
  trend: [
    { key: "trend_score", unit: "unit_score", form: "number", width: "f64", at: 14 },
    { key: "trend_short_score", unit: "unit_score", form: "number", width: "f64", at: 15 },
    { key: "trend_medium_score", unit: "unit_score", form: "number", width: "f64", at: 16 },
    { key: "trend_long_score", unit: "unit_score", form: "number", width: "f64", at: 17 },
    { key: "trend_age", unit: "duration_us", form: "seconds", width: "f64", at: 18 },
    { key: "trend_strength", unit: "strength", form: "word", width: "u8", at: 152 },
    { key: "trend_vwap_position", unit: "vwap_position", form: "word", width: "u8", at: 153 },
  ],
  surge: [
    { key: "magnitude", unit: "percent", form: "number", width: "f64", at: 14 },
    { key: "score", unit: "score", form: "number", width: "f64", at: 15 },
    { key: "volume_multiplier", unit: "ratio", form: "number", width: "f64", at: 16 },
    { key: "expiration", unit: "epoch_us", form: "moment", width: "f64", at: 17 },
    { key: "strength", unit: "surge_strength", form: "word", width: "u8", at: 144 },
    { key: "trigger_type", unit: "trigger", form: "word", width: "u8", at: 145 },
    { key: "daily_surge_count", unit: "count_from_1", form: "count", width: "u32", at: 37 },
  ],
} as const;

/** Fields that `bun run tap` shows. */
export const TAP_FIELDS = {
  shared: [
    { name: "recordSeq", width: "f64", at: 1 },
    { name: "eventEpochUs", width: "f64", at: 2 },
    { name: "recordEpochUs", width: "f64", at: 3 },
    { name: "receivedEpochUs", width: "f64", at: 4 },
    { name: "traceId", width: "u32", at: 10 },
    { name: "price", width: "f64", at: 6 },
    { name: "countUp", width: "u32", at: 14 },
    { name: "countDown", width: "u32", at: 15 },
    { name: "percentChange", width: "f64", at: 8 },
    { name: "vwap", width: "f64", at: 9 },
    { name: "vwapDivergence", width: "f64", at: 10 },
    { name: "volume", width: "f64", at: 11 },
    { name: "relVolume", width: "f64", at: 12 },
    { name: "detectedEpochUs", width: "f64", at: 13 },
  ],
  highLow: [
    { name: "sessionHigh", width: "f64", at: 14 },
    { name: "sessionLow", width: "f64", at: 15 },
    { name: "significance", width: "f64", at: 16 },
  ],
  trend: [
    { name: "trendScore", width: "f64", at: 14 },
    { name: "shortScore", width: "f64", at: 15 },
    { name: "mediumScore", width: "f64", at: 16 },
    { name: "longScore", width: "f64", at: 17 },
    { name: "trendAgeUs", width: "f64", at: 18 },
  ],
  surge: [
    { name: "magnitude", width: "f64", at: 14 },
    { name: "score", width: "f64", at: 15 },
    { name: "volumeMultiplier", width: "f64", at: 16 },
  ],
} as const;
