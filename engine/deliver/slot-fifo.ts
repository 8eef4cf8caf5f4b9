/**
 * A bounded FIFO of event slots in preallocated memory. One thread.
 *
 * Invariant: 0 <= pushedSeq - pulledSeq <= slotsMax. Both only grow, so the number of entries is
 * their difference and never a gauge that two places could disagree about.
 */
import { EVENT_BYTES, EVENT_U32, privateSlots, type Slot, type SlotView } from "#codec";

export class SlotFifo {
  readonly slotsMax: number;
  readonly view: SlotView;
  /** Events that entered, ever. */
  pushedSeq = 0;
  /** Events that left, ever. */
  pulledSeq = 0;
  #tailSlot = 0;
  #headSlot: Slot = 0 as Slot;

  /** `slotsMax`: events it holds, an integer above 0. */
  constructor(slotsMax: number) {
    this.slotsMax = slotsMax;
    this.view = privateSlots(slotsMax, EVENT_BYTES);
  }

  get size(): number {
    return this.pushedSeq - this.pulledSeq;
  }

  /** Copies the event in; false when full. @hot no allocation, no throw, about 20 ns. */
  push(from: SlotView, slot: Slot): boolean {
    if (this.pushedSeq - this.pulledSeq === this.slotsMax) return false;
    const to = this.view.u32;
    const fromU32 = from.u32;
    let read = slot * EVENT_U32;
    let write = this.#tailSlot * EVENT_U32;
    // As words, not as doubles: a hash whose bits happen to spell NaN would be made canonical.
    for (const end = write + EVENT_U32; write < end; write++, read++) to[write] = fromU32[read]!;
    this.#tailSlot = this.#tailSlot + 1 === this.slotsMax ? 0 : this.#tailSlot + 1;
    this.pushedSeq += 1;
    return true;
  }

  /**
   * Takes the oldest event: its slot in `view`, valid until the next push, or -1 when empty.
   * @hot no allocation, no throw.
   */
  pull(): Slot {
    if (this.pushedSeq === this.pulledSeq) return -1 as Slot;
    const slot = this.#headSlot;
    this.#headSlot = (slot + 1 === this.slotsMax ? 0 : slot + 1) as Slot;
    this.pulledSeq += 1;
    return slot;
  }

  assertInvariants(): void {
    const { size, slotsMax } = this;
    if (!(size >= 0 && size <= slotsMax)) {
      throw new Error(`Invariant: 0 <= size <= slotsMax, was size=${size} slotsMax=${slotsMax}`);
    }
    if (
      this.#headSlot !== this.pulledSeq % slotsMax ||
      this.#tailSlot !== this.pushedSeq % slotsMax
    )
      throw new Error(`Invariant: slots follow sequences, was head=${this.#headSlot}`);
  }
}
