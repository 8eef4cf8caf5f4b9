/** Copies of records, for readers that the producer does not wait for. */
import type { Seq, SlotView } from "#codec";
import type { RingMemory } from "./ring-layout.ts";

/**
 * Copies `count` records from sequence `firstSeq` on into the first slots of `to`. The producer may be
 * overwriting them: the caller asks afterwards whether the copy is whole. Copies as words of 32 bits: a
 * double would be free to change the bits of a NaN on its way. @hot no allocation, no throw.
 */
export function copyRecords(
  { slots, slotBytes, view }: RingMemory,
  firstSeq: Seq,
  count: number,
  to: SlotView,
): void {
  const u32PerSlot = slotBytes / 4;
  const source = view.u32;
  const target = to.u32;
  for (let i = 0; i < count; i++) {
    const at = ((firstSeq + i) & (slots - 1)) * u32PerSlot;
    const into = i * u32PerSlot;
    for (let k = 0; k < u32PerSlot; k++) target[into + k] = source[at + k];
  }
}
