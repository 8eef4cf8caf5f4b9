/** Known answers of ring-producer.ts: claims, publication, room, and a successor's start. */
import type { Observe, Probe } from "#schemas";
import {
  CLAIM_I32,
  cursorI32,
  MARK_I32,
  PRODUCER_WAITS_I32,
  ROOM_I32,
  TAIL_I32,
  WAITING_MASK_I32,
  WANTED_I32,
} from "./ring-layout.ts";
import {
  duration,
  failureOf,
  LONG_MS,
  newRing,
  SLOTS,
  setSequences,
  wakes,
  wordsOf,
} from "./ring-probe-fixture.ts";
import { RING_FULL, RingProducer } from "./ring-producer.ts";

function put(producer: RingProducer, count: number): number[] {
  return Array.from({ length: count }, () => {
    const slot = producer.claim();
    if (slot !== RING_FULL) producer.commit();
    return slot;
  });
}

/** tail, claim, mark. */
function published(words: Int32Array): (number | undefined)[] {
  return [words[TAIL_I32], words[CLAIM_I32], words[MARK_I32]];
}

async function run(observe: Observe): Promise<void> {
  observe("RING_FULL", "value", RING_FULL);
  observePublication(observe);
  observeGatedClaims(observe);
  observeDroppingClaims(observe);
  observeConstruction(observe);
  observeSlowest(observe);
  await observeWakeUp(observe);
  observeRoom(observe);
  const buffer = newRing("gate");
  const producer = new RingProducer(buffer);
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
    const producer = new RingProducer(buffer);
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
    words[TAIL_I32] = cursors[0]!;
    const producer = new RingProducer(buffer);
    const room = put(producer, SLOTS + 8).filter((slot) => slot !== RING_FULL).length;
    observe("#slowestCursor", `room behind cursors ${cursors}`, room);
  }
}

function observeGatedClaims(observe: Observe): void {
  for (const first of [0, 0x7fff_fff8, -8]) {
    const buffer = newRing("gate", 1, first);
    const words = wordsOf(buffer);
    const producer = new RingProducer(buffer);
    observe("claim", `again before commit, from ${first}`, [producer.claim(), producer.claim()]);
    producer.commit();
    observe("commit", `next, from ${first}`, producer.nextSeq);
    observe("claim", `slots to full, from ${first}`, put(producer, SLOTS + 1));
    words[cursorI32(0)] = (first + 3) | 0;
    observe("claim", `after a reader moved, from ${first}`, put(producer, 4));
    words[cursorI32(0)] = (first + 4) | 0;
    observe("claim", `one more, from ${first}`, put(producer, 2));
    observe("claim", `publishes nothing, from ${first}`, published(words));
  }
}

function observeDroppingClaims(observe: Observe): void {
  for (const first of [0, 0x7fff_fffe]) {
    const buffer = newRing("drop-oldest", 1, first);
    const words = wordsOf(buffer);
    const producer = new RingProducer(buffer);
    for (let i = 0; i < 5; i++) {
      const slot = producer.claim();
      observe("claim", `drop-oldest, ${i}th from ${first}`, [slot, ...published(words)]);
      producer.commit();
    }
    observe("claim", `drop-oldest, a lap and more from ${first}`, put(producer, SLOTS + 4));
    observe("claim", `drop-oldest, words after it from ${first}`, published(words));
  }
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 10, 11, 0);
  const producer = new RingProducer(buffer);
  put(producer, 1);
  observe("constructor", "continues the claim", published(wordsOf(buffer)));
}

function observePublication(observe: Observe): void {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const producer = new RingProducer(buffer);
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
}

async function observeWakeUp(observe: Observe): Promise<void> {
  const buffer = newRing("gate", 3);
  const words = wordsOf(buffer);
  const producer = new RingProducer(buffer);
  for (const mask of [1, 4]) {
    words[WAITING_MASK_I32] = mask;
    put(producer, 1);
    const isAwake = await wakes(words, TAIL_I32, () => producer.flush());
    observe("flush", `wakes readers ${mask}`, isAwake);
  }
}

function observeRoom(observe: Observe): void {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const producer = new RingProducer(buffer);
  put(producer, SLOTS - 1);
  const withRoom = duration(() => producer.waitForRoom(LONG_MS), 0);
  observe("waitForRoom", "returns at once while there is room", withRoom.isShort);
  observe("waitForRoom", "publishes", published(words));
  observe("waitForRoom", "waits no more", words[PRODUCER_WAITS_I32]);
  put(producer, 1);
  observe("waitForRoom", "sleeps when full", duration(() => producer.waitForRoom(4), 2).isLong);
  observe("waitForRoom", "waits no more after a sleep", words[PRODUCER_WAITS_I32]);
  observe("waitForRoom", "wants a quarter of the ring", words[WANTED_I32]);
  words[cursorI32(0)] = 1;
  const moved = duration(() => producer.waitForRoom(LONG_MS), 0);
  observe("waitForRoom", "looks at the cursors", moved.isShort);
  observe("waitForRoom", "touches no room word", words[ROOM_I32]);
  observe("waitForRoom", "leaves room", put(producer, 2));
}

export const ringProducerProbe: Probe = {
  name: "ring-producer",
  stage: "ring",
  file: "engine/ring/ring-producer.ts",
  needs: ["ring-layout"],
  run,
};
