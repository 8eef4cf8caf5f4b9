/**
 * The door of ring: a broadcast ring of fixed slots on shared memory. One producer, n consumers; with
 * one consumer and `gate` it is the SPSC ring that carries events.
 */
export { GatedConsumer } from "./gated-consumer.ts";
export { GatedProducer } from "./gated-producer.ts";
export type { RingConsumer } from "./ring-consumer.ts";
export { openConsumer, openProducer } from "./ring-ends.ts";
export {
  createRing,
  type Overrun,
  openRing,
  ringLag,
} from "./ring-layout.ts";
export { RingObserver } from "./ring-observer.ts";
export { RING_FULL, type RingProducer } from "./ring-producer.ts";
