/**
 * When the records of a replay are due: venue time against this thread's clock. Ingest thread.
 *
 * The pace's clock is the newest venue time that was due; it never goes back, so a late print is due at
 * once. One wrong time in the future must not stop a replay for years: a record counts with the earliest
 * plausible time of itself and the next three, since they arrived after it. At the end of a block, where
 * the next three are not in sight yet, a step of more than a minute is not waited for; the first record
 * of the next block waits in its place.
 */
import { RECORD_EXCHANGE_EPOCH_US_F64, RECORD_F64, type Slot, type TapeBlock } from "#codec";
import { TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "#engine/detect";

const LOOKAHEAD_RECORDS = 4;
const UNCONFIRMED_STEP_US_MAX = 60_000_000;

/** 1 = as fast as it happened, N = N times as fast, max = as fast as the engine takes it. */
export type ReplaySpeed = number | "max";

export class TapePace {
  readonly #speed: ReplaySpeed;
  /** Newest venue time that was due; NaN before the first. */
  #clockUs = Number.NaN;
  #startVenueUs = 0;
  #startLocalMs = 0;
  #nextLocalMs = 0;

  /** `speed`: above 0. */
  constructor(speed: ReplaySpeed) {
    if (speed !== "max" && !(speed > 0 && speed < Number.POSITIVE_INFINITY)) {
      throw new Error(`Invariant: a replay's speed is above 0, was ${speed}`);
    }
    this.#speed = speed;
  }

  /** After dueEnd() returned `from`: when that record is due, milliseconds of performance.now(). */
  get nextLocalMs(): number {
    return this.#nextLocalMs;
  }

  /** The end of the records from `from` that are due at `nowLocalMs`, at most `recordsMax` of them. */
  dueEnd(block: TapeBlock, from: number, recordsMax: number, nowLocalMs: number): number {
    const end = Math.min(block.records, from + recordsMax);
    if (this.#speed === "max") return end;
    for (let slot = from as Slot; slot < end; slot++) {
      const venueUs = this.#venueUsOf(block, slot);
      if (Number.isNaN(this.#clockUs) && !Number.isNaN(venueUs)) {
        this.#clockUs = venueUs;
        this.#startVenueUs = venueUs;
        this.#startLocalMs = nowLocalMs;
      }
      if (!(venueUs > this.#clockUs)) continue;
      const sinceStartMs = (venueUs - this.#startVenueUs) / 1000 / this.#speed;
      this.#nextLocalMs = this.#startLocalMs + sinceStartMs;
      if (this.#nextLocalMs > nowLocalMs) return slot;
      this.#clockUs = venueUs;
    }
    return end;
  }

  /** The venue time that a record counts with; NaN when none is plausible. */
  #venueUsOf(block: TapeBlock, slot: Slot): number {
    const end = Math.min(slot + LOOKAHEAD_RECORDS, block.records);
    let earliestUs = Number.NaN;
    for (let i = slot; i < end; i++) {
      const epochUs = block.view.f64[i * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64] ?? Number.NaN;
      const isPlausible = epochUs >= TIME_MIN_EPOCH_US && epochUs < TIME_END_EPOCH_US;
      if (isPlausible && !(epochUs >= earliestUs)) earliestUs = epochUs;
    }
    const isConfirmed = end - slot === LOOKAHEAD_RECORDS;
    if (!isConfirmed && earliestUs - this.#clockUs > UNCONFIRMED_STEP_US_MAX) return this.#clockUs;
    return earliestUs;
  }
}
