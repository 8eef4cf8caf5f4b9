/**
 * The producer of a ring that loses nothing: it does not claim a slot that a consumer has not passed.
 *
 * Invariant: 0 <= tailSeq - cursorSeq(i) <= slots, for every consumer i.
 */
import type { Seq, Slot } from "#codec";
import { cursorI32, PRODUCER_WAITS_I32, ROOM_I32, roomToWake, WANTED_I32 } from "./ring-layout.ts";
import { RING_FULL, RingProducer } from "./ring-producer.ts";

export class GatedProducer extends RingProducer {
  readonly #slots: number;
  /**
   * The slowest cursor as last seen. Cursors only grow, so a stale copy errs towards "full" and is
   * refreshed just then: one look at other threads' cache lines per lap instead of one per record.
   */
  #gateSeq: Seq;

  constructor(buffer: SharedArrayBuffer) {
    super(buffer, "gate");
    this.#slots = this.memory.slots;
    this.#gateSeq = this.#slowestCursor();
  }

  /** @hot */
  override claim(): Slot {
    const next = this.committedSeq;
    if (((next - this.#gateSeq) | 0) >= this.#slots) {
      this.#gateSeq = this.#slowestCursor();
      if (((next - this.#gateSeq) | 0) >= this.#slots) return RING_FULL;
    }
    return (next & this.mask) as Slot;
  }

  /**
   * Sleeps until a quarter of the ring is free, at most `timeoutMs`: a wake-up costs as much as
   * consuming a hundred records, so it must not come with each batch. Publishes first, since sleeping on
   * room that only unpublished records could make would never end. Returns at once when there is room.
   *
   * No lost wake-up: consumers move their cursor and then look at producerWaits; this side sets
   * producerWaits and then looks at the cursors, so one of the two sees the other. A ring that is full
   * holds more records than a quarter, so a consumer that goes on passes wantedSeq.
   */
  override waitForRoom(timeoutMs: number): void {
    this.flush();
    const room = Atomics.load(this.words, ROOM_I32);
    this.words[WANTED_I32] = (this.committedSeq - this.#slots + roomToWake(this.#slots)) | 0;
    // PUBLISH wantedSeq; pairs with OBSERVE producerWaits in RingConsumer.advance.
    Atomics.store(this.words, PRODUCER_WAITS_I32, 1);
    this.#gateSeq = this.#slowestCursor();
    if (((this.committedSeq - this.#gateSeq) | 0) >= this.#slots) {
      Atomics.wait(this.words, ROOM_I32, room, timeoutMs);
    }
    Atomics.store(this.words, PRODUCER_WAITS_I32, 0);
  }

  /** The cursor that is furthest behind. OBSERVE cursorSeq; pairs with PUBLISH in RingConsumer.advance. */
  #slowestCursor(): Seq {
    let slowest = Atomics.load(this.words, cursorI32(0)) as Seq;
    for (let i = 1; i < this.memory.consumers; i++) {
      const cursor = Atomics.load(this.words, cursorI32(i)) as Seq;
      if (((cursor - slowest) | 0) < 0) slowest = cursor;
    }
    return slowest;
  }
}
