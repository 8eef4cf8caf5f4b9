/**
 * One reading side of a ring. Every consumer sees every record; one thread per consumer.
 *
 * What differs between the two kinds of ring is where a batch is read: GatedConsumer reads it in the
 * ring, DroppingConsumer in a copy. A thread uses one of the two, so that its calls stay monomorphic.
 */
import type { Seq, Slot, SlotView } from "#codec";
import {
  assertRingInvariants,
  cursorI32,
  IN_WORK_OFFSET,
  type Overrun,
  openRing,
  PRODUCER_WAITS_I32,
  PROGRESS_OFFSET,
  type RingMemory,
  ROOM_I32,
  TAIL_I32,
  WAITING_MASK_I32,
  WANTED_I32,
} from "./ring-layout.ts";

/** Looks at the tail this often before sleeping: about 5 us, less than a sleep and wake-up costs. */
const SPINS = 40;

export abstract class RingConsumer {
  readonly memory: RingMemory;
  readonly batchMax: number;
  protected readonly words: Int32Array;
  protected cursorSeq: Seq;
  /** The tail as last seen; it only grows, so a stale copy errs towards "empty" and is refreshed then. */
  protected tailSeq: Seq;
  readonly #cursorAt: number;
  readonly #bit: number;

  /**
   * Attaches as consumer `index`. A successor continues after the last record that its predecessor
   * finished; `wasInWork` says whether the predecessor ended inside a record.
   */
  constructor(buffer: SharedArrayBuffer, overrun: Overrun, index: number, batchMax: number) {
    this.memory = openRing(buffer, overrun);
    if (!(index >= 0 && index < this.memory.consumers)) {
      throw new Error(`Invariant: consumer index < ${this.memory.consumers}, was ${index}`);
    }
    this.words = this.memory.words;
    this.batchMax = Math.min(batchMax, this.memory.slots >> 1);
    this.#cursorAt = cursorI32(index);
    this.#bit = 1 << index;
    this.cursorSeq = Atomics.load(this.words, this.#cursorAt) as Seq;
    this.tailSeq = this.cursorSeq;
    Atomics.and(this.words, WAITING_MASK_I32, ~this.#bit);
  }

  /** Where the records of the last poll lie. */
  abstract readonly view: SlotView;

  /** Records that were overwritten before this consumer read them; 0 where the producer waits. */
  abstract readonly lapped: number;

  /**
   * How many records are ready, at most batchMax; read record i at slotOf(i) of `view`, then advance.
   * @hot no allocation, no throw; one atomic load per batch.
   */
  abstract poll(): number;

  /** The slot in `view` of the i-th record of the last poll. @hot */
  abstract slotOf(i: number): Slot;

  /** True when the previous owner of this cursor ended inside a record. */
  get wasInWork(): boolean {
    return this.words[this.#cursorAt + IN_WORK_OFFSET] === 1;
  }

  /**
   * After a predecessor's end: moves behind what it finished, and behind the record it died in.
   * Returns the number of sequences that were finished before, the fatal one not included.
   */
  recover(): number {
    const finished = (this.words[this.#cursorAt + PROGRESS_OFFSET] - this.cursorSeq) | 0;
    const skip = finished + (this.wasInWork ? 1 : 0);
    this.words[this.#cursorAt + IN_WORK_OFFSET] = 0;
    this.words[this.#cursorAt + PROGRESS_OFFSET] = (this.cursorSeq + skip) | 0;
    this.advance(skip);
    return finished;
  }

  /** The slot in ring memory of the last record that the predecessor finished or died in. */
  get lastTouchedSlot(): Slot {
    const done = this.words[this.#cursorAt + PROGRESS_OFFSET] + (this.wasInWork ? 1 : 0);
    return ((done - 1) & (this.memory.slots - 1)) as Slot;
  }

  /** Published and not yet passed. */
  get lag(): number {
    return (Atomics.load(this.words, TAIL_I32) - this.cursorSeq) | 0;
  }

  /** A record of the batch begins: should this thread end now, the record is named as lost. @hot */
  begin(): void {
    this.words[this.#cursorAt + IN_WORK_OFFSET] = 1;
  }

  /** The record is finished. @hot */
  finish(): void {
    const at = this.#cursorAt;
    this.words[at + PROGRESS_OFFSET] = (this.words[at + PROGRESS_OFFSET] + 1) | 0;
    this.words[at + IN_WORK_OFFSET] = 0;
  }

  /** Passes `count` records: their slots may be reused. */
  advance(count: number): void {
    const seq = ((this.cursorSeq + count) | 0) as Seq;
    this.cursorSeq = seq;
    this.words[this.#cursorAt + PROGRESS_OFFSET] = seq;
    // PUBLISH cursorSeq; pairs with OBSERVE in GatedProducer.claim and .waitForRoom.
    Atomics.store(this.words, this.#cursorAt, seq);
    // OBSERVE producerWaits; pairs with PUBLISH wantedSeq in GatedProducer.waitForRoom.
    if (Atomics.load(this.words, PRODUCER_WAITS_I32) === 0) return;
    if (((seq - this.words[WANTED_I32]) | 0) >= 0) {
      Atomics.add(this.words, ROOM_I32, 1);
      Atomics.notify(this.words, ROOM_I32);
    }
  }

  /**
   * Waits until something is published: spins, then sleeps, at most `timeoutMs`.
   * No lost wake-up: Atomics.wait compares tailSeq with the cursor while it goes to sleep.
   */
  wait(timeoutMs: number): void {
    for (let i = 0; i < SPINS; i++) {
      if (Atomics.load(this.words, TAIL_I32) !== this.cursorSeq) return;
      Atomics.pause();
    }
    Atomics.or(this.words, WAITING_MASK_I32, this.#bit);
    Atomics.wait(this.words, TAIL_I32, this.cursorSeq, timeoutMs);
    Atomics.and(this.words, WAITING_MASK_I32, ~this.#bit);
  }

  assertInvariants(): void {
    assertRingInvariants(this.memory);
  }
}
