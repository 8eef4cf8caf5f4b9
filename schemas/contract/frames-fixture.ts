/** For cases: items and frames of the contract that keep every rule; the zone of their clocks is UTC. */
import type {
  Activity,
  ContractItem,
  HighLowItem,
  ReversalInfo,
  StockData,
  SurgeItem,
  TrendItem,
} from "./contract-frame.ts";

const TOP: ReversalInfo = {
  type: "V-top",
  time_span: 59.5,
  is_rapid: true,
  previous_type: "high",
  previous_price: 104,
};
/** What a high turned from. */
export const BOTTOM: ReversalInfo = {
  type: "V-bottom",
  time_span: 60,
  is_rapid: false,
  previous_type: "low",
  previous_price: 96,
};

/** A high; `patch` replaces values. */
export function highItem(patch: Partial<HighLowItem> = {}): HighLowItem {
  return {
    ticker: "AAA",
    type: "high",
    price: 102,
    time: "14:00:05",
    event_id: "1755698405.250000_0a1b2c3d",
    direction: "up",
    reversal: true,
    count: 5,
    count_up: 3,
    count_down: 2,
    percent_change: 2,
    vwap: 100,
    vwap_divergence: 2,
    volume: 500,
    rel_volume: 1,
    label: "HIGH #3",
    session_high: 102,
    session_low: 96,
    last_update: 1755698405.25,
    trend_flag: "up",
    surge_flag: null,
    significance_score: 45,
    reversal_info: BOTTOM,
    ...patch,
  };
}

/** A low; `patch` replaces values. */
export function lowItem(patch: Partial<HighLowItem> = {}): HighLowItem {
  const event_id = "1755698406.500000_1a1b2c3d";
  return {
    ...highItem({ type: "low", price: 98, direction: "down", label: "LOW #2", event_id }),
    time: "14:00:06",
    percent_change: -8,
    vwap_divergence: -2,
    session_high: 104,
    session_low: 98,
    last_update: 1755698407,
    rel_volume: 3,
    significance_score: 100,
    reversal_info: TOP,
    ...patch,
  };
}

/** A trend up; `patch` replaces values. */
export function trendItem(patch: Partial<TrendItem> = {}): TrendItem {
  return {
    ticker: "BBB",
    type: "trend",
    price: 50,
    time: "14:00:10",
    event_id: "1755698410.000001_2a1b2c3d",
    direction: "up",
    reversal: "down-now-up",
    count: 1,
    count_up: 1,
    count_down: 0,
    percent_change: 0.5,
    vwap: 40,
    vwap_divergence: 25,
    volume: 100,
    rel_volume: 0,
    label: "TREND ↑ moderate",
    trend_strength: "moderate",
    trend_score: 0.5,
    trend_short_score: 0.6,
    trend_medium_score: 0.4,
    trend_long_score: -0.1,
    trend_vwap_position: "above",
    trend_age: 12.5,
    last_trend_update: 1755698410.000001,
    ...patch,
  };
}

/** A surge down; `patch` replaces values. */
export function surgeItem(patch: Partial<SurgeItem> = {}): SurgeItem {
  return {
    ticker: "CCC",
    type: "surge",
    price: 20,
    time: "14:00:20",
    event_id: "1755698420.750000_3a1b2c3d",
    direction: "down",
    reversal: "up-now-down",
    count: 2,
    count_up: 1,
    count_down: 1,
    percent_change: -2.5,
    vwap: null,
    vwap_divergence: 0,
    volume: 900,
    rel_volume: 4,
    label: "SURGE ↓ 2.5% price_and_volume",
    magnitude: -2.5,
    score: 70,
    strength: "moderate",
    trigger_type: "price_and_volume",
    description: "Surge down price/and/volume (2.5%)",
    volume_multiplier: 4,
    event_key: "CCC_down_1755698420.750000",
    last_surge_timestamp: 1755698420.75,
    surge_age: 0,
    expiration: 1755698450.75,
    daily_surge_count: 2,
    ...patch,
  };
}

/** The activity of a quiet market; `patch` replaces values. */
export function activityOf(patch: Partial<Activity> = {}): Activity {
  return {
    total_highs: 1,
    total_lows: 2,
    activity_level: "Low",
    activity_ratio: {
      calculation_method: "ticks_per_minute",
      current_rate: 40,
      threshold_low: 30,
      threshold_medium: 60,
      threshold_high: 120,
      threshold_very_high: 240,
    },
    ticks_10sec: 10,
    ticks_30sec: 20,
    ticks_60sec: 40,
    ticks_300sec: 90,
    ...patch,
  };
}

/** A frame with `items` in their lists. */
export function frameWith(...items: readonly ContractItem[]): StockData {
  const frame: StockData = {
    highs: [],
    lows: [],
    trending: { up: [], down: [] },
    surging: { up: [], down: [] },
    activity: activityOf(),
  };
  for (const item of items) {
    if (item.type === "high") frame.highs.push(item);
    else if (item.type === "low") frame.lows.push(item);
    else if (item.type === "trend") frame.trending[item.direction].push(item);
    else if (item.type === "surge") frame.surging[item.direction].push(item);
  }
  return frame;
}
