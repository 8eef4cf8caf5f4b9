/**
 * Event rings -> one stream in order of (record, position within the record). Main thread.
 *
 * Workers own different symbols and run at different speeds, so their events interleave by chance.
 * Each worker says up to which record it is done; an event is taken when every worker is done with its
 * record and with all before it. So the stream, and its digest, do not depend on the number of workers.
 *
 * Invariant: the record_seq of taken events never falls.
 */
import { EVENT_F64, EVENT_RECORD_SEQ_F64, type Slot, type SlotView } from "#codec";
import { GatedConsumer } from "#engine/ring";
import {
  type Control,
  STAGE_EVENT_RING,
  THREAD_DETECTOR_FIRST,
  type ThreadLedger,
} from "#engine/telemetry";

/** Takes one event; false = no room, try again later. */
export type TakeEvent = (view: SlotView, slot: Slot) => boolean;

export class Collector {
  readonly #rings: GatedConsumer[];
  readonly #control: Control;
  readonly #ledger: ThreadLedger;
  /** Per ring: events of the current poll, and how many of them are taken. */
  readonly #ready: Int32Array;
  readonly #taken: Int32Array;

  constructor(eventRings: SharedArrayBuffer[], control: Control, ledger: ThreadLedger) {
    this.#rings = eventRings.map((buffer) => new GatedConsumer(buffer, 0, 4096));
    this.#control = control;
    this.#ledger = ledger;
    this.#ready = new Int32Array(eventRings.length);
    this.#taken = new Int32Array(eventRings.length);
  }

  /** Published by detectors and not yet taken. */
  get waiting(): number {
    return this.#rings.reduce((sum, ring) => sum + ring.lag, 0);
  }

  /** Hands every event that is due to `take`, in order; returns how many it took. */
  collect(take: TakeEvent): number {
    // Watermark first, rings after: an event of a done record is then certainly visible.
    const watermarkSeq = this.#watermarkSeq();
    this.#ready.fill(-1);
    let total = 0;
    for (;;) {
      const next = this.#earliest(watermarkSeq);
      if (next < 0) break;
      const ring = this.#rings[next]!;
      if (!take(ring.view, ring.slotOf(this.#taken[next]!))) break;
      this.#taken[next]! += 1;
      total += 1;
    }
    for (let i = 0; i < this.#rings.length; i++) this.#release(i);
    this.#ledger.leave(STAGE_EVENT_RING, total);
    this.#ledger.produce(STAGE_EVENT_RING, total);
    return total;
  }

  /** The ring whose next event is the earliest one below the watermark; -1 when none is due. */
  #earliest(watermarkSeq: number): number {
    let best = -1;
    let bestSeq = watermarkSeq;
    for (let i = 0; i < this.#rings.length; i++) {
      if (this.#ready[i]! <= this.#taken[i]!) this.#poll(i);
      if (this.#ready[i]! === 0) continue;
      const ring = this.#rings[i]!;
      const slot = ring.slotOf(this.#taken[i]!);
      const seq = ring.view.f64[slot * EVENT_F64 + EVENT_RECORD_SEQ_F64]!;
      if (seq < bestSeq) {
        bestSeq = seq;
        best = i;
      }
    }
    return best;
  }

  #poll(i: number): void {
    if (this.#ready[i] === 0) return; // found empty in this round: later events are not due yet
    if (this.#ready[i]! > 0) this.#release(i);
    this.#ready[i] = this.#rings[i]!.poll();
    this.#taken[i] = 0;
  }

  #release(i: number): void {
    if (this.#taken[i]! > 0) this.#rings[i]!.advance(this.#taken[i]!);
    this.#taken[i] = 0;
  }

  #watermarkSeq(): number {
    let seq = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#rings.length; i++) {
      seq = Math.min(seq, this.#control.doneRecordSeq(THREAD_DETECTOR_FIRST + i));
    }
    return seq;
  }
}
