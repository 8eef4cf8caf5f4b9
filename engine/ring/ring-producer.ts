/**
 * The writing side of a ring. One producer per ring (single-writer principle), one thread.
 *
 * Protocol: claim a slot, write it with plain stores, commit, and flush once per batch.
 * flush is the PUBLISH of everything committed; it pairs with OBSERVE tailSeq in RingConsumer.poll.
 */
import type { SlotView } from "#codec";
import {
  assertRingInvariants,
  CLAIM_I32,
  claimAhead,
  cursorI32,
  MARK_I32,
  openRing,
  PRODUCER_WAITS_I32,
  type RingMemory,
  ROOM_I32,
  roomToWake,
  TAIL_I32,
  WAITING_MASK_I32,
  WANTED_I32,
} from "./ring-layout.ts";

/** No slot is free: the slowest consumer is a whole ring behind (gate only). */
export const RING_FULL = -1;

export class RingProducer {
  readonly view: SlotView;
  readonly memory: RingMemory;
  readonly #words: Int32Array;
  readonly #slots: number;
  readonly #mask: number;
  readonly #isGated: boolean;
  readonly #claimAhead: number;
  /** Sequence of the next slot to commit. */
  #nextSeq: number;
  #publishedSeq: number;
  /**
   * The slowest cursor as last seen. Cursors only grow, so a stale copy errs towards "full" and is
   * refreshed just then: one look at other threads' cache lines per lap instead of one per record.
   */
  #gateSeq: number;
  #claimedSeq: number;

  /** Attaches; a replaced producer continues after the last whole record of its predecessor. */
  constructor(buffer: SharedArrayBuffer) {
    this.memory = openRing(buffer);
    this.view = this.memory.view;
    this.#words = this.memory.words;
    this.#slots = this.memory.slots;
    this.#mask = this.#slots - 1;
    this.#isGated = this.memory.overrun === "gate";
    this.#claimAhead = claimAhead(this.#slots);
    this.#publishedSeq = Atomics.load(this.#words, TAIL_I32);
    const markSeq = this.#words[MARK_I32]!;
    this.#nextSeq = ((markSeq - this.#publishedSeq) | 0) > 0 ? markSeq : this.#publishedSeq;
    this.#claimedSeq = Atomics.load(this.#words, CLAIM_I32);
    this.#gateSeq = this.#slowestCursor();
    Atomics.store(this.#words, PRODUCER_WAITS_I32, 0);
  }

  /** The slot to write next, or RING_FULL. @hot no allocation, no throw, 1-2 ns while not full. */
  claim(): number {
    const next = this.#nextSeq;
    if (this.#isGated) {
      if (((next - this.#gateSeq) | 0) >= this.#slots) {
        this.#gateSeq = this.#slowestCursor();
        if (((next - this.#gateSeq) | 0) >= this.#slots) return RING_FULL;
      }
    } else if (((next - this.#claimedSeq) | 0) >= 0) {
      // Say that the slots ahead are about to change before the first byte changes.
      // PUBLISH claimSeq; pairs with OBSERVE claimSeq in RingConsumer.poll.
      if (((next - this.#publishedSeq) | 0) >= this.#claimAhead) this.flush();
      this.#claimedSeq = (this.#publishedSeq + this.#claimAhead) | 0;
      Atomics.store(this.#words, CLAIM_I32, this.#claimedSeq);
    }
    return next & this.#mask;
  }

  /** The claimed slot is written. @hot */
  commit(): void {
    this.#nextSeq = (this.#nextSeq + 1) | 0;
  }

  /** Everything committed so far belongs to whole records: a successor may publish it. @hot */
  mark(): void {
    this.#words[MARK_I32] = this.#nextSeq;
  }

  /** Publishes what is committed; returns how many records that were. */
  flush(): number {
    const count = (this.#nextSeq - this.#publishedSeq) | 0;
    if (count === 0) return 0;
    this.#publishedSeq = this.#nextSeq;
    this.#words[MARK_I32] = this.#nextSeq;
    // PUBLISH tailSeq; pairs with OBSERVE tailSeq in RingConsumer.poll and .wait.
    Atomics.store(this.#words, TAIL_I32, this.#nextSeq);
    if (Atomics.load(this.#words, WAITING_MASK_I32) !== 0) Atomics.notify(this.#words, TAIL_I32);
    return count;
  }

  /** Sequence of the next slot to commit. */
  get nextSeq(): number {
    return this.#nextSeq;
  }

  /** Committed and not yet published. */
  get pending(): number {
    return (this.#nextSeq - this.#publishedSeq) | 0;
  }

  /**
   * Sleeps until a quarter of the ring is free, at most `timeoutMs`: a wake-up costs as
   * much as consuming a hundred records, so it must not come with each batch. Publishes first, since sleeping on
   * room that only unpublished records could make would never end. Returns at once when there is room.
   *
   * No lost wake-up: consumers move their cursor and then look at producerWaits; this side sets
   * producerWaits and then looks at the cursors, so one of the two sees the other. A ring that is full
   * holds more records than a quarter, so a consumer that goes on passes wantedSeq.
   */
  waitForRoom(timeoutMs: number): void {
    this.flush();
    const room = Atomics.load(this.#words, ROOM_I32);
    this.#words[WANTED_I32] = (this.#nextSeq - this.#slots + roomToWake(this.#slots)) | 0;
    // PUBLISH wantedSeq; pairs with OBSERVE producerWaits in RingConsumer.advance.
    Atomics.store(this.#words, PRODUCER_WAITS_I32, 1);
    this.#gateSeq = this.#slowestCursor();
    if (((this.#nextSeq - this.#gateSeq) | 0) >= this.#slots) {
      Atomics.wait(this.#words, ROOM_I32, room, timeoutMs);
    }
    Atomics.store(this.#words, PRODUCER_WAITS_I32, 0);
  }

  assertInvariants(): void {
    assertRingInvariants(this.memory);
  }

  /** The cursor that is furthest behind. OBSERVE cursorSeq; pairs with PUBLISH in RingConsumer.advance. */
  #slowestCursor(): number {
    let slowest = Atomics.load(this.#words, cursorI32(0));
    for (let i = 1; i < this.memory.consumers; i++) {
      const cursor = Atomics.load(this.#words, cursorI32(i));
      if (((cursor - slowest) | 0) < 0) slowest = cursor;
    }
    return slowest;
  }
}
