/** Known answers of gated-producer.ts: claims behind the slowest consumer, and sleep until there is room. */
import { type Observe, of } from "#schemas";
import { GatedProducer } from "./gated-producer.ts";
import {
  duration,
  failureOf,
  LONG_MS,
  newRing,
  published,
  put,
  SLOTS,
  wordsOf,
} from "./ring-cases-fixture.ts";
import { cursorI32, PRODUCER_WAITS_I32, ROOM_I32, TAIL_I32, WANTED_I32 } from "./ring-layout.ts";
import { RING_FULL } from "./ring-producer.ts";

export default function run(observe: Observe): void {
  observe(
    of(GatedProducer, "constructor"),
    "a ring of the other kind",
    failureOf(() => new GatedProducer(newRing("drop-oldest"))),
    'Error: Invariant: the overrun of this ring is "gate", was "drop-oldest"',
  );
  observeClaims(observe);
  observeSlowest(observe);
  observeRoom(observe);
}

function observeSlowest(observe: Observe): void {
  for (const cursors of [
    [3, 5, 9],
    [9, 3, 5],
    [9, 5, 3],
    [0x7fff_ffff, -0x7fff_fffe, 0x7fff_fffd],
  ]) {
    const buffer = newRing("gate", 3);
    const words = wordsOf(buffer);
    for (const [i, cursor] of cursors.entries()) words[cursorI32(i)] = cursor;
    words[TAIL_I32] = cursors[0];
    const producer = new GatedProducer(buffer);
    const room = put(producer, SLOTS + 8).filter((slot) => slot !== RING_FULL).length;
    observe("#slowestCursor", `room behind cursors ${cursors}`, room);
  }
}

function observeClaims(observe: Observe): void {
  for (const first of [0, 0x7fff_fff8, -8]) {
    const buffer = newRing("gate", 1, first);
    const words = wordsOf(buffer);
    const producer = new GatedProducer(buffer);
    observe(of(GatedProducer, "claim"), `again before commit, from ${first}`, [
      producer.claim(),
      producer.claim(),
    ]);
    producer.commit();
    observe(of(GatedProducer, "claim"), `slots to full, from ${first}`, put(producer, SLOTS + 1));
    words[cursorI32(0)] = (first + 3) | 0;
    observe(of(GatedProducer, "claim"), `after a reader moved, from ${first}`, put(producer, 4));
    words[cursorI32(0)] = (first + 4) | 0;
    observe(of(GatedProducer, "claim"), `one more, from ${first}`, put(producer, 2));
    observe(of(GatedProducer, "claim"), `publishes nothing, from ${first}`, published(words));
  }
}

function observeRoom(observe: Observe): void {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const producer = new GatedProducer(buffer);
  put(producer, SLOTS - 1);
  const withRoom = duration(() => producer.waitForRoom(LONG_MS), 0);
  observe(
    of(GatedProducer, "waitForRoom"),
    "returns at once while there is room",
    withRoom.isShort,
    true,
  );
  observe(of(GatedProducer, "waitForRoom"), "publishes", published(words), [15, 0, 15]);
  observe(of(GatedProducer, "waitForRoom"), "waits no more", words[PRODUCER_WAITS_I32], 0);
  put(producer, 1);
  observe(
    of(GatedProducer, "waitForRoom"),
    "sleeps when full",
    duration(() => producer.waitForRoom(4), 2).isLong,
    true,
  );
  observe(
    of(GatedProducer, "waitForRoom"),
    "waits no more after a sleep",
    words[PRODUCER_WAITS_I32],
    0,
  );
  observe(of(GatedProducer, "waitForRoom"), "wants a quarter of the ring", words[WANTED_I32], 4);
  words[cursorI32(0)] = 1;
  const moved = duration(() => producer.waitForRoom(LONG_MS), 0);
  observe(of(GatedProducer, "waitForRoom"), "looks at the cursors", moved.isShort, true);
  observe(of(GatedProducer, "waitForRoom"), "touches no room word", words[ROOM_I32], 0);
  observe(of(GatedProducer, "waitForRoom"), "leaves room", put(producer, 2), [0, -1]);
}
