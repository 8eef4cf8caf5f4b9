/** Type tests of the ring: each line under `@ts-expect-error` must not compile; `tsc -b` checks it. */
import { expect, test } from "bun:test";
import { asSlot, privateSlots, type Seq, type Slot } from "#codec";
import { DroppingConsumer } from "./dropping-consumer.ts";
import { GatedConsumer } from "./gated-consumer.ts";
import { GatedProducer } from "./gated-producer.ts";
import { copyRecords } from "./ring-copy.ts";
import { createRing } from "./ring-layout.ts";

const SLOT_BYTES = 64;
const geometry = { slots: 16, slotBytes: SLOT_BYTES, consumers: 1 };

test("slots and sequences of a ring cannot be swapped", () => {
  const buffer = createRing({ ...geometry, overrun: "gate" });
  const producer = new GatedProducer(buffer);
  const slot: Slot = producer.claim();
  const nextSeq: Seq = producer.nextSeq;
  // @ts-expect-error a slot is no sequence
  const wrongSeq: Seq = producer.claim();
  // @ts-expect-error a sequence is no slot
  const wrongSlot: Slot = producer.nextSeq;
  expect([wrongSeq, wrongSlot] as number[]).toEqual([slot, nextSeq]);
  const to = privateSlots(1, SLOT_BYTES);
  copyRecords(producer.memory, nextSeq, 1, to);
  // @ts-expect-error a copy begins at a sequence
  copyRecords(producer.memory, slot, 1, to);
  // @ts-expect-error a ring begins at a sequence
  createRing({ ...geometry, overrun: "gate" }, asSlot(1));
});

test("a dropping consumer does not stand in for a gated one", () => {
  const gated = new GatedConsumer(createRing({ ...geometry, overrun: "gate" }), 0);
  // @ts-expect-error its records may have been overwritten
  const wrong: GatedConsumer = new DroppingConsumer(
    createRing({ ...geometry, overrun: "drop-oldest" }),
    0,
  );
  expect([gated.lapped, wrong.lapped]).toEqual([0, 0]);
});
