/** Known answers of slot-fifo.ts. */
import { asSlot, EVENT_BYTES, EVENT_U32, privateSlots, type SlotView } from "#codec";
import type { Observe, Probe } from "#schemas";
import { SlotFifo } from "./slot-fifo.ts";

/** Slots whose words are all different; some spell a NaN that is not the usual one. */
function source(slots: number): SlotView {
  const view = privateSlots(slots, EVENT_BYTES);
  for (let i = 0; i < view.u32.length; i++) view.u32[i] = 0x7ff4_0000 + i;
  return view;
}

function counts(fifo: SlotFifo): number[] {
  return [fifo.pushedSeq, fifo.pulledSeq];
}

function invariantOf(fifo: SlotFifo): string {
  try {
    fifo.assertInvariants();
    return "kept";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function run(observe: Observe): void {
  const from = source(4);
  const fifo = new SlotFifo(3);
  observe("constructor", "measures", [fifo.slotsMax, fifo.view.u8.length, ...counts(fifo)]);
  observe("assertInvariants", "empty", invariantOf(fifo));
  observe("pull", "empty", [fifo.pull(), ...counts(fifo)]);
  observe("push", "first", [fifo.push(from, asSlot(2)), ...counts(fifo)]);
  observe("push", "words of the first", fifo.view.u32.subarray(0, EVENT_U32 + 2));
  observe(
    "push",
    "to full and over",
    [1, 0, 3].map((slot) => fifo.push(from, asSlot(slot))),
  );
  observe("push", "counts when full", counts(fifo));
  observe("push", "words when full", fifo.view.u32);
  observe("size", "full", fifo.size);
  observe("pull", "two", [fifo.pull(), fifo.pull(), ...counts(fifo)]);
  observe("size", "one", fifo.size);
  observe(
    "push",
    "round the end",
    [3, 2, 1].map((slot) => fifo.push(from, asSlot(slot))),
  );
  observe("push", "words round the end", fifo.view.u32);
  observe("assertInvariants", "half full", invariantOf(fifo));
  observe("pull", "the rest", [fifo.pull(), fifo.pull(), fifo.pull(), fifo.pull()]);
  fifo.pushedSeq += 1;
  observe("assertInvariants", "a sequence without a slot", invariantOf(fifo));
  fifo.pushedSeq += 3;
  observe("assertInvariants", "more than it holds", invariantOf(fifo));
  fifo.pushedSeq -= 5;
  observe("assertInvariants", "less than nothing", invariantOf(fifo));
  fifo.pushedSeq += 4;
  observe("assertInvariants", "a tail that does not follow", invariantOf(fifo));
  fifo.pushedSeq = 6;
  fifo.pulledSeq = 4;
  observe("assertInvariants", "a head that does not follow", invariantOf(fifo));
}

export const slotFifoProbe: Probe = {
  name: "slot-fifo",
  stage: "queue",
  file: "engine/queue/slot-fifo.ts",
  needs: [],
  run,
};
