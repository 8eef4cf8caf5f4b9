/** Known answers of dropping-producer.ts: claims that are announced, and are never refused. */
import { type Observe, of } from "#schemas";
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
} from "./ring-cases-fixture.ts";
import type { RingProducer } from "./ring-producer.ts";

export default function run(observe: Observe): void {
  observe(
    of(DroppingProducer, "constructor"),
    "a ring of the other kind",
    failureOf(() => new DroppingProducer(newRing("gate"))),
    'Error: Invariant: the overrun of this ring is "drop-oldest", was "gate"',
  );
  for (const first of [0, 0x7fff_fffe]) observeClaims(observe, first);
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 10, 11, 0);
  const producer = new DroppingProducer(buffer);
  put(producer, 1);
  observe(
    of(DroppingProducer, "constructor"),
    "continues the claim",
    published(wordsOf(buffer)),
    [10, 11, 0],
  );
  put(producer, SLOTS);
  const isShort = duration(() => (producer as RingProducer).waitForRoom(LONG_MS), 0).isShort;
  observe(
    of(DroppingProducer, "waitForRoom"),
    "publishes and returns",
    [isShort, producer.pending],
    [true, 0],
  );
}

function observeClaims(observe: Observe, first: number): void {
  const buffer = newRing("drop-oldest", 1, first);
  const words = wordsOf(buffer);
  const producer = new DroppingProducer(buffer);
  for (let i = 0; i < 5; i++) {
    const slot = producer.claim();
    observe(of(DroppingProducer, "claim"), `${i}th from ${first}`, [slot, ...published(words)]);
    producer.commit();
  }
  observe(of(DroppingProducer, "claim"), `a lap and more from ${first}`, put(producer, SLOTS + 4));
  observe(of(DroppingProducer, "claim"), `words after it from ${first}`, published(words));
}
