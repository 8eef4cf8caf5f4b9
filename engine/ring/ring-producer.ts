/**
 * The writing side of a ring. One producer per ring (single-writer principle), one thread.
 *
 * Protocol: claim a slot, write it with plain stores, commit, and flush once per batch.
 * flush is the PUBLISH of everything committed; it pairs with OBSERVE tailSeq in the consumers' poll.
 *
 * What differs between the two kinds of ring is claim: GatedProducer waits for its consumers,
 * DroppingProducer warns them. A thread uses one of the two, so that its calls stay monomorphic.
 */
import type { Seq, Slot, SlotView } from "#codec";
import {
  assertRingInvariants,
  MARK_I32,
  type Overrun,
  openRing,
  PRODUCER_WAITS_I32,
  type RingMemory,
  TAIL_I32,
  WAITING_MASK_I32,
} from "./ring-layout.ts";

/** No slot is free: the slowest consumer is a whole ring behind (gate only). */
export const RING_FULL: Slot = -1 as Slot;

export abstract class RingProducer {
  readonly view: SlotView;
  readonly memory: RingMemory;
  protected readonly words: Int32Array;
  protected readonly mask: number;
  /** Sequence of the next slot to commit. */
  protected committedSeq: Seq;
  /** Readers may read below. */
  protected publishedSeq: Seq;

  /** Attaches; a replaced producer continues after the last whole record of its predecessor. */
  constructor(buffer: SharedArrayBuffer, overrun: Overrun) {
    this.memory = openRing(buffer, overrun);
    this.view = this.memory.view;
    this.words = this.memory.words;
    this.mask = this.memory.slots - 1;
    this.publishedSeq = Atomics.load(this.words, TAIL_I32) as Seq;
    const markSeq = this.words[MARK_I32] as Seq;
    this.committedSeq = ((markSeq - this.publishedSeq) | 0) > 0 ? markSeq : this.publishedSeq;
    Atomics.store(this.words, PRODUCER_WAITS_I32, 0);
  }

  /** The slot to write next, or RING_FULL. @hot no allocation, no throw, 1-2 ns while not full. */
  abstract claim(): Slot;

  /** Publishes, and returns when there is room to claim, or after `timeoutMs`. */
  abstract waitForRoom(timeoutMs: number): void;

  /** The claimed slot is written. @hot */
  commit(): void {
    this.committedSeq = ((this.committedSeq + 1) | 0) as Seq;
  }

  /** Everything committed so far belongs to whole records: a successor may publish it. @hot */
  mark(): void {
    this.words[MARK_I32] = this.committedSeq;
  }

  /** Publishes what is committed; returns how many records that were. */
  flush(): number {
    const count = (this.committedSeq - this.publishedSeq) | 0;
    if (count === 0) return 0;
    this.publishedSeq = this.committedSeq;
    this.words[MARK_I32] = this.committedSeq;
    // PUBLISH tailSeq; pairs with OBSERVE tailSeq in the consumers' poll and RingConsumer.wait.
    Atomics.store(this.words, TAIL_I32, this.committedSeq);
    if (Atomics.load(this.words, WAITING_MASK_I32) !== 0) Atomics.notify(this.words, TAIL_I32);
    return count;
  }

  /** Sequence of the next slot to commit. */
  get nextSeq(): Seq {
    return this.committedSeq;
  }

  /** Committed and not yet published. */
  get pending(): number {
    return (this.committedSeq - this.publishedSeq) | 0;
  }

  assertInvariants(): void {
    assertRingInvariants(this.memory);
  }
}
