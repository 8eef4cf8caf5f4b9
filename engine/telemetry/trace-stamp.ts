/**
 * The time of traced records. A clock call costs more than a stage, so where many records are traced
 * one reading serves the next few; where one in many is, each has its own.
 */
import { nowEpochUs } from "./clock.ts";

/** A reading serves this many records, itself included: less than 5 us at full speed. */
const RECORDS_PER_READING = 16;

export class TraceStamp {
  #recordSeq = Number.NEGATIVE_INFINITY;
  #epochUs = 0;

  /**
   * Now, epoch microseconds of this engine's clock, or when one of the RECORDS_PER_READING - 1 records
   * before `recordSeq` was stamped; never before `notBeforeEpochUs`. @hot no allocation, no throw.
   */
  epochUs(recordSeq: number, notBeforeEpochUs: number): number {
    const age = recordSeq - this.#recordSeq;
    if (age < 0 || age >= RECORDS_PER_READING || this.#epochUs < notBeforeEpochUs) {
      this.#epochUs = nowEpochUs();
      this.#recordSeq = recordSeq;
    }
    return this.#epochUs;
  }
}
