/**
 * Whole messages as text, put together from item texts that already exist. No state, any thread.
 *
 * Every function here takes numbers that the engine made itself and refuses what JSON cannot carry:
 * a NaN or Infinity throws "Invariant: …" instead of leaving the process as unreadable text.
 */
import type { Activity, SessionReset, StatusUpdate } from "#schemas";
import { quoted } from "../text/json-text.ts";

/** Item texts by list, oldest to newest. Empty lists are legal: a quiet frame has only activity. */
export interface StockLists {
  highs: readonly string[];
  lows: readonly string[];
  trendUp: readonly string[];
  trendDown: readonly string[];
  surgeUp: readonly string[];
  surgeDown: readonly string[];
}

/** The `data` of stock_data. Items come from FrameWriter.item, activity from writeActivity. */
export function writeStockData(lists: StockLists, activityText: string): string {
  return (
    `{"highs":[${lists.highs.join(",")}],"lows":[${lists.lows.join(",")}],` +
    `"trending":{"up":[${lists.trendUp.join(",")}],"down":[${lists.trendDown.join(",")}]},` +
    `"surging":{"up":[${lists.surgeUp.join(",")}],"down":[${lists.surgeDown.join(",")}]},` +
    `"activity":${activityText}}`
  );
}

/** The `activity` of stock_data. Made once per emission. */
export function writeActivity(activity: Activity): string {
  return stringify(activity);
}

/** The `data` of status_update. */
export function writeStatusUpdate(status: StatusUpdate): string {
  return stringify(status);
}

/** The `data` of session_reset. */
export function writeSessionReset(reset: SessionReset): string {
  return stringify(reset);
}

/**
 * One `/ws` message. `dataText` is JSON text; `epoch` names this run of the engine and `seq` (0 or
 * more) the newest frame of the run that this message brings the client up to, so that a client can
 * go on where it was.
 */
export function envelope(event: string, dataText: string, epoch: string, seq: number): string {
  const head = `{"event":${quoted(event)},"data":${dataText}`;
  return `${head},"epoch":${quoted(epoch)},"seq":${finite(seq)}}`;
}

function stringify(value: object): string {
  refuseUnreadable(value);
  // Without a replacer function, which would be called for every member of every frame.
  return JSON.stringify(value);
}

/** Throws for a number inside `value` that JSON.stringify would write as null. */
function refuseUnreadable(value: object): void {
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === "number") finite(member, key);
    else if (typeof member === "object" && member !== null) refuseUnreadable(member);
  }
}

function finite(value: number, key = "seq"): number {
  if (!Number.isFinite(value)) throw new Error(`Invariant: ${key}=${value} is finite`);
  return value;
}
