/** A consumer that the producer waits for: records are read where they lie, until advance(). */
import type { Seq, Slot, SlotView } from "#codec";
import { RingConsumer } from "./ring-consumer.ts";
import { TAIL_I32 } from "./ring-layout.ts";

export class GatedConsumer extends RingConsumer {
  /** The ring itself. */
  override readonly view: SlotView;
  /** The producer does not overtake it. */
  override readonly lapped = 0;
  readonly #mask: number;
  /** Sequence of the first record of the last poll. */
  #batchSeq: Seq = 0 as Seq;

  constructor(buffer: SharedArrayBuffer, index: number, batchMax = 256) {
    super(buffer, "gate", index, batchMax);
    this.view = this.memory.view;
    this.#mask = this.memory.slots - 1;
  }

  /** @hot */
  override poll(): number {
    let ready = (this.tailSeq - this.cursorSeq) | 0;
    if (ready < this.batchMax) {
      // OBSERVE tailSeq; pairs with PUBLISH in RingProducer.flush.
      this.tailSeq = Atomics.load(this.words, TAIL_I32) as Seq;
      ready = (this.tailSeq - this.cursorSeq) | 0;
    }
    if (ready === 0) return 0;
    this.#batchSeq = this.cursorSeq;
    return Math.min(ready, this.batchMax);
  }

  /** @hot */
  override slotOf(i: number): Slot {
    return ((this.#batchSeq + i) & this.#mask) as Slot;
  }
}
