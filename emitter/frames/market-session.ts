/**
 * The session that frames belong to, and its totals. Main thread.
 *
 * Each detector worker reports a new session when its first record shows one, so the same session
 * arrives several times and a slow worker may report an old one late. Only a session that is newer
 * than the current one counts.
 */
import {
  type EpochUs,
  EVENT_BYTES,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_U32,
  SESSION_DATE_U32,
  SESSION_MARKET_STATUS_U8,
  type Slot,
  type SlotView,
} from "#codec";
import type { MarketStatus } from "#engine";
import { LIST_HIGHS, LIST_LOWS } from "./frame-row.ts";

/** Words of session.market_status in schemas/event.fbs; the index is the number in the slot. */
const STATUS_WORDS: readonly MarketStatus[] = ["CLOSED", "PRE", "REGULAR", "AFTER"];
/** Sessions of every calendar begin at whole half hours, in every zone that has an exchange. */
const SESSION_GRID_US = 1800e6;

/** A session change as an event slot reports it. */
export interface SessionChange {
  readonly marketStatus: MarketStatus;
  /** Days since 1970-01-01 in the calendar's zone. */
  readonly date: number;
  /** Records from here on belong to it, epoch microseconds of venue time. */
  readonly startEpochUs: EpochUs;
}

/** Reads an EVENT_SESSION slot. */
export function sessionChangeOf(view: SlotView, slot: Slot): SessionChange {
  const epochUs = view.f64[slot * EVENT_F64 + EVENT_EVENT_EPOCH_US_F64]!;
  return {
    marketStatus: STATUS_WORDS[view.u8[slot * EVENT_BYTES + SESSION_MARKET_STATUS_U8]!] ?? "CLOSED",
    date: view.u32[slot * EVENT_U32 + SESSION_DATE_U32]!,
    // The event tells when the session's first record came to one worker; another worker's first
    // one may be a little older. The half hour before holds both and cannot reach the session
    // before.
    startEpochUs: (Math.floor(epochUs / SESSION_GRID_US) * SESSION_GRID_US) as EpochUs,
  };
}

export class MarketSession {
  #current: SessionChange | undefined;
  #totalHighs = 0;
  #totalLows = 0;

  get totalHighs(): number {
    return this.#totalHighs;
  }

  get totalLows(): number {
    return this.#totalLows;
  }

  /** True when `change` is a session that comes after the current one. */
  isNewer(change: SessionChange): boolean {
    const current = this.#current;
    if (current === undefined) return true;
    if (change.date === current.date && change.marketStatus === current.marketStatus) return false;
    return change.startEpochUs > current.startEpochUs;
  }

  /** Begins the session. False when it is the first one known: there is nothing to reset then. */
  begin(change: SessionChange): boolean {
    const isFirst = this.#current === undefined;
    this.#current = change;
    if (change.marketStatus === "PRE" || change.marketStatus === "REGULAR") {
      this.#totalHighs = 0;
      this.#totalLows = 0;
    }
    return !isFirst;
  }

  /** True when a record of this time belongs to a session that has ended. */
  isPast(recordEpochUs: EpochUs): boolean {
    return this.#current !== undefined && recordEpochUs < this.#current.startEpochUs;
  }

  /** Counts an event of a list into the totals. */
  count(list: number): void {
    if (list === LIST_HIGHS) this.#totalHighs += 1;
    else if (list === LIST_LOWS) this.#totalLows += 1;
  }
}
