/** The two ends of a ring whose overrun is configured; where it is fixed, its class is named instead. */
import { DroppingConsumer } from "./dropping-consumer.ts";
import { DroppingProducer } from "./dropping-producer.ts";
import { GatedConsumer } from "./gated-consumer.ts";
import { GatedProducer } from "./gated-producer.ts";
import type { RingConsumer } from "./ring-consumer.ts";
import { openRing } from "./ring-layout.ts";
import type { RingProducer } from "./ring-producer.ts";

/** The producer that fits the ring. */
export function openProducer(buffer: SharedArrayBuffer): RingProducer {
  const isGated = openRing(buffer).overrun === "gate";
  return isGated ? new GatedProducer(buffer) : new DroppingProducer(buffer);
}

/** Consumer `index`, of the class that fits the ring. */
export function openConsumer(
  buffer: SharedArrayBuffer,
  index: number,
  batchMax?: number,
): RingConsumer {
  const isGated = openRing(buffer).overrun === "gate";
  const Consumer = isGated ? GatedConsumer : DroppingConsumer;
  return new Consumer(buffer, index, batchMax);
}
