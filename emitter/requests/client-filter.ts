/**
 * Which rows a client wants: its universe of symbols and its filters. Filtering happens here at the
 * edge, is counted, and never touches the totals in `activity`.
 */
import {
  type EpochUs,
  STRENGTH_MODERATE,
  STRENGTH_NEUTRAL,
  STRENGTH_STRONG,
  STRENGTH_WEAK,
  TRIGGER_PRICE,
  TRIGGER_PRICE_AND_VOLUME,
  TRIGGER_VOLUME,
  VWAP_ABOVE,
  VWAP_BELOW,
  VWAP_UNKNOWN,
} from "#codec";
import {
  type FrameRow,
  LIST_HIGHS,
  LIST_LOWS,
  LIST_TREND_DOWN,
  LIST_TREND_UP,
} from "../frames/frame-row.ts";

/** Symbols a client wants; null = all. */
export type Universe = ReadonlySet<string> | null;

export type StrengthWord = "weak" | "moderate" | "strong" | "neutral";
export type VwapPositionWord = "above" | "below" | "unknown";
export type TriggerWord = "price" | "volume" | "price_and_volume";
/**
 * penny < 1, low 1..25, mid 25..100, high 100 and more, in quote currency; lower bounds included.
 */
export type PriceRangeWord = "penny" | "low" | "mid" | "high";

/** Filters as a client sends them; what is absent filters nothing. Ages in seconds. */
export interface ClientFilters {
  readonly highlow?: {
    /** Events of the symbol this session, both sides. */
    readonly min_count?: number;
    readonly min_volume?: number;
  };
  readonly trends?: {
    readonly strength?: readonly StrengthWord[];
    readonly vwap_position?: readonly VwapPositionWord[];
    readonly min_age?: number;
    readonly max_age?: number;
    /** True: only trends whose tick traded at least the symbol's average volume. */
    readonly volume_confirmation?: boolean;
  };
  readonly surges?: {
    /** Least absolute percent. */
    readonly min_magnitude?: number;
    readonly trigger_type?: readonly TriggerWord[];
    /** Oldest surge, against the market's time now. */
    readonly max_age?: number;
    readonly price_range?: readonly PriceRangeWord[];
  };
}

export const STRENGTH_CODES: Record<StrengthWord, number> = {
  neutral: STRENGTH_NEUTRAL,
  weak: STRENGTH_WEAK,
  moderate: STRENGTH_MODERATE,
  strong: STRENGTH_STRONG,
};
export const VWAP_CODES: Record<VwapPositionWord, number> = {
  unknown: VWAP_UNKNOWN,
  above: VWAP_ABOVE,
  below: VWAP_BELOW,
};
export const TRIGGER_CODES: Record<TriggerWord, number> = {
  price: TRIGGER_PRICE,
  volume: TRIGGER_VOLUME,
  price_and_volume: TRIGGER_PRICE_AND_VOLUME,
};
export const PRICE_RANGES: Record<PriceRangeWord, readonly [number, number]> = {
  penny: [0, 1],
  low: [1, 25],
  mid: [25, 100],
  high: [100, Number.POSITIVE_INFINITY],
};

/** What a user has chosen. */
export interface ClientPreferences {
  readonly universe: Universe;
  /** null = all rows. */
  readonly filters: ClientFilters | null;
}

/** True when the filters let the row through. `nowEpochUs`: the market's time. */
export function passes(filters: ClientFilters, row: FrameRow, nowEpochUs: EpochUs): boolean {
  switch (row.list) {
    case LIST_HIGHS:
    case LIST_LOWS:
      return passesHighLow(filters.highlow, row);
    case LIST_TREND_UP:
    case LIST_TREND_DOWN:
      return passesTrend(filters.trends, row);
    default:
      return passesSurge(filters.surges, row, nowEpochUs);
  }
}

function passesHighLow(filter: ClientFilters["highlow"], row: FrameRow): boolean {
  if (filter === undefined) return true;
  return row.count >= (filter.min_count ?? 0) && row.volume >= (filter.min_volume ?? 0);
}

function passesTrend(filter: ClientFilters["trends"], row: FrameRow): boolean {
  if (filter === undefined) return true;
  const { strength, vwap_position: position } = filter;
  if (strength?.every((word) => STRENGTH_CODES[word] !== row.trendStrength)) return false;
  if (position?.every((word) => VWAP_CODES[word] !== row.vwapPosition)) return false;
  if (row.trendAgeSeconds < (filter.min_age ?? 0)) return false;
  if (row.trendAgeSeconds > (filter.max_age ?? Number.POSITIVE_INFINITY)) return false;
  return filter.volume_confirmation !== true || row.relVolume >= 1;
}

function passesSurge(filter: ClientFilters["surges"], row: FrameRow, nowEpochUs: EpochUs): boolean {
  if (filter === undefined) return true;
  const { trigger_type: triggers, price_range: ranges } = filter;
  if (row.surgePercent < (filter.min_magnitude ?? 0)) return false;
  if (triggers?.every((word) => TRIGGER_CODES[word] !== row.trigger)) return false;
  const ageSeconds = (nowEpochUs - row.eventEpochUs) / 1e6;
  if (ageSeconds > (filter.max_age ?? Number.POSITIVE_INFINITY)) return false;
  return (
    ranges === undefined ||
    ranges.some((word) => row.price >= PRICE_RANGES[word][0] && row.price < PRICE_RANGES[word][1])
  );
}
