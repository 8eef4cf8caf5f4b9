/**
 * The producer of a ring that drops the oldest: it never waits, and says which slots are about to
 * change before it changes them, a few at a time.
 *
 * Invariant: 0 <= claimSeq - tailSeq <= claimAhead(slots).
 */
import type { Seq, Slot } from "#codec";
import { CLAIM_I32, claimAhead } from "./ring-layout.ts";
import { RingProducer } from "./ring-producer.ts";

export class DroppingProducer extends RingProducer {
  readonly #claimAhead: number;
  #claimedSeq: Seq;

  constructor(buffer: SharedArrayBuffer) {
    super(buffer, "drop-oldest");
    this.#claimAhead = claimAhead(this.memory.slots);
    this.#claimedSeq = Atomics.load(this.words, CLAIM_I32) as Seq;
  }

  /** The slot to write next; never RING_FULL. @hot */
  override claim(): Slot {
    const next = this.committedSeq;
    if (((next - this.#claimedSeq) | 0) >= 0) {
      // Announce that the slots ahead are about to change before the first byte changes.
      // PUBLISH claimSeq; pairs with OBSERVE claimSeq in DroppingConsumer.poll.
      if (((next - this.publishedSeq) | 0) >= this.#claimAhead) this.flush();
      this.#claimedSeq = ((this.publishedSeq + this.#claimAhead) | 0) as Seq;
      Atomics.store(this.words, CLAIM_I32, this.#claimedSeq);
    }
    return (next & this.mask) as Slot;
  }

  /** There is always room. */
  override waitForRoom(): void {
    this.flush();
  }
}
