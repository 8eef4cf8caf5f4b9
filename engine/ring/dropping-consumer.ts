/**
 * A consumer that the producer does not wait for: poll() copies a batch out and then looks whether the
 * producer has begun to overwrite it meanwhile; what was overwritten is skipped and counted.
 */
import { privateSlots, type Seq, type Slot, type SlotView } from "#codec";
import { RingConsumer } from "./ring-consumer.ts";
import { copyRecords } from "./ring-copy.ts";
import { CLAIM_I32, TAIL_I32 } from "./ring-layout.ts";

export class DroppingConsumer extends RingConsumer {
  /** A private copy, from slot 0 on. */
  override readonly view: SlotView;
  #lapped = 0;

  constructor(buffer: SharedArrayBuffer, index: number, batchMax = 256) {
    super(buffer, "drop-oldest", index, batchMax);
    this.view = privateSlots(this.batchMax, this.memory.slotBytes);
  }

  override get lapped(): number {
    return this.#lapped;
  }

  /** Copies first, then asks whether the copy is whole. @hot */
  override poll(): number {
    if (((this.tailSeq - this.cursorSeq) | 0) < this.batchMax) {
      // OBSERVE tailSeq; pairs with PUBLISH in RingProducer.flush.
      this.tailSeq = Atomics.load(this.words, TAIL_I32) as Seq;
    }
    for (;;) {
      this.#skipOverwritten();
      const ready = (this.tailSeq - this.cursorSeq) | 0;
      if (ready === 0) return 0;
      const count = Math.min(ready, this.batchMax);
      copyRecords(this.memory, this.cursorSeq, count, this.view);
      // OBSERVE claimSeq after the copy; pairs with PUBLISH in DroppingProducer.claim: had the producer
      // begun to overwrite a copied slot, claimSeq would be a lap ahead of it.
      const claimSeq = Atomics.load(this.words, CLAIM_I32);
      if (((claimSeq - this.cursorSeq) | 0) <= this.memory.slots) return count;
    }
  }

  /** @hot */
  override slotOf(i: number): Slot {
    return i as Slot;
  }

  /** Jumps to a quarter lap after the oldest whole record, so that the copy has a head start. */
  #skipOverwritten(): void {
    const { slots } = this.memory;
    const claimSeq = Atomics.load(this.words, CLAIM_I32);
    if (((claimSeq - this.cursorSeq) | 0) <= slots) return;
    this.tailSeq = Atomics.load(this.words, TAIL_I32) as Seq;
    const target = (claimSeq - slots + (slots >> 2)) | 0;
    const skipped = (target - this.cursorSeq) | 0;
    this.#lapped += skipped;
    this.advance(skipped);
  }
}
