/** The `activity` of a frame: the whole market, whatever a client filters. */
import type { MarketClock, TickWindows } from "#engine";
import { ACTIVITY_THRESHOLDS, type Activity, type ActivityLevel, activityLevelOf } from "#schemas";
import type { MarketSession } from "./market-session.ts";

/**
 * `Closing Bell` is the last quarter of an hour of REGULAR; `Opening Bell`, the first, is OPENING.
 */
const CLOSING_BELL_US = 900e6;

/** Windows before the first tick. */
export const NO_TICKS: TickWindows = { ticks10s: 0, ticks30s: 0, ticks60s: 0, ticks300s: 0 };

/** The market's activity. `clock`: undefined before the engine has shown one. */
export function activityOf(
  windows: TickWindows,
  clock: MarketClock | undefined,
  session: MarketSession,
): Activity {
  const { ticks10s, ticks30s, ticks60s, ticks300s } = windows;
  return {
    total_highs: session.totalHighs,
    total_lows: session.totalLows,
    activity_level: bellOf(clock) ?? activityLevelOf(ticks60s),
    activity_ratio: {
      calculation_method: "ticks_per_minute",
      current_rate: ticks60s,
      threshold_low: ACTIVITY_THRESHOLDS.low,
      threshold_medium: ACTIVITY_THRESHOLDS.medium,
      threshold_high: ACTIVITY_THRESHOLDS.high,
      threshold_very_high: ACTIVITY_THRESHOLDS.veryHigh,
    },
    ticks_10sec: ticks10s,
    ticks_30sec: ticks30s,
    ticks_60sec: ticks60s,
    ticks_300sec: ticks300s,
  };
}

function bellOf(clock: MarketClock | undefined): ActivityLevel | undefined {
  if (clock?.marketStatus !== "REGULAR") return undefined;
  if (clock.period === "OPENING") return "Opening Bell";
  return clock.untilCloseUs <= CLOSING_BELL_US ? "Closing Bell" : undefined;
}
