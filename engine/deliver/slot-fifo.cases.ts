/** Known answers of slot-fifo.ts. */
import { asSlot, EVENT_BYTES, EVENT_U32, privateSlots, type SlotView } from "#codec";
import { type Observe, of } from "#schemas";
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

export default function run(observe: Observe): void {
  const from = source(4);
  const fifo = new SlotFifo(3);
  observe(
    of(SlotFifo, "constructor"),
    "measures",
    [fifo.slotsMax, fifo.view.u8.length, ...counts(fifo)],
    [3, 576, 0, 0],
  );
  observe(of(SlotFifo, "assertInvariants"), "empty", invariantOf(fifo), "kept");
  observe(of(SlotFifo, "pull"), "empty", [fifo.pull(), ...counts(fifo)], [-1, 0, 0]);
  observe(
    of(SlotFifo, "push"),
    "first",
    [fifo.push(from, asSlot(2)), ...counts(fifo)],
    [true, 1, 0],
  );
  observe(of(SlotFifo, "push"), "words of the first", fifo.view.u32.subarray(0, EVENT_U32 + 2));
  observe(
    of(SlotFifo, "push"),
    "to full and over",
    [1, 0, 3].map((slot) => fifo.push(from, asSlot(slot))),
    [true, true, false],
  );
  observe(of(SlotFifo, "push"), "counts when full", counts(fifo), [3, 0]);
  observe(of(SlotFifo, "push"), "words when full", fifo.view.u32);
  observe(of(SlotFifo, "size"), "full", fifo.size, 3);
  observe(of(SlotFifo, "pull"), "two", [fifo.pull(), fifo.pull(), ...counts(fifo)], [0, 1, 3, 2]);
  observe(of(SlotFifo, "size"), "one", fifo.size, 1);
  observe(
    of(SlotFifo, "push"),
    "round the end",
    [3, 2, 1].map((slot) => fifo.push(from, asSlot(slot))),
    [true, true, false],
  );
  observe(of(SlotFifo, "push"), "words round the end", fifo.view.u32);
  observe(of(SlotFifo, "assertInvariants"), "half full", invariantOf(fifo), "kept");
  observe(
    of(SlotFifo, "pull"),
    "the rest",
    [fifo.pull(), fifo.pull(), fifo.pull(), fifo.pull()],
    [2, 0, 1, -1],
  );
  fifo.pushedSeq += 1;
  observe(
    of(SlotFifo, "assertInvariants"),
    "a sequence without a slot",
    invariantOf(fifo),
    "Invariant: slots follow sequences, was head=2",
  );
  fifo.pushedSeq += 3;
  observe(
    of(SlotFifo, "assertInvariants"),
    "more than it holds",
    invariantOf(fifo),
    "Invariant: 0 <= size <= slotsMax, was size=4 slotsMax=3",
  );
  fifo.pushedSeq -= 5;
  observe(
    of(SlotFifo, "assertInvariants"),
    "less than nothing",
    invariantOf(fifo),
    "Invariant: 0 <= size <= slotsMax, was size=-1 slotsMax=3",
  );
  fifo.pushedSeq += 4;
  observe(
    of(SlotFifo, "assertInvariants"),
    "a tail that does not follow",
    invariantOf(fifo),
    "kept",
  );
  fifo.pushedSeq = 6;
  fifo.pulledSeq = 4;
  observe(
    of(SlotFifo, "assertInvariants"),
    "a head that does not follow",
    invariantOf(fifo),
    "Invariant: slots follow sequences, was head=2",
  );
}
