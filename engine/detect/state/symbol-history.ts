/** What a symbol's row remembers of records and events, for people. Times: epoch microseconds of the venue. */
import { SIDE_DOWN, SIDE_UP } from "#codec";
import type { DecisionKind } from "#engine/telemetry";
import * as row from "./symbol-row.ts";

type EventKind = Exclude<DecisionKind, "record">;

/** Of one symbol; times 0 = never. */
export interface SymbolHistory {
  newestTickEpochUs: number;
  newestBarEpochUs: number;
  /** Events of the session, by kind. */
  counts: Record<EventKind, number>;
  /** The last event of each kind that is remembered: of highs and lows among the last three of both. */
  lastEventEpochUs: Record<EventKind, number>;
}

/** Reads one row. */
export function symbolHistory(symbolRow: Float64Array): SymbolHistory {
  const at = (offset: number): number => symbolRow[offset];
  return {
    newestTickEpochUs: at(row.AT_NEWEST_TICK_EPOCH_US),
    newestBarEpochUs: at(row.AT_BAR_END_EPOCH_US),
    counts: {
      high: at(row.AT_HIGH_COUNT),
      low: at(row.AT_LOW_COUNT),
      trend: at(row.AT_TREND_COUNT_UP) + at(row.AT_TREND_COUNT_DOWN),
      surge: at(row.AT_SURGE_COUNT_UP) + at(row.AT_SURGE_COUNT_DOWN),
    },
    lastEventEpochUs: {
      high: lastOf(symbolRow, SIDE_UP),
      low: lastOf(symbolRow, SIDE_DOWN),
      trend: at(row.AT_TREND_EMITTED_EPOCH_US),
      surge: at(row.AT_SURGE_EPOCH_US),
    },
  };
}

/** The newest of the three remembered high/low events that is of `side`: when it was made, or happened. */
function lastOf(symbolRow: Float64Array, side: number): number {
  if (symbolRow[row.AT_EVENT_SIDE] === side) return symbolRow[row.AT_EMISSION_EPOCH_US];
  if (symbolRow[row.AT_EVENT2_SIDE] === side) return symbolRow[row.AT_EVENT2_EPOCH_US];
  return symbolRow[row.AT_EVENT3_SIDE] === side ? symbolRow[row.AT_EVENT3_EPOCH_US] : 0;
}
