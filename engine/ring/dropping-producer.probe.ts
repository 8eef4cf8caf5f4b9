/** Known answers of dropping-producer.ts: claims that are announced, and are never refused. */
import type { Observe, Probe } from "#schemas";
import { DroppingProducer } from "./dropping-producer.ts";
import {
  duration,
  failureOf,
  LONG_MS,
  newRing,
  published,
  put,
  SLOTS,
  setSequences,
  wordsOf,
} from "./ring-probe-fixture.ts";
import type { RingProducer } from "./ring-producer.ts";

function run(observe: Observe): void {
  observe(
    "constructor",
    "a ring of the other kind",
    failureOf(() => new DroppingProducer(newRing("gate"))),
  );
  for (const first of [0, 0x7fff_fffe]) observeClaims(observe, first);
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 10, 11, 0);
  const producer = new DroppingProducer(buffer);
  put(producer, 1);
  observe("constructor", "continues the claim", published(wordsOf(buffer)));
  put(producer, SLOTS);
  const isShort = duration(() => (producer as RingProducer).waitForRoom(LONG_MS), 0).isShort;
  observe("waitForRoom", "publishes and returns", [isShort, producer.pending]);
}

function observeClaims(observe: Observe, first: number): void {
  const buffer = newRing("drop-oldest", 1, first);
  const words = wordsOf(buffer);
  const producer = new DroppingProducer(buffer);
  for (let i = 0; i < 5; i++) {
    const slot = producer.claim();
    observe("claim", `${i}th from ${first}`, [slot, ...published(words)]);
    producer.commit();
  }
  observe("claim", `a lap and more from ${first}`, put(producer, SLOTS + 4));
  observe("claim", `words after it from ${first}`, published(words));
}

export const droppingProducerProbe: Probe = {
  name: "dropping-producer",
  stage: "ring",
  file: "engine/ring/dropping-producer.ts",
  needs: ["ring-layout", "ring-producer"],
  run,
};
