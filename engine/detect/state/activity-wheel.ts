/**
 * Accepted ticks per second of event time over the last 512 seconds, in shared memory: what the edge
 * shows as ticks in 10, 30, 60 and 300 s.
 *
 *   Float64[0] newest event time, epoch us      128 bytes
 *   Float64[512] second number                  one place per second, at second % 512
 *   Float64[512] ticks of that second, and one place that nobody reads
 *
 * Writer: one detector worker; any thread reads. Plain accesses: a reader may see a second that has just
 * begun with the count of the second it replaced, which the next look corrects.
 */

import type { EpochUs } from "#codec";

/** Seconds that a wheel remembers. */
export const ACTIVITY_SECONDS = 512;
const HEADER_F64 = 16;
const SECOND_US = 1_000_000;
/** Turns in a row to seconds before the wheel's reach after which the newest time counts as wrong. */
const STALE_RUN_MAX = 64;

/** Bytes of one worker's wheel. */
export const activityWheelBytes: number = (HEADER_F64 + 2 * ACTIVITY_SECONDS + 1) * 8;

/** Reads a wheel; any thread. */
export class ActivityWheel {
  protected readonly head: Float64Array;
  protected readonly seconds: Float64Array;
  protected readonly counts: Float64Array;

  constructor(buffer: ArrayBufferLike) {
    this.head = new Float64Array(buffer, 0, HEADER_F64);
    this.seconds = new Float64Array(buffer, HEADER_F64 * 8, ACTIVITY_SECONDS);
    this.counts = new Float64Array(
      buffer,
      (HEADER_F64 + ACTIVITY_SECONDS) * 8,
      ACTIVITY_SECONDS + 1,
    );
  }

  /** Newest event time that was counted, epoch microseconds; 0 = none yet. */
  get newestEpochUs(): EpochUs {
    return this.head[0] as EpochUs;
  }

  /**
   * Ticks in the `windowSeconds` (1..512) whole seconds that end with the second of `nowEpochUs`, that
   * one included. Each tick counts once.
   */
  sum(nowEpochUs: number, windowSeconds: number): number {
    const last = Math.floor(nowEpochUs / SECOND_US);
    let total = 0;
    for (let second = last - windowSeconds + 1; second <= last; second++) {
      const at = second & (ACTIVITY_SECONDS - 1);
      if (this.seconds[at] === second) total += this.counts[at];
    }
    return total;
  }
}

/** Counts ticks; the worker that owns the wheel. Continues with what a predecessor counted. */
export class ActivityWheelWriter extends ActivityWheel {
  #startEpochUs = 0;
  #endEpochUs = 0;
  #at = 0;
  #staleRun = 0;

  /** @hot two compares, an increment and the newest time while the second stays the same. */
  count(epochUs: number): void {
    if (!(epochUs >= this.#startEpochUs && epochUs < this.#endEpochUs)) this.#turn(epochUs);
    this.counts[this.#at] += 1;
    if (epochUs > this.head[0]) this.head[0] = epochUs;
  }

  #turn(epochUs: number): void {
    const second = Math.floor(epochUs / SECOND_US);
    this.#startEpochUs = second * SECOND_US;
    this.#endEpochUs = this.#startEpochUs + SECOND_US;
    if (this.#isStale(epochUs)) {
      this.#at = ACTIVITY_SECONDS; // its place belongs to a newer second
      return;
    }
    this.#at = second & (ACTIVITY_SECONDS - 1);
    if (this.seconds[this.#at] === second) return;
    this.counts[this.#at] = 0;
    this.seconds[this.#at] = second;
  }

  /** Older than the wheel reaches. One wrong future time must not stop the clock, hence the run. */
  #isStale(epochUs: number): boolean {
    if (epochUs >= this.head[0] - ACTIVITY_SECONDS * SECOND_US) {
      this.#staleRun = 0;
      return false;
    }
    this.#staleRun += 1;
    if (this.#staleRun <= STALE_RUN_MAX) return true;
    this.head[0] = epochUs;
    return false;
  }
}
