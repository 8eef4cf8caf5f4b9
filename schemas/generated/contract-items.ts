// @generated from stock-data.schema.json

/** What a high or low turned from. */
export interface ReversalInfo {
  type: "V-top" | "V-bottom";
  /** Seconds. */
  time_span: number;
  is_rapid: boolean;
  previous_type: "high" | "low";
  /** Quote currency. */
  previous_price: number;
  pattern?: "M-top" | "W-bottom";
}

/** A new session high or low: 23 keys. */
export interface HighLowItem {
  /** Symbol; clean text that is safe inside HTML. */
  ticker: string;
  type: "high" | "low";
  /** Quote currency. */
  price: number;
  /** Of the event, 24 h. */
  time: string;
  event_id: string;
  direction: "up" | "down";
  reversal: boolean;
  count: number;
  count_up: number;
  count_down: number;
  /** Percent, 1 = 1 %. */
  percent_change: number;
  /** null = unknown. */
  vwap: number | null;
  /** Percent, 1 = 1 %. */
  vwap_divergence: number;
  /** Units of the tick, sample or bar. */
  volume: number;
  /** Ratio, 1 = average; 0 = unknown. */
  rel_volume: number;
  label: string;
  /** Quote currency. */
  session_high: number;
  /** Quote currency. */
  session_low: number;
  /** Epoch seconds. */
  last_update: number;
  trend_flag: "up" | "down" | null;
  surge_flag: "up" | "down" | null;
  significance_score: number;
  /** What a high or low turned from. */
  reversal_info: ReversalInfo | null;
}

/** A trend: 24 keys. */
export interface TrendItem {
  /** Symbol; clean text that is safe inside HTML. */
  ticker: string;
  type: "trend";
  /** Quote currency. */
  price: number;
  /** Of the event, 24 h. */
  time: string;
  event_id: string;
  direction: "up" | "down";
  reversal: false | "up-now-down" | "down-now-up";
  count: number;
  count_up: number;
  count_down: number;
  /** Percent, 1 = 1 %. */
  percent_change: number;
  /** null = unknown. */
  vwap: number | null;
  /** Percent, 1 = 1 %. */
  vwap_divergence: number;
  /** Units of the tick, sample or bar. */
  volume: number;
  /** Ratio, 1 = average; 0 = unknown. */
  rel_volume: number;
  label: string;
  trend_strength: "weak" | "moderate" | "strong" | "neutral";
  trend_score: number;
  trend_short_score: number;
  trend_medium_score: number;
  trend_long_score: number;
  trend_vwap_position: "above" | "below" | "unknown";
  /** Seconds. */
  trend_age: number;
  /** Epoch seconds. */
  last_trend_update: number;
}

/** A surge: 27 keys. */
export interface SurgeItem {
  /** Symbol; clean text that is safe inside HTML. */
  ticker: string;
  type: "surge";
  /** Quote currency. */
  price: number;
  /** Of the event, 24 h. */
  time: string;
  event_id: string;
  direction: "up" | "down";
  reversal: false | "up-now-down" | "down-now-up";
  count: number;
  count_up: number;
  count_down: number;
  /** Percent, 1 = 1 %. */
  percent_change: number;
  /** null = unknown. */
  vwap: number | null;
  /** Percent, 1 = 1 %. */
  vwap_divergence: number;
  /** Units of the tick, sample or bar. */
  volume: number;
  /** Ratio, 1 = average; 0 = unknown. */
  rel_volume: number;
  label: string;
  /** Percent, 1 = 1 %. */
  magnitude: number;
  score: number;
  strength: "weak" | "moderate" | "strong";
  trigger_type: "price" | "volume" | "price_and_volume";
  description: string;
  /** Ratio, 1 = average; 0 = unknown. */
  volume_multiplier: number;
  event_key: string;
  /** Epoch seconds. */
  last_surge_timestamp: number;
  /** Seconds. */
  surge_age: number;
  /** Epoch seconds. */
  expiration: number;
  daily_surge_count: number;
}
