/** Known answers of ring-consumer.ts: what is ready, what is passed, recovery, sleep, overruns. */
import type { Observe, Probe } from "#schemas";
import { RingConsumer } from "./ring-consumer.ts";
import {
  CLAIM_I32,
  cursorI32,
  IN_WORK_OFFSET,
  PRODUCER_WAITS_I32,
  PROGRESS_OFFSET,
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

const CURSOR = cursorI32(0);

/** cursor, progress, in-work of consumer 0. */
function own(words: Int32Array): number[] {
  return [words[CURSOR]!, words[CURSOR + PROGRESS_OFFSET]!, words[CURSOR + IN_WORK_OFFSET]!];
}

async function run(observe: Observe): Promise<void> {
  observeConstruction(observe);
  for (const first of [0, 0x7fff_fff8, -8]) observeReading(observe, first);
  observeRecords(observe);
  await observeWakeUp(observe);
  observeRecovery(observe);
  observeSleep(observe);
  observeCopies(observe);
  observeOverruns(observe);
  const buffer = newRing("gate");
  const consumer = new RingConsumer(buffer, 0);
  wordsOf(buffer)[TAIL_I32] = -1;
  observe(
    "assertInvariants",
    "broken",
    failureOf(() => consumer.assertInvariants()),
  );
}

function observeConstruction(observe: Observe): void {
  for (const index of [-1, 0, 1, 2]) {
    const failure = failureOf(() => new RingConsumer(newRing("gate", 2), index));
    observe("constructor", `index ${index} of 2`, failure ?? "fits");
  }
  for (const batchMax of [3, 8, 9, 256]) {
    const gated = new RingConsumer(newRing("gate"), 0, batchMax);
    observe("constructor", `batchMax of ${batchMax}`, gated.batchMax);
  }
  observe("constructor", "batchMax unsaid", new RingConsumer(newRing("gate"), 0).batchMax);
  const copying = new RingConsumer(newRing("drop-oldest"), 0, 4);
  observe("constructor", "private slots", [copying.view.u8.length, copying.view.slotBytes]);
  const buffer = newRing("gate", 3);
  const words = wordsOf(buffer);
  words[WAITING_MASK_I32] = 7;
  words[cursorI32(1)] = 4;
  words[TAIL_I32] = 9;
  const consumer = new RingConsumer(buffer, 1);
  observe("constructor", "sleeps no more", words[WAITING_MASK_I32]);
  observe("constructor", "ring slots", consumer.view === consumer.memory.view);
  observe("lag", "from its own cursor", consumer.lag);
}

function observeReading(observe: Observe, first: number): void {
  const buffer = newRing("gate", 1, first);
  const words = wordsOf(buffer);
  const consumer = new RingConsumer(buffer, 0);
  const fact = (what: string) => `${what}, from ${first}`;
  observe("poll", fact("empty"), consumer.poll());
  words[TAIL_I32] = (first + 3) | 0;
  observe("poll", fact("three"), consumer.poll());
  observe("lag", fact("three"), consumer.lag);
  observe(
    "slotOf",
    fact("slots"),
    [0, 1, 2].map((i) => consumer.slotOf(i)),
  );
  observe("poll", fact("again"), consumer.poll());
  consumer.advance(2);
  const [cursorSeq, progressSeq] = own(words) as [number, number];
  const lag = (words[TAIL_I32]! - cursorSeq) | 0;
  const differences = [progressSeq - cursorSeq, lag - consumer.lag];
  observe("#publishCursor", fact("everywhere the same"), differences);
  observe("advance", fact("words"), own(words));
  observe("slotOf", fact("stays with the poll"), consumer.slotOf(2));
  observe("poll", fact("what is left"), [consumer.poll(), consumer.slotOf(0)]);
  words[TAIL_I32] = (first + 14) | 0;
  observe("poll", fact("at most batchMax"), consumer.poll());
  consumer.advance(8);
  observe("poll", fact("the rest"), consumer.poll());
  words[TAIL_I32] = (first + 16) | 0;
  observe("poll", fact("looks again while less than a batch is known"), consumer.poll());
  consumer.advance(6);
  observe("poll", fact("empty again"), consumer.poll());
  observe("lag", fact("none"), consumer.lag);
}

function observeRecords(observe: Observe): void {
  const buffer = newRing("gate", 1, 5);
  const words = wordsOf(buffer);
  const consumer = new RingConsumer(buffer, 0);
  for (let i = 0; i < consumer.view.u32.length; i++) consumer.view.u32[i] = i;
  words[TAIL_I32] = 8;
  consumer.poll();
  observe("poll", "leaves the ring as it is", consumer.view.u32);
  consumer.begin();
  observe("begin", "words", own(words));
  observe("wasInWork", "in work", consumer.wasInWork);
  consumer.finish();
  observe("finish", "words", own(words));
  observe("wasInWork", "not in work", consumer.wasInWork);
  words[CURSOR + PROGRESS_OFFSET] = 0x7fff_ffff;
  consumer.finish();
  observe("finish", "wraps", own(words));
}

async function observeWakeUp(observe: Observe): Promise<void> {
  const buffer = newRing("gate");
  const words = wordsOf(buffer);
  const consumer = new RingConsumer(buffer, 0);
  consumer.advance(2);
  observe("#publishCursor", "words", [...own(words), words[ROOM_I32]]);
  words[PRODUCER_WAITS_I32] = 1;
  words[WANTED_I32] = 4;
  const tooEarly = await wakes(words, ROOM_I32, () => consumer.advance(1));
  observe("#publishCursor", "less room than is wanted", [tooEarly, words[ROOM_I32]]);
  const isAwake = await wakes(words, ROOM_I32, () => consumer.advance(1));
  observe("#publishCursor", "room for a producer that waits", words[ROOM_I32]);
  observe("#publishCursor", "wakes the producer", isAwake);
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
      const consumer = new RingConsumer(buffer, 0);
      const fact = (what: string) => `${what}, in work ${isInWork}, ${cursor} to ${progress}`;
      observe("lastTouchedSlot", fact("slot"), consumer.lastTouchedSlot);
      observe("recover", fact("finished"), consumer.recover());
      observe("recover", fact("words"), own(words));
      observe("recover", fact("goes on"), [consumer.poll(), consumer.slotOf(0)]);
    }
  }
}

function observeSleep(observe: Observe): void {
  const buffer = newRing("gate", 2);
  const words = wordsOf(buffer);
  const consumer = new RingConsumer(buffer, 1);
  words[TAIL_I32] = 1;
  observe(
    "wait",
    "not while something is there",
    duration(() => consumer.wait(LONG_MS), 0).isShort,
  );
  words[TAIL_I32] = 0;
  words[WAITING_MASK_I32] = 1;
  observe("wait", "sleeps", duration(() => consumer.wait(4), 2).isLong);
  observe("wait", "leaves the others asleep", words[WAITING_MASK_I32]);
}

function observeCopies(observe: Observe): void {
  const buffer = newRing("drop-oldest", 1, 13);
  const words = wordsOf(buffer);
  const consumer = new RingConsumer(buffer, 0, 4);
  const ring = consumer.memory.view;
  for (let i = 0; i < ring.u32.length; i++) ring.u32[i] = 0x7ff4_0000 + i;
  observe("lapped", "none", consumer.lapped);
  observe("poll", "drop-oldest, empty", consumer.poll());
  setSequences(buffer, 19, 19, 13);
  observe("#pollCopy", "how many", consumer.poll());
  observe(
    "slotOf",
    "of a copy",
    [0, 3].map((i) => consumer.slotOf(i)),
  );
  observe("#copy", "words of the copy", consumer.view.u32);
  consumer.advance(4);
  observe("#pollCopy", "the rest", consumer.poll());
  observe("#copy", "words of the rest", consumer.view.u32.subarray(0, 32));
  words[CLAIM_I32] = 17 + SLOTS;
  observe("#skipOverwritten", "not for a whole ring", consumer.poll());
  consumer.advance(1);
  observe("#pollCopy", "one is left", consumer.poll());
}

function observeOverruns(observe: Observe): void {
  for (const [tail, claim, cursor] of [
    [16, 16, 0],
    [16, 17, 0],
    [100, 101, 0],
    [-0x7fff_fff0, -0x7fff_ffee, 0x7fff_fff0],
  ] as const) {
    const buffer = newRing("drop-oldest");
    const words = wordsOf(buffer);
    setSequences(buffer, tail, claim, cursor);
    const consumer = new RingConsumer(buffer, 0, 4);
    words[WAITING_MASK_I32] = 0;
    const fact = (what: string) => `${what}, tail ${tail}, claim ${claim}, cursor ${cursor}`;
    const ready = consumer.poll();
    observe("#skipOverwritten", fact("lapped"), consumer.lapped);
    observe("#skipOverwritten", fact("words"), own(words));
    observe("#pollCopy", fact("ready"), ready);
    observe("lag", fact("left"), consumer.lag);
  }
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 2, 2, 0);
  const consumer = new RingConsumer(buffer, 0);
  consumer.poll();
  setSequences(buffer, 40, 41, 0);
  observe("#skipOverwritten", "looks at the tail again", consumer.poll());
  consumer.advance(3);
  setSequences(buffer, 80, 81, wordsOf(buffer)[CURSOR]!);
  consumer.poll();
  observe("#skipOverwritten", "adds up", consumer.lapped);
}

export const ringConsumerProbe: Probe = {
  name: "ring-consumer",
  stage: "ring",
  file: "engine/ring/ring-consumer.ts",
  needs: ["ring-layout"],
  run,
};
