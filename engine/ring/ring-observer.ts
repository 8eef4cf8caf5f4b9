/**
 * Looks at a ring from outside, for people: any thread, never a reader that the producer waits for.
 *
 * It writes nothing into the ring. It copies a batch and then asks whether the producer may have begun
 * to overwrite it meanwhile; only a batch that was certainly whole is handed on. What it could not look
 * at in time is passed by and counted: the observer sheds, the ring never waits.
 *
 * When is a copy whole? The producer writes below a bound that grows (all sequences, exclusive):
 *   drop-oldest: claimSeq, which it publishes before it writes;
 *   gate: tailSeq + aheadMax, where the owner of the producer promises to publish at the latest every
 *         aheadMax records, and never above the slowest cursor + slots.
 * A slot holds sequence s as long as no sequence s + slots is written.
 *
 * Invariant: a copy that began at firstSeq is whole if bound - firstSeq <= slots, read after the copy.
 */
import { privateSlots, type Seq, type SlotView } from "#codec";
import { copyRecords } from "./ring-copy.ts";
import { CLAIM_I32, cursorI32, openRing, type RingMemory, TAIL_I32 } from "./ring-layout.ts";

/** A batch that was overwritten this often is given up for now: the producer is much faster. */
const TRIES_MAX = 3;

export class RingObserver {
  /** Copies of the records of the last poll, from slot 0 on. */
  readonly view: SlotView;
  readonly batchMax: number;
  readonly #memory: RingMemory;
  readonly #aheadMax: number;
  /** Next sequence to look at. */
  #seq: Seq;
  #missed = 0;

  /** Begins with what is published next. `aheadMax`: most records that the producer keeps unpublished. */
  constructor(buffer: SharedArrayBuffer, aheadMax: number, batchMax = 256) {
    this.#memory = openRing(buffer);
    this.#aheadMax = aheadMax;
    this.batchMax = Math.min(batchMax, this.#memory.slots >> 1);
    this.view = privateSlots(this.batchMax, this.#memory.slotBytes);
    this.#seq = Atomics.load(this.#memory.words, TAIL_I32) as Seq;
  }

  /** Records that were passed by without a look. */
  get missed(): number {
    return this.#missed;
  }

  /** Published and not looked at. */
  get waiting(): number {
    return (Atomics.load(this.#memory.words, TAIL_I32) - this.#seq) | 0;
  }

  /** Copies the next records, at most batchMax, into the first slots of `view`; returns how many. */
  poll(): number {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const ready = this.waiting;
      if (ready === 0) return 0;
      const count = Math.min(ready, this.batchMax);
      copyRecords(this.#memory, this.#seq, count, this.view);
      // OBSERVE the bound after the copy; pairs with PUBLISH in DroppingProducer.claim and RingProducer.flush.
      if (((this.#boundSeq() - this.#seq) | 0) <= this.#memory.slots) {
        this.#seq = ((this.#seq + count) | 0) as Seq;
        return count;
      }
      this.#passOverwritten();
    }
    return 0;
  }

  /** Passes by everything that is published, and counts it as missed. */
  skip(): void {
    this.#missed += this.waiting;
    this.#seq = ((this.#seq + this.waiting) | 0) as Seq;
  }

  /** Every sequence that the producer may be writing is below. */
  #boundSeq(): number {
    const { words, consumers, slots, overrun } = this.#memory;
    if (overrun === "drop-oldest") return Atomics.load(words, CLAIM_I32);
    let boundSeq = (Atomics.load(words, TAIL_I32) + this.#aheadMax) | 0;
    for (let i = 0; i < consumers; i++) {
      const roomEndSeq = (Atomics.load(words, cursorI32(i)) + slots) | 0;
      if (((roomEndSeq - boundSeq) | 0) < 0) boundSeq = roomEndSeq;
    }
    return boundSeq;
  }

  /** Jumps a quarter lap behind the oldest whole record, so that the next copy has a head start. */
  #passOverwritten(): void {
    const { slots } = this.#memory;
    const ahead = Math.min((this.#boundSeq() - slots + (slots >> 2) - this.#seq) | 0, this.waiting);
    if (ahead <= 0) return;
    this.#seq = ((this.#seq + ahead) | 0) as Seq;
    this.#missed += ahead;
  }
}
