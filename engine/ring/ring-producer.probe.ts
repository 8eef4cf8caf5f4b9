/**
 * Known answers of ring-producer.ts: publication and a successor's start. Asked of a GatedProducer, but
 * without its claim, so that a fault there is not taken for one here.
 */
import type { Observe, Probe } from "#schemas";
import { GatedProducer } from "./gated-producer.ts";
import { MARK_I32, PRODUCER_WAITS_I32, TAIL_I32, WAITING_MASK_I32 } from "./ring-layout.ts";
import {
  failureOf,
  newRing,
  published,
  setSequences,
  wakes,
  wordsOf,
} from "./ring-probe-fixture.ts";
import { RING_FULL } from "./ring-producer.ts";

async function run(observe: Observe): Promise<void> {
  observe("RING_FULL", "value", RING_FULL);
  observePublication(observe);
  observeConstruction(observe);
  await observeWakeUp(observe);
  const buffer = newRing("gate");
  const producer = new GatedProducer(buffer);
  wordsOf(buffer)[TAIL_I32] = -1;
  observe(
    "assertInvariants",
    "broken",
    failureOf(() => producer.assertInvariants()),
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
      "constructor",
      `slots of the ring, mark ${mark}`,
      producer.view === producer.memory.view,
    );
    observe("constructor", `next and pending, tail ${tail}, mark ${mark}`, [nextSeq, pending]);
    observe("constructor", `waits no more, mark ${mark}`, wordsOf(buffer)[PRODUCER_WAITS_I32]);
  }
}

function observePublication(observe: Observe): void {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const producer = new GatedProducer(buffer);
  observe("flush", "nothing", [producer.flush(), ...published(words)]);
  for (let i = 0; i < 3; i++) producer.commit();
  observe("nextSeq", "three", producer.nextSeq);
  observe("pending", "three", producer.pending);
  producer.mark();
  observe("mark", "words", published(words));
  producer.commit();
  observe("flush", "count", producer.flush());
  observe("flush", "words", published(words));
  observe("flush", "leaves nothing pending", [producer.pending, producer.flush()]);
  const near = new GatedProducer(newRing("gate", 1, 0x7fff_ffff));
  near.commit();
  observe("commit", "wraps", [near.nextSeq, near.pending]);
}

async function observeWakeUp(observe: Observe): Promise<void> {
  const buffer = newRing("gate", 3);
  const words = wordsOf(buffer);
  const producer = new GatedProducer(buffer);
  for (const mask of [1, 4]) {
    words[WAITING_MASK_I32] = mask;
    producer.commit();
    const isAwake = await wakes(words, TAIL_I32, () => producer.flush());
    observe("flush", `wakes readers ${mask}`, isAwake);
  }
}

export const ringProducerProbe: Probe = {
  name: "ring-producer",
  stage: "ring",
  file: "engine/ring/ring-producer.ts",
  needs: ["ring-layout"],
  run,
};
