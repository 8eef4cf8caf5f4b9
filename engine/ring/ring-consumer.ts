/**
 * One reading side of a ring. Every consumer sees every record; one thread per consumer.
 *
 * gate: records are read where they lie; the producer cannot reuse a slot before advance().
 * drop-oldest: the producer never waits, so poll() copies a batch out and then looks whether the
 * producer has begun to overwrite it meanwhile; what was overwritten is skipped and counted.
 */
import { privateSlots, type SlotView } from "#codec";
import {
  assertRingInvariants,
  CLAIM_I32,
  cursorI32,
  IN_WORK_OFFSET,
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

export class RingConsumer {
  /** Where the records of the last poll lie: the ring itself (gate) or a private copy. */
  readonly view: SlotView;
  readonly memory: RingMemory;
  readonly batchMax: number;
  readonly #words: Int32Array;
  readonly #mask: number;
  readonly #isGated: boolean;
  readonly #cursorAt: number;
  readonly #bit: number;
  #cursorSeq: number;
  /** The tail as last seen; it only grows, so a stale copy errs towards "empty" and is refreshed then. */
  #tailSeq: number;
  /** Sequence of the first record of the last poll. */
  #batchSeq = 0;
  #lapped = 0;

  /**
   * Attaches as consumer `index`. A successor continues after the last record that its predecessor
   * finished; `wasInWork` says whether the predecessor ended inside a record.
   */
  constructor(buffer: SharedArrayBuffer, index: number, batchMax = 256) {
    this.memory = openRing(buffer);
    if (!(index >= 0 && index < this.memory.consumers)) {
      throw new Error(`Invariant: consumer index < ${this.memory.consumers}, was ${index}`);
    }
    this.#words = this.memory.words;
    this.#mask = this.memory.slots - 1;
    this.#isGated = this.memory.overrun === "gate";
    this.batchMax = Math.min(batchMax, this.memory.slots >> 1);
    this.view = this.#isGated
      ? this.memory.view
      : privateSlots(this.batchMax, this.memory.slotBytes);
    this.#cursorAt = cursorI32(index);
    this.#bit = 1 << index;
    this.#cursorSeq = Atomics.load(this.#words, this.#cursorAt);
    this.#tailSeq = this.#cursorSeq;
    Atomics.and(this.#words, WAITING_MASK_I32, ~this.#bit);
  }

  /** True when the previous owner of this cursor ended inside a record. */
  get wasInWork(): boolean {
    return this.#words[this.#cursorAt + IN_WORK_OFFSET] === 1;
  }

  /**
   * After a predecessor's end: moves behind what it finished, and behind the record it died in.
   * Returns the number of sequences that were finished before, the fatal one not included.
   */
  recover(): number {
    const finished = (this.#words[this.#cursorAt + PROGRESS_OFFSET]! - this.#cursorSeq) | 0;
    const skip = finished + (this.wasInWork ? 1 : 0);
    this.#words[this.#cursorAt + IN_WORK_OFFSET] = 0;
    this.#words[this.#cursorAt + PROGRESS_OFFSET] = (this.#cursorSeq + skip) | 0;
    this.#publishCursor((this.#cursorSeq + skip) | 0);
    return finished;
  }

  /** The slot in ring memory of the last record that the predecessor finished or died in. */
  get lastTouchedSlot(): number {
    const done = this.#words[this.#cursorAt + PROGRESS_OFFSET]! + (this.wasInWork ? 1 : 0);
    return (done - 1) & this.#mask;
  }

  /** Records that were overwritten before this consumer read them (drop-oldest only). */
  get lapped(): number {
    return this.#lapped;
  }

  /** Published and not yet passed. */
  get lag(): number {
    return (Atomics.load(this.#words, TAIL_I32) - this.#cursorSeq) | 0;
  }

  /**
   * How many records are ready, at most batchMax; read record i at slotOf(i) of `view`, then advance.
   * @hot no allocation, no throw; one atomic load per batch.
   */
  poll(): number {
    let ready = (this.#tailSeq - this.#cursorSeq) | 0;
    if (ready < this.batchMax) {
      // OBSERVE tailSeq; pairs with PUBLISH in RingProducer.flush.
      this.#tailSeq = Atomics.load(this.#words, TAIL_I32);
      ready = (this.#tailSeq - this.#cursorSeq) | 0;
    }
    if (ready === 0) return 0;
    if (!this.#isGated) return this.#pollCopy();
    this.#batchSeq = this.#cursorSeq;
    return Math.min(ready, this.batchMax);
  }

  /** The slot in `view` of the i-th record of the last poll. @hot */
  slotOf(i: number): number {
    return this.#isGated ? (this.#batchSeq + i) & this.#mask : i;
  }

  /** A record of the batch begins: should this thread end now, the record is named as lost. @hot */
  begin(): void {
    this.#words[this.#cursorAt + IN_WORK_OFFSET] = 1;
  }

  /** The record is finished. @hot */
  finish(): void {
    const at = this.#cursorAt;
    this.#words[at + PROGRESS_OFFSET] = (this.#words[at + PROGRESS_OFFSET]! + 1) | 0;
    this.#words[at + IN_WORK_OFFSET] = 0;
  }

  /** Passes `count` records of the last poll: their slots may be reused. */
  advance(count: number): void {
    this.#publishCursor((this.#cursorSeq + count) | 0);
  }

  /**
   * Waits until something is published: spins, then sleeps, at most `timeoutMs`.
   * No lost wake-up: Atomics.wait compares tailSeq with the cursor while it goes to sleep.
   */
  wait(timeoutMs: number): void {
    for (let i = 0; i < SPINS; i++) {
      if (Atomics.load(this.#words, TAIL_I32) !== this.#cursorSeq) return;
      Atomics.pause();
    }
    Atomics.or(this.#words, WAITING_MASK_I32, this.#bit);
    Atomics.wait(this.#words, TAIL_I32, this.#cursorSeq, timeoutMs);
    Atomics.and(this.#words, WAITING_MASK_I32, ~this.#bit);
  }

  assertInvariants(): void {
    assertRingInvariants(this.memory);
  }

  #publishCursor(seq: number): void {
    this.#cursorSeq = seq;
    this.#words[this.#cursorAt + PROGRESS_OFFSET] = seq;
    // PUBLISH cursorSeq; pairs with OBSERVE in RingProducer.claim and .waitForRoom.
    Atomics.store(this.#words, this.#cursorAt, seq);
    // OBSERVE producerWaits; pairs with PUBLISH wantedSeq in RingProducer.waitForRoom.
    if (Atomics.load(this.#words, PRODUCER_WAITS_I32) === 0) return;
    if (((seq - this.#words[WANTED_I32]!) | 0) >= 0) {
      Atomics.add(this.#words, ROOM_I32, 1);
      Atomics.notify(this.#words, ROOM_I32);
    }
  }

  /** drop-oldest: copy first, then ask whether the copy was still whole. */
  #pollCopy(): number {
    for (;;) {
      this.#skipOverwritten();
      const ready = (this.#tailSeq - this.#cursorSeq) | 0;
      if (ready === 0) return 0;
      const count = Math.min(ready, this.batchMax);
      this.#copy(count);
      // OBSERVE claimSeq after the copy; pairs with PUBLISH in RingProducer.claim: had the producer
      // begun to overwrite a copied slot, claimSeq would be a lap ahead of it.
      const claimSeq = Atomics.load(this.#words, CLAIM_I32);
      if (((claimSeq - this.#cursorSeq) | 0) <= this.memory.slots) {
        this.#batchSeq = this.#cursorSeq;
        return count;
      }
    }
  }

  /** Jumps to a quarter lap after the oldest whole record, so that the copy has a head start. */
  #skipOverwritten(): void {
    const { slots } = this.memory;
    const claimSeq = Atomics.load(this.#words, CLAIM_I32);
    if (((claimSeq - this.#cursorSeq) | 0) <= slots) return;
    this.#tailSeq = Atomics.load(this.#words, TAIL_I32);
    const target = (claimSeq - slots + (slots >> 2)) | 0;
    const skipped = (target - this.#cursorSeq) | 0;
    this.#lapped += skipped;
    this.#publishCursor(target);
  }

  /** Copies as words of 32 bits: a double would be free to change the bits of a NaN on its way. */
  #copy(count: number): void {
    const u32PerSlot = this.memory.slotBytes / 4;
    const from = this.memory.view.u32;
    const to = this.view.u32;
    for (let i = 0; i < count; i++) {
      const at = ((this.#cursorSeq + i) & this.#mask) * u32PerSlot;
      const into = i * u32PerSlot;
      for (let k = 0; k < u32PerSlot; k++) to[into + k] = from[at + k]!;
    }
  }
}
