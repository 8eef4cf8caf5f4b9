/**
 * What time it is on the market. Main thread.
 *
 * Frames tell of the market, not of this machine: a replayed tape shows its own session. The clock is
 * the newest record's time, carried on by the wall clock at the speed of the source, so that windows
 * empty and sessions change even when no record comes. At speed max there is nothing to carry on with.
 * Detectors never look here: they know only the times of their own records.
 */
import type { EpochUs } from "#codec";
import type { Calendar } from "#engine/detect";
import type { MarketClock } from "./view.ts";

export class RunningMarketClock {
  readonly #calendar: Calendar;
  readonly #speed: number;
  #newestEpochUs = 0 as EpochUs;
  #seenAtLocalMs = 0;

  /** `speed`: market seconds per second; 0 for max. */
  constructor(calendar: Calendar, speed: number) {
    this.#calendar = calendar;
    this.#speed = speed;
  }

  /**
   * The newest event time that any detector has seen; call often. It steps back when the wheels do,
   * which they do when one wrong future time turns out to have been a mistake.
   */
  observe(newestEpochUs: EpochUs, localMs: number): void {
    if (newestEpochUs === this.#newestEpochUs) return;
    this.#newestEpochUs = newestEpochUs;
    this.#seenAtLocalMs = localMs;
  }

  /** Market time, epoch microseconds; 0 before the first record. */
  epochUs(localMs: number): EpochUs {
    if (this.#newestEpochUs === 0) return 0 as EpochUs;
    return (this.#newestEpochUs + (localMs - this.#seenAtLocalMs) * 1000 * this.#speed) as EpochUs;
  }

  /** False when the holiday table does not know this year; always true before the first record. */
  get isYearCovered(): boolean {
    const year = new Date(this.#newestEpochUs / 1000).getUTCFullYear();
    return this.#newestEpochUs === 0 || this.#calendar.covers(year);
  }

  read(localMs: number): MarketClock {
    const epochUs = (this.epochUs(localMs) || Date.now() * 1000) as EpochUs;
    return { epochUs, ...this.#calendar.describe(epochUs) };
  }
}
