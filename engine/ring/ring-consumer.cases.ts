/**
 * Known answers of ring-consumer.ts: what is passed, recovery, sleep. Asked of a GatedConsumer, but
 * without its poll, so that a fault there is not taken for one here.
 */

import { type Observe, of } from "#schemas";
import { GatedConsumer } from "./gated-consumer.ts";
import {
  duration,
  failureOf,
  LONG_MS,
  newRing,
  own,
  wakes,
  wordsOf,
} from "./ring-cases-fixture.ts";
import { RingConsumer } from "./ring-consumer.ts";
import {
  cursorI32,
  PRODUCER_WAITS_I32,
  PROGRESS_OFFSET,
  ROOM_I32,
  TAIL_I32,
  WAITING_MASK_I32,
  WANTED_I32,
} from "./ring-layout.ts";

const CURSOR = cursorI32(0);

export default async function run(observe: Observe): Promise<void> {
  observeConstruction(observe);
  for (const first of [0, 0x7fff_fff8, -8]) observePassing(observe, first);
  observeRecords(observe);
  await observeWakeUp(observe);
  observeRecovery(observe);
  observeSleep(observe);
  const buffer = newRing("gate");
  const consumer = new GatedConsumer(buffer, 0);
  wordsOf(buffer)[TAIL_I32] = -1;
  observe(
    of(RingConsumer, "assertInvariants"),
    "broken",
    failureOf(() => consumer.assertInvariants()),
    "Error: Invariant: 0 <= tailSeq - cursorSeq <= 16, was -1, consumer=0",
  );
}

function observeConstruction(observe: Observe): void {
  for (const index of [-1, 0, 1, 2]) {
    const failure = failureOf(() => new GatedConsumer(newRing("gate", 2), index));
    observe(of(RingConsumer, "constructor"), `index ${index} of 2`, failure ?? "fits");
  }
  for (const batchMax of [3, 8, 9, 256]) {
    const gated = new GatedConsumer(newRing("gate"), 0, batchMax);
    observe(of(RingConsumer, "constructor"), `batchMax of ${batchMax}`, gated.batchMax);
  }
  const buffer = newRing("gate", 3);
  const words = wordsOf(buffer);
  words[WAITING_MASK_I32] = 7;
  words[cursorI32(1)] = 4;
  words[TAIL_I32] = 9;
  const consumer = new GatedConsumer(buffer, 1);
  observe(of(RingConsumer, "constructor"), "sleeps no more", words[WAITING_MASK_I32], 5);
  observe(of(RingConsumer, "lag"), "from its own cursor", consumer.lag, 5);
}

function observePassing(observe: Observe, first: number): void {
  const buffer = newRing("gate", 1, first);
  const words = wordsOf(buffer);
  const consumer = new GatedConsumer(buffer, 0);
  const fact = (what: string) => `${what}, from ${first}`;
  words[TAIL_I32] = (first + 3) | 0;
  observe(of(RingConsumer, "lag"), fact("three"), consumer.lag);
  consumer.advance(2);
  const [cursorSeq, progressSeq] = own(words) as [number, number];
  const lag = (words[TAIL_I32] - cursorSeq) | 0;
  observe(of(RingConsumer, "advance"), fact("everywhere the same"), [
    progressSeq - cursorSeq,
    lag - consumer.lag,
  ]);
  observe(of(RingConsumer, "advance"), fact("words"), own(words));
  words[TAIL_I32] = (first + 16) | 0;
  consumer.advance(14);
  observe(of(RingConsumer, "lag"), fact("none"), consumer.lag);
}

function observeRecords(observe: Observe): void {
  const buffer = newRing("gate", 1, 5);
  const words = wordsOf(buffer);
  const consumer = new GatedConsumer(buffer, 0);
  consumer.begin();
  observe(of(RingConsumer, "begin"), "words", own(words), [5, 5, 1]);
  observe(of(RingConsumer, "wasInWork"), "in work", consumer.wasInWork, true);
  consumer.finish();
  observe(of(RingConsumer, "finish"), "words", own(words), [5, 6, 0]);
  observe(of(RingConsumer, "wasInWork"), "not in work", consumer.wasInWork, false);
  words[CURSOR + PROGRESS_OFFSET] = 0x7fff_ffff;
  consumer.finish();
  observe(of(RingConsumer, "finish"), "wraps", own(words), [5, -2147483648, 0]);
}

async function observeWakeUp(observe: Observe): Promise<void> {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const consumer = new GatedConsumer(buffer, 0);
  consumer.advance(2);
  observe(
    of(RingConsumer, "advance"),
    "no producer waits",
    [...own(words), words[ROOM_I32]],
    [2, 2, 0, 0],
  );
  words[PRODUCER_WAITS_I32] = 1;
  words[WANTED_I32] = 4;
  const tooEarly = await wakes(words, ROOM_I32, () => consumer.advance(1));
  observe(
    of(RingConsumer, "advance"),
    "less room than is wanted",
    [tooEarly, words[ROOM_I32]],
    [false, 0],
  );
  const isAwake = await wakes(words, ROOM_I32, () => consumer.advance(1));
  observe(of(RingConsumer, "advance"), "room for a producer that waits", words[ROOM_I32], 1);
  observe(of(RingConsumer, "advance"), "wakes the producer", isAwake, true);
}

function observeRecovery(observe: Observe): void {
  for (const isInWork of [false, true]) {
    for (const [cursor, progress] of [
      [10, 12],
      [10, 10],
      [0x7fff_ffff, -0x7fff_fffe],
    ] as const) {
      const buffer = newRing("gate");
      const words = wordsOf(buffer);
      words[TAIL_I32] = (cursor + 6) | 0;
      words.set([cursor, progress, isInWork ? 1 : 0], CURSOR);
      const consumer = new GatedConsumer(buffer, 0);
      const fact = (what: string) => `${what}, in work ${isInWork}, ${cursor} to ${progress}`;
      observe(of(RingConsumer, "lastTouchedSlot"), fact("slot"), consumer.lastTouchedSlot);
      observe(of(RingConsumer, "recover"), fact("finished"), consumer.recover());
      observe(of(RingConsumer, "recover"), fact("words"), own(words));
      observe(of(RingConsumer, "recover"), fact("left"), consumer.lag);
    }
  }
}

function observeSleep(observe: Observe): void {
  const buffer = newRing("gate", 2);
  const words = wordsOf(buffer);
  const consumer = new GatedConsumer(buffer, 1);
  words[TAIL_I32] = 1;
  observe(
    of(RingConsumer, "wait"),
    "not while something is there",
    duration(() => consumer.wait(LONG_MS), 0).isShort,
    true,
  );
  words[TAIL_I32] = 0;
  words[WAITING_MASK_I32] = 1;
  observe(of(RingConsumer, "wait"), "sleeps", duration(() => consumer.wait(4), 2).isLong, true);
  observe(of(RingConsumer, "wait"), "leaves the others asleep", words[WAITING_MASK_I32], 1);
}
