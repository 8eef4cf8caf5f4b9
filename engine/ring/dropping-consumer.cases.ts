/** Known answers of dropping-consumer.ts: copies, and what is skipped because it was overwritten. */
import { type Observe, of } from "#schemas";
import { DroppingConsumer } from "./dropping-consumer.ts";
import { failureOf, newRing, own, SLOTS, setSequences, wordsOf } from "./ring-cases-fixture.ts";
import { CLAIM_I32, cursorI32, WAITING_MASK_I32 } from "./ring-layout.ts";

export default function run(observe: Observe): void {
  const copying = new DroppingConsumer(newRing("drop-oldest"), 0, 4);
  observe(
    of(DroppingConsumer, "constructor"),
    "private slots",
    [copying.view.u8.length, copying.view.slotBytes],
    [256, 64],
  );
  const unsaid = new DroppingConsumer(newRing("drop-oldest"), 0);
  observe(of(DroppingConsumer, "constructor"), "batchMax unsaid", unsaid.batchMax, 8);
  observe(
    of(DroppingConsumer, "constructor"),
    "a ring of the other kind",
    failureOf(() => new DroppingConsumer(newRing("gate"), 0)),
    'Error: Invariant: the overrun of this ring is "drop-oldest", was "gate"',
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
  observe(of(DroppingConsumer, "lapped"), "none", consumer.lapped, 0);
  observe(of(DroppingConsumer, "poll"), "empty", consumer.poll(), 0);
  setSequences(buffer, 19, 19, 13);
  observe(of(DroppingConsumer, "poll"), "how many", consumer.poll(), 4);
  observe(
    of(DroppingConsumer, "slotOf"),
    "of a copy",
    [0, 3].map((i) => consumer.slotOf(i)),
    [0, 3],
  );
  observe(of(DroppingConsumer, "poll"), "words of the copy", consumer.view.u32);
  consumer.advance(4);
  observe(of(DroppingConsumer, "poll"), "the rest", consumer.poll(), 2);
  observe(of(DroppingConsumer, "poll"), "words of the rest", consumer.view.u32.subarray(0, 32));
  words[CLAIM_I32] = 17 + SLOTS;
  observe("#skipOverwritten", "not for a whole ring", consumer.poll(), 2);
  consumer.advance(1);
  observe(of(DroppingConsumer, "poll"), "one is left", consumer.poll(), 1);
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
    observe(of(DroppingConsumer, "poll"), fact("ready"), ready);
    observe("#skipOverwritten", fact("left"), consumer.lag);
  }
  const buffer = newRing("drop-oldest");
  setSequences(buffer, 2, 2, 0);
  const consumer = new DroppingConsumer(buffer, 0);
  consumer.poll();
  setSequences(buffer, 40, 41, 0);
  observe("#skipOverwritten", "looks at the tail again", consumer.poll(), 8);
  consumer.advance(3);
  setSequences(buffer, 80, 81, wordsOf(buffer)[cursorI32(0)]);
  consumer.poll();
  observe("#skipOverwritten", "adds up", consumer.lapped, 66);
}
