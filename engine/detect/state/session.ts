/**
 * The start of a symbol's session and the re-base of its clock.
 * Source: detectors rules version 1, sections 1 and 2.
 */
import { STATUS_REGULAR } from "../calendar/calendar.ts";
import type { RecordContext } from "./record-context.ts";
import * as row from "./symbol-row.ts";

/** What a session forgets: counts, the last high/low events, the cooldown and the VWAP sums. */
const CLEARED: readonly number[] = [
  row.AT_HIGH_COUNT,
  row.AT_LOW_COUNT,
  row.AT_TREND_COUNT_UP,
  row.AT_TREND_COUNT_DOWN,
  row.AT_SURGE_COUNT_UP,
  row.AT_SURGE_COUNT_DOWN,
  row.AT_EVENT_SIDE,
  row.AT_EVENT_EPOCH_US,
  row.AT_EVENT_PRICE,
  row.AT_EVENT2_SIDE,
  row.AT_EVENT2_EPOCH_US,
  row.AT_EVENT3_SIDE,
  row.AT_EVENT3_EPOCH_US,
  row.AT_EMISSION_EPOCH_US,
  row.AT_SUM_PRICE_SIZE,
  row.AT_SUM_SIZE,
];

/** The session of the located moment as one number; never 0. @hot */
export function sessionKeyOf(sessionDate: number, marketStatus: number): number {
  return sessionDate * 4 + marketStatus;
}

/**
 * Starts a session for the context's symbol when its (date, market status) differs from that of the
 * last accepted record. `firstPrice`: the tick's price or the bar's open; `officialOpen`: 0 = unknown.
 * @hot one compare within a session.
 */
export function enterSession(
  context: RecordContext,
  firstPrice: number,
  officialOpen: number,
): void {
  const sessionKey = sessionKeyOf(context.sessionDate, context.marketStatus);
  if (context.state[context.row + row.AT_SESSION_KEY] === sessionKey) return;
  startSession(context, sessionKey, firstPrice, officialOpen);
}

function startSession(
  context: RecordContext,
  sessionKey: number,
  firstPrice: number,
  officialOpen: number,
): void {
  const { state, row: at } = context;
  const hasOpen = officialOpen > 0 && officialOpen < Number.POSITIVE_INFINITY;
  const base = context.marketStatus === STATUS_REGULAR && hasOpen ? officialOpen : firstPrice;
  const isNewDate = Math.floor(state[at + row.AT_SESSION_KEY] / 4) !== context.sessionDate;
  for (let i = 0; i < CLEARED.length; i++) state[at + CLEARED[i]] = 0;
  if (isNewDate) state[at + row.AT_SURGE_DAILY] = 0;
  const high = Math.max(base, firstPrice);
  const low = Math.min(base, firstPrice);
  state[at + row.AT_SESSION_KEY] = sessionKey;
  state[at + row.AT_BASE_PRICE] = base;
  state[at + row.AT_SESSION_HIGH] = high;
  state[at + row.AT_REPORTED_HIGH] = high;
  state[at + row.AT_SESSION_LOW] = low;
  state[at + row.AT_REPORTED_LOW] = low;
}

/**
 * Makes the symbol's clock begin again at `epochUs`: trend state and surge samples start anew, the
 * newest sequence is forgotten, and no remembered time lies in the future any more.
 */
export function rebase(context: RecordContext, epochUs: number): void {
  const { state, row: at } = context;
  context.isRebase = true;
  state[at + row.AT_TREND_TICKS] = 0;
  state[at + row.AT_TREND_RUN_SIDE] = 0;
  state[at + row.AT_TREND_DIRECTION] = 0;
  state[at + row.AT_SAMPLE_EPOCH_US] = 0;
  state[at + row.AT_SAMPLE_PENDING] = 0;
  state[at + row.AT_BAR_CLOSE] = 0;
  state[at + row.AT_BAR_VOLUMES_KNOWN] = 0;
  state[at + row.AT_BAR_VOLUMES_NEXT] = 0;
  state[at + row.AT_FEED_SEQ_DATE] = 0;
  for (let i = 0; i < row.REMEMBERED_TIMES.length; i++) {
    const offset = at + row.REMEMBERED_TIMES[i];
    if (state[offset] > epochUs) state[offset] = epochUs;
  }
}
