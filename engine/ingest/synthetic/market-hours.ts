/** When the simulated market starts, and how busy it is at which time of the day. */
import { Calendar, PERIOD_OPENING, STATUS_CLOSED, STATUS_REGULAR } from "#engine/detect";

const MINUTE_US = 60_000_000;
const REGULAR_US = 390 * MINUTE_US;
/** From 09:45, where OPENING ends, to 10:00. */
const AFTER_OPENING_US = 15 * MINUTE_US;
const EXTENDED_ACTIVITY = 0.12;
/** Stray prints; a closed market that sends nothing at all could not be told from a dead one. */
const CLOSED_ACTIVITY = 0.002;
// A U: twice the quiet middle's trades at both ends; the mean over the regular day is about 1.
const U_FLOOR = 0.7;
const U_HEIGHT = 1.3;

/**
 * Where a simulated market starts by default: the latest 10:00 in New York of a trading day from
 * which the pre-roll ends in the past, so that event time is never ahead of the wall clock.
 */
export function defaultStartEpochUs(nowEpochUs: number, preRollSeconds: number): number {
  const calendar = new Calendar("us-equities");
  for (let atUs = nowEpochUs; ; atUs = calendar.segmentStartEpochUs - 1) {
    calendar.locate(atUs);
    if (calendar.period !== PERIOD_OPENING) continue;
    const startEpochUs = calendar.segmentEndEpochUs + AFTER_OPENING_US;
    if (startEpochUs + preRollSeconds * 1e6 <= nowEpochUs) return startEpochUs;
  }
}

/** Trades at a moment relative to the mean of regular hours. */
export function activityAt(calendar: Calendar, epochUs: number): number {
  calendar.locate(epochUs);
  if (calendar.marketStatus === STATUS_CLOSED) return CLOSED_ACTIVITY;
  if (calendar.marketStatus !== STATUS_REGULAR) return EXTENDED_ACTIVITY;
  const { untilCloseUs } = calendar.describe(epochUs);
  const x = 1 - 2 * Math.min(1, untilCloseUs / REGULAR_US); // -1 at the open, 1 at the close
  return U_FLOOR + U_HEIGHT * x * x * x * x;
}
