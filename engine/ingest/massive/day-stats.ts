/**
 * What the aggregates of a feed last said about a symbol's day, for trades, which do not say it.
 *
 * Massive's trades carry no VWAP and no open; its second and minute aggregates carry both (`a`,
 * `op`). A trade takes the day VWAP of the symbol's newest aggregate of the same New York date, if
 * that aggregate ended at most 90 s before the trade's own time, and the official open of that
 * date. Both depend on the order of messages and their own times only, so a recorded session gives
 * the same again.
 */
import type { EpochUs, SymbolId } from "#codec";
import type { Calendar } from "#engine/detect";

/** A day VWAP older than this is not attached any more, microseconds of event time. */
const DAY_VWAP_AGE_MAX_US = 90_000_000;

interface DayStat {
  /** Calendar.sessionDate of what follows. */
  sessionDate: number;
  vwap: number;
  vwapEpochUs: number;
  open: number;
}

/** Ingest thread. Symbols by id. Bounded by the symbol table: only accepted bars make an entry. */
export class DayStats {
  readonly #stats: (DayStat | undefined)[] = [];
  readonly #calendar: Calendar;
  /**
   * What `lookUp` found: 0 = unknown. Fields instead of a result object: no allocation per trade.
   */
  dayVwap = 0;
  officialOpen = 0;

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  /** Remembers an accepted aggregate; VWAP or open that are not above 0 are not said. @hot */
  learn(symbolId: SymbolId, dayVwap: number, officialOpen: number, endEpochUs: EpochUs): void {
    this.#calendar.locate(endEpochUs - 1);
    const { sessionDate } = this.#calendar;
    const stats = this.#stats;
    // Without holes, which would make the array slow.
    while (stats.length <= symbolId) stats.push(undefined);
    let stat = stats[symbolId];
    if (stat === undefined) {
      stat = { sessionDate, vwap: 0, vwapEpochUs: 0, open: 0 };
      stats[symbolId] = stat;
    } else if (stat.sessionDate !== sessionDate) {
      stat.sessionDate = sessionDate;
      stat.vwap = 0;
      stat.open = 0;
    }
    if (dayVwap > 0) {
      stat.vwap = dayVwap;
      stat.vwapEpochUs = endEpochUs;
    }
    if (officialOpen > 0) stat.open = officialOpen;
  }

  /**
   * Sets dayVwap and officialOpen for a trade of a plausible time; of symbol 0, which has no id yet,
   * nothing is known. @hot no allocation, no throw.
   */
  lookUp(symbolId: SymbolId, exchangeEpochUs: EpochUs): void {
    this.dayVwap = 0;
    this.officialOpen = 0;
    const stat = this.#stats[symbolId];
    if (stat === undefined) return;
    this.#calendar.locate(exchangeEpochUs);
    if (stat.sessionDate !== this.#calendar.sessionDate) return;
    this.officialOpen = stat.open;
    if (exchangeEpochUs - stat.vwapEpochUs <= DAY_VWAP_AGE_MAX_US) this.dayVwap = stat.vwap;
  }
}
