/**
 * Known answers of ring-producer.ts: publication and a successor's start. Asked of a GatedProducer, but
 * without its claim, so that a fault there is not taken for one here.
 */
import { type Observe, of } from "#schemas";
import { GatedProducer } from "./gated-producer.ts";
import {
  failureOf,
  newRing,
  published,
  setSequences,
  wakes,
  wordsOf,
} from "./ring-cases-fixture.ts";
import { MARK_I32, PRODUCER_WAITS_I32, TAIL_I32, WAITING_MASK_I32 } from "./ring-layout.ts";
import { RingProducer } from "./ring-producer.ts";

export default async function run(observe: Observe): Promise<void> {
  observePublication(observe);
  observeConstruction(observe);
  await observeWakeUp(observe);
  const buffer = newRing("gate");
  const producer = new GatedProducer(buffer);
  wordsOf(buffer)[TAIL_I32] = -1;
  observe(
    of(RingProducer, "assertInvariants"),
    "broken",
    failureOf(() => producer.assertInvariants()),
    "Error: Invariant: 0 <= tailSeq - cursorSeq <= 16, was -1, consumer=0",
  );
}

function observeConstruction(observe: Observe): void {
  for (const [tail, mark] of [
    [5, 5],
    [5, 7],
    [5, 3],
    [5, 6],
    [0x7fff_fffe, -0x7fff_ffff],
  ] as const) {
    const buffer = newRing("gate");
    setSequences(buffer, tail, 0, tail);
    wordsOf(buffer)[MARK_I32] = mark;
    wordsOf(buffer)[PRODUCER_WAITS_I32] = 1;
    const producer = new GatedProducer(buffer);
    const { nextSeq, pending } = producer;
    observe(
      of(RingProducer, "constructor"),
      `slots of the ring, mark ${mark}`,
      producer.view === producer.memory.view,
    );
    observe(of(RingProducer, "constructor"), `next and pending, tail ${tail}, mark ${mark}`, [
      nextSeq,
      pending,
    ]);
    observe(
      of(RingProducer, "constructor"),
      `waits no more, mark ${mark}`,
      wordsOf(buffer)[PRODUCER_WAITS_I32],
    );
  }
}

function observePublication(observe: Observe): void {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const producer = new GatedProducer(buffer);
  observe(
    of(RingProducer, "flush"),
    "nothing",
    [producer.flush(), ...published(words)],
    [0, 0, 0, 0],
  );
  for (let i = 0; i < 3; i++) producer.commit();
  observe(of(RingProducer, "nextSeq"), "three", producer.nextSeq, 3);
  observe(of(RingProducer, "pending"), "three", producer.pending, 3);
  producer.mark();
  observe(of(RingProducer, "mark"), "words", published(words), [0, 0, 3]);
  producer.commit();
  observe(of(RingProducer, "flush"), "count", producer.flush(), 4);
  observe(of(RingProducer, "flush"), "words", published(words), [4, 0, 4]);
  observe(
    of(RingProducer, "flush"),
    "leaves nothing pending",
    [producer.pending, producer.flush()],
    [0, 0],
  );
  const near = new GatedProducer(newRing("gate", 1, 0x7fff_ffff));
  near.commit();
  observe(of(RingProducer, "commit"), "wraps", [near.nextSeq, near.pending], [-2147483648, 1]);
}

async function observeWakeUp(observe: Observe): Promise<void> {
  const buffer = newRing("gate", 3);
  const words = wordsOf(buffer);
  const producer = new GatedProducer(buffer);
  for (const mask of [1, 4]) {
    words[WAITING_MASK_I32] = mask;
    producer.commit();
    const isAwake = await wakes(words, TAIL_I32, () => producer.flush());
    observe(of(RingProducer, "flush"), `wakes readers ${mask}`, isAwake);
  }
}
