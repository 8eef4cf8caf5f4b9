/** Known answers of dropping-consumer.ts: copies, and what is skipped because it was overwritten. */
import type { Observe, Probe } from "#schemas";
import { DroppingConsumer } from "./dropping-consumer.ts";
import { CLAIM_I32, cursorI32, WAITING_MASK_I32 } from "./ring-layout.ts";
import { failureOf, newRing, own, SLOTS, setSequences, wordsOf } from "./ring-probe-fixture.ts";

function run(observe: Observe): void {
  const copying = new DroppingConsumer(newRing("drop-oldest"), 0, 4);
  observe("constructor", "private slots", [copying.view.u8.length, copying.view.slotBytes]);
  const unsaid = new DroppingConsumer(newRing("drop-oldest"), 0);
  observe("constructor", "batchMax unsaid", unsaid.batchMax);
  observe(
    "constructor",
    "a ring of the other kind",
    failureOf(() => new DroppingConsumer(newRing("gate"), 0)),
  );
  observeCopies(observe);
  observeOverruns(observe);
}

function observeCopies(observe: Observe): void {
  const buffer = newRing("drop-oldest", 1, 13);
  const words = wordsOf(buffer);
  const consumer = new DroppingConsumer(buffer, 0, 4);
  const ring = consumer.memory.view;
  for (let i = 0; i < ring.u32.length; i++) ring.u32[i] = 0x7ff4_0000 + i;
  observe("lapped", "none", consumer.lapped);
  observe("poll", "empty", consumer.poll());
  setSequences(buffer, 19, 19, 13);
  observe("poll", "how many", consumer.poll());
  observe(
    "slotOf",
    "of a copy",
    [0, 3].map((i) => consumer.slotOf(i)),
  );
  observe("poll", "words of the copy", consumer.view.u32);
  consumer.advance(4);
  observe("poll", "the rest", consumer.poll());
  observe("poll", "words of the rest", consumer.view.u32.subarray(0, 32));
  words[CLAIM_I32] = 17 + SLOTS;
  observe("#skipOverwritten", "not for a whole ring", consumer.poll());
  consumer.advance(1);
  observe("poll", "one is left", consumer.poll());
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
    const consumer = new DroppingConsumer(buffer, 0, 4);
    words[WAITING_MASK_I32] = 0;
    const fact = (what: string) => `${what}, tail ${tail}, claim ${claim}, cursor ${cursor}`;
    const ready = consumer.poll();
    observe("#skipOverwritten", fact("lapped"), consumer.lapped);
    observe("#skipOverwritten", fact("words"), own(words));
    observe("poll", fact("ready"), ready);
    observe("#skipOverwritten", fact("left"), consumer.lag);
  }
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 2, 2, 0);
  const consumer = new DroppingConsumer(buffer, 0);
  consumer.poll();
  setSequences(buffer, 40, 41, 0);
  observe("#skipOverwritten", "looks at the tail again", consumer.poll());
  consumer.advance(3);
  setSequences(buffer, 80, 81, wordsOf(buffer)[cursorI32(0)]);
  consumer.poll();
  observe("#skipOverwritten", "adds up", consumer.lapped);
}

export const droppingConsumerProbe: Probe = {
  name: "dropping-consumer",
  stage: "ring",
  file: "engine/ring/dropping-consumer.ts",
  needs: ["ring-layout", "ring-consumer", "ring-copy"],
  run,
};
