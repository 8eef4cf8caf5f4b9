/** Constants of the trend, by period. Source: detectors rules version 1, section 4. */
import { STRENGTH_MODERATE, STRENGTH_STRONG, STRENGTH_WEAK } from "#codec";
import { PERIODS, type Period } from "../calendar/calendar.ts";

/** What one period of the day asks of a trend. */
export interface TrendRule {
  /** Least |C| of a direction, before the price factor. */
  readonly direction: number;
  /** Least time between two events of one direction. */
  readonly intervalUs: number;
  /** Least time between two events of different directions. */
  readonly turnIntervalUs: number;
  /** Age of the state before anything is said. */
  readonly warmUpUs: number;
  readonly ticksMin: number;
  /** Whether a weak trend is worth an event. */
  readonly emitsWeak: boolean;
}

function rule(
  direction: number,
  intervalSeconds: number,
  warmUpSeconds: number,
  ticksMin: number,
  emitsWeak: boolean,
): TrendRule {
  return {
    direction,
    intervalUs: intervalSeconds * 1e6,
    turnIntervalUs: Math.floor(intervalSeconds / 3) * 1e6,
    warmUpUs: warmUpSeconds * 1e6,
    ticksMin,
    emitsWeak,
  };
}

const BY_PERIOD: Record<Period, TrendRule> = {
  OPENING: rule(0.2, 45, 45, 12, false),
  MIDDAY: rule(0.14, 90, 90, 24, true),
  CLOSING: rule(0.18, 30, 30, 12, false),
  AFTERHOURS: rule(0.16, 150, 240, 36, true),
  PREMARKET: rule(0.16, 120, 180, 30, true),
  CLOSED: rule(0.2, 60, 180, 30, true),
};

/** Rules by PERIOD_ constant. */
export const TREND_RULES: readonly TrendRule[] = PERIODS.map((period) => BY_PERIOD[period]);

/** A state that saw no tick for longer starts anew. */
export const TREND_GAP_US = 600_000_000;
/** Full scale of A per window, as fractions of the mean. */
export const FULL_SCALE_SHORT = 0.01;
export const FULL_SCALE_MEDIUM = 0.015;
export const FULL_SCALE_LONG = 0.02;
/** Full scale of B, as a fraction of the VWAP. */
export const FULL_SCALE_VWAP = 0.02;
/** Part of its peak that a trend may give back before its direction is in doubt. */
export const RETRACED = 0.5;

/** Factor on thresholds: cheap stocks move more. @hot */
export function trendPriceFactor(price: number): number {
  if (price < 10) return 1.5;
  if (price < 50) return 1.25;
  if (price < 200) return 1;
  return price < 500 ? 0.75 : 0.5;
}

/** A moderate trend, in thresholds d'. */
export const MODERATE = 1.6;

/** STRENGTH_ constant of a score's size against the direction's threshold d'. @hot */
export function trendStrength(size: number, threshold: number): number {
  if (size > 2.5 * threshold) return STRENGTH_STRONG;
  return size > MODERATE * threshold ? STRENGTH_MODERATE : STRENGTH_WEAK;
}
