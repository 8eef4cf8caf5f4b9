/** Known answers of ring-copy.ts: which words are copied where, across every wrap. */
import { asSeq, privateSlots } from "#codec";
import type { Observe } from "#schemas";
import { newRing, SLOT_BYTES, SLOTS } from "./ring-cases-fixture.ts";
import { copyRecords } from "./ring-copy.ts";
import { openRing } from "./ring-layout.ts";

export default function run(observe: Observe): void {
  const memory = openRing(newRing("drop-oldest"));
  const { u32 } = memory.view;
  // Bits of signalling NaNs, which a copy through doubles may change.
  for (let i = 0; i < u32.length; i++) u32[i] = 0x7ff4_0000 + i;
  for (const [firstSeq, count] of [
    [0, 2],
    [SLOTS - 1, 2],
    [0x7fff_ffff, 2],
    [-1, 1],
    [3, 0],
  ] as const) {
    const to = privateSlots(2, SLOT_BYTES);
    copyRecords(memory, asSeq(firstSeq), count, to);
    const words = [...to.u32].map((word) => (word === 0 ? null : word - 0x7ff4_0000));
    observe(copyRecords, `${count} from ${firstSeq}`, words);
  }
}
