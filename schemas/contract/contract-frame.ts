/**
 * The frames of the contract as types; schemas/contract/JSON.md says what each field means, the JSON Schemas
 * beside it say what a value may be. The types of the items are generated from the schema, so that a
 * key is stated once. No dependencies, so importing it costs nothing.
 */
import type { HighLowItem, SurgeItem, TrendItem } from "../generated/contract-items.ts";

export type {
  HighLowItem,
  ReversalInfo,
  SurgeItem,
  TrendItem,
} from "../generated/contract-items.ts";

/** `direction` and the flags. */
export type SideWord = "up" | "down";

/** Any row of a list. */
export type ContractItem = HighLowItem | TrendItem | SurgeItem;

/** Words of `activity_level`. */
export type ActivityLevel =
  | "Very Low"
  | "Low"
  | "Medium"
  | "High"
  | "Very High"
  | "Extreme"
  | "Opening Bell"
  | "Closing Bell";

/** The whole market's activity; counts are over all tickers whatever a client's filters are. */
export interface Activity {
  total_highs: number;
  total_lows: number;
  activity_level: ActivityLevel;
  activity_ratio: {
    calculation_method: "ticks_per_minute";
    /** = ticks_60sec. */
    current_rate: number;
    threshold_low: number;
    threshold_medium: number;
    threshold_high: number;
    threshold_very_high: number;
  };
  ticks_10sec: number;
  ticks_30sec: number;
  ticks_60sec: number;
  ticks_300sec: number;
}

/** One emission: what happened since the last one; lists are oldest to newest. */
export interface StockData {
  highs: HighLowItem[];
  lows: HighLowItem[];
  trending: { up: TrendItem[]; down: TrendItem[] };
  surging: { up: SurgeItem[]; down: SurgeItem[] };
  activity: Activity;
}

/** How the engine is. */
export interface StatusUpdate {
  status:
    | "healthy"
    | "connected"
    | "initializing"
    | "warning"
    | "error"
    | "disconnected"
    | "session_reset";
  /** The feed is connected. */
  connected: boolean;
  provider: "Test" | "Production";
  market_status: "PRE" | "REGULAR" | "AFTER" | "CLOSED";
  /** `YYYY-MM-DDTHH:MM:SS.ffffff`, local time of the configured zone, no zone in the text. */
  timestamp: string;
  /** Mean handling time of recent ticks, milliseconds. */
  avg_response: number;
}

/** A new session began: the page clears highs, lows and surges. */
export interface SessionReset {
  new_session: string;
}

/** Ticks in 60 s from which `activity_level` has its word; below the first it is `Very Low`. */
export const ACTIVITY_THRESHOLDS: {
  readonly low: 30;
  readonly medium: 60;
  readonly high: 120;
  readonly veryHigh: 240;
  readonly extreme: 480;
} = { low: 30, medium: 60, high: 120, veryHigh: 240, extreme: 480 };

/** `activity_level` of a tick rate, outside the first and last 15 minutes of REGULAR. */
export function activityLevelOf(ticks60s: number): ActivityLevel {
  if (ticks60s < ACTIVITY_THRESHOLDS.low) return "Very Low";
  if (ticks60s < ACTIVITY_THRESHOLDS.medium) return "Low";
  if (ticks60s < ACTIVITY_THRESHOLDS.high) return "Medium";
  if (ticks60s < ACTIVITY_THRESHOLDS.veryHigh) return "High";
  if (ticks60s < ACTIVITY_THRESHOLDS.extreme) return "Very High";
  return "Extreme";
}

/**
 * No markup, quotes, control characters or lone surrogates; the pattern of the schema's `ticker`.
 */
const CLEAN_TICKER = /^[^<>"'`\p{Cc}\p{Cs}]{1,16}$/u;

/**
 * True when `ticker` is text that the contract lets out: pages of older days insert it into their
 * markup as it is.
 */
export function isCleanTicker(ticker: string): boolean {
  return CLEAN_TICKER.test(ticker);
}
