/** Known answers of day-stats.ts: what a trade is told of its day. On a calendar of plain days. */
import { asEpochUs, asSymbolId } from "#codec";
import type { Calendar } from "#engine/detect";
import { type Observe, of } from "#schemas";
import { DayStats } from "./day-stats.ts";

const DAY = 1_000_000_000;
const LIMIT = 90_000_000;
/** Symbols, as the table numbers them. */
const [A, B, C] = [7, 2, 9];
const NOON = asEpochUs(5 * DAY + DAY / 2);

/** A new date every DAY microseconds. */
class PlainDays implements Pick<Calendar, "locate" | "sessionDate"> {
  sessionDate = 0;

  locate(epochUs: number): void {
    this.sessionDate = Math.floor(epochUs / DAY);
  }
}

function newStats(): { stats: DayStats; told: (symbol: number, at: number) => number[] } {
  const stats = new DayStats(new PlainDays() as unknown as Calendar);
  const told = (symbol: number, at: number) => {
    stats.lookUp(asSymbolId(symbol), asEpochUs(at));
    return [stats.dayVwap, stats.officialOpen];
  };
  return { stats, told };
}

function observeLearn(observe: Observe): void {
  const { stats, told } = newStats();
  stats.learn(asSymbolId(A), 10.5, 9, NOON);
  observe(of(DayStats, "learn"), "VWAP and open", told(A, NOON), [10.5, 9]);
  stats.learn(asSymbolId(A), 0, 0, asEpochUs(NOON + 1));
  observe(of(DayStats, "learn"), "nothing new", told(A, NOON + 1), [10.5, 9]);
  stats.learn(asSymbolId(A), 11, -1, asEpochUs(NOON + 2));
  observe(of(DayStats, "learn"), "a new VWAP only", told(A, NOON + 2), [11, 9]);
  stats.learn(asSymbolId(A), Number.NaN, 8, asEpochUs(NOON + 3));
  observe(of(DayStats, "learn"), "a new open only", told(A, NOON + 3), [11, 8]);
  observe(
    of(DayStats, "learn"),
    "an open does not make the VWAP newer",
    told(A, NOON + 3 + LIMIT),
    [0, 8],
  );
  stats.learn(asSymbolId(B), 1, 2, NOON);
  observe(
    of(DayStats, "learn"),
    "another symbol",
    [told(A, NOON), told(B, NOON)],
    [
      [11, 8],
      [1, 2],
    ],
  );
  stats.learn(asSymbolId(B), 3, 4, asEpochUs(6 * DAY));
  observe(
    of(DayStats, "learn"),
    "a bar that ends at midnight is of the day before",
    told(B, 6 * DAY - 1),
    [3, 4],
  );
  stats.learn(asSymbolId(B), 5, 0, asEpochUs(6 * DAY + 1));
  observe(of(DayStats, "learn"), "a new date forgets the open", told(B, 6 * DAY + 1), [5, 0]);
  stats.learn(asSymbolId(B), 0, 6, asEpochUs(7 * DAY + 1));
  observe(of(DayStats, "learn"), "a new date forgets the VWAP", told(B, 7 * DAY + 1), [0, 6]);
}

/** Answers that are 0 whatever `learn` does: what is not 0 is a fault of `lookUp`. */
function observeUnknown(observe: Observe): void {
  const { stats, told } = newStats();
  observe(of(DayStats, "lookUp"), "nothing known", told(A, NOON), [0, 0]);
  stats.learn(asSymbolId(A), 10.5, 9, NOON);
  stats.learn(asSymbolId(B), 10.5, 0, NOON);
  observe(of(DayStats, "lookUp"), "known, but not of this date", told(A, NOON + DAY), [0, 0]);
  observe(of(DayStats, "lookUp"), "known, but too old", told(B, NOON + 2 * LIMIT), [0, 0]);
  told(A, NOON);
  observe(of(DayStats, "lookUp"), "another symbol after one that is known", told(C, NOON), [0, 0]);
}

function observeLookUp(observe: Observe): void {
  const { stats, told } = newStats();
  stats.learn(asSymbolId(A), 10.5, 9, NOON);
  observe(of(DayStats, "lookUp"), "at the same moment", told(A, NOON), [10.5, 9]);
  observe(of(DayStats, "lookUp"), "a trade before the bar", told(A, NOON - 1), [10.5, 9]);
  observe("DAY_VWAP_AGE_MAX_US", "half as old as it may be", told(A, NOON + LIMIT / 2), [10.5, 9]);
  observe(of(DayStats, "lookUp"), "as old as it may be", told(A, NOON + LIMIT), [10.5, 9]);
  observe("DAY_VWAP_AGE_MAX_US", "older than it may be", told(A, NOON + LIMIT + 1), [0, 9]);
  observe(of(DayStats, "lookUp"), "on the last moment of the date", told(A, 6 * DAY - 1), [0, 9]);
  observe(of(DayStats, "lookUp"), "on the next date", told(A, 6 * DAY), [0, 0]);
  observe(of(DayStats, "lookUp"), "on the date before", told(A, NOON - DAY), [0, 0]);
}

export default function cases(observe: Observe): void {
  observeUnknown(observe);
  observeLearn(observe);
  observeLookUp(observe);
}
