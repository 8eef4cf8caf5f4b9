/** Known answers of gated-consumer.ts: what is ready, and where it lies in the ring. */
import { type Observe, of } from "#schemas";
import { GatedConsumer } from "./gated-consumer.ts";
import { failureOf, newRing, wordsOf } from "./ring-cases-fixture.ts";
import { TAIL_I32 } from "./ring-layout.ts";

export default function run(observe: Observe): void {
  const consumer = new GatedConsumer(newRing("gate"), 0);
  observe(of(GatedConsumer, "constructor"), "batchMax unsaid", consumer.batchMax, 8);
  observe(
    of(GatedConsumer, "constructor"),
    "ring slots",
    consumer.view === consumer.memory.view,
    true,
  );
  observe(
    of(GatedConsumer, "constructor"),
    "a ring of the other kind",
    failureOf(() => new GatedConsumer(newRing("drop-oldest"), 0)),
    'Error: Invariant: the overrun of this ring is "gate", was "drop-oldest"',
  );
  observe(of(GatedConsumer, "lapped"), "none", consumer.lapped, 0);
  for (const first of [0, 0x7fff_fff8, -8]) observeReading(observe, first);
  const buffer = newRing("gate", 1, 5);
  const reader = new GatedConsumer(buffer, 0);
  for (let i = 0; i < reader.view.u32.length; i++) reader.view.u32[i] = i;
  wordsOf(buffer)[TAIL_I32] = 8;
  reader.poll();
  observe(of(GatedConsumer, "poll"), "leaves the ring as it is", reader.view.u32);
}

function observeReading(observe: Observe, first: number): void {
  const buffer = newRing("gate", 1, first);
  const words = wordsOf(buffer);
  const consumer = new GatedConsumer(buffer, 0);
  const fact = (what: string) => `${what}, from ${first}`;
  observe(of(GatedConsumer, "poll"), fact("empty"), consumer.poll());
  words[TAIL_I32] = (first + 3) | 0;
  observe(of(GatedConsumer, "poll"), fact("three"), consumer.poll());
  observe(
    of(GatedConsumer, "slotOf"),
    fact("slots"),
    [0, 1, 2].map((i) => consumer.slotOf(i)),
  );
  observe(of(GatedConsumer, "poll"), fact("again"), consumer.poll());
  consumer.advance(2);
  observe(of(GatedConsumer, "slotOf"), fact("stays with the poll"), consumer.slotOf(2));
  observe(of(GatedConsumer, "poll"), fact("what is left"), [consumer.poll(), consumer.slotOf(0)]);
  words[TAIL_I32] = (first + 14) | 0;
  observe(of(GatedConsumer, "poll"), fact("at most batchMax"), consumer.poll());
  consumer.advance(8);
  observe(of(GatedConsumer, "poll"), fact("the rest"), consumer.poll());
  words[TAIL_I32] = (first + 16) | 0;
  observe(
    of(GatedConsumer, "poll"),
    fact("looks again while less than a batch is known"),
    consumer.poll(),
  );
  consumer.advance(6);
  observe(of(GatedConsumer, "poll"), fact("empty again"), consumer.poll());
}
