/** Known-answer probes of the ring, in order of dependency. */
import type { Probe } from "#schemas";
import { ringConsumerProbe } from "./ring-consumer.probe.ts";
import { ringLayoutProbe } from "./ring-layout.probe.ts";
import { ringObserverProbe } from "./ring-observer.probe.ts";
import { ringProducerProbe } from "./ring-producer.probe.ts";

export const RING_PROBES: readonly Probe[] = [
  ringLayoutProbe,
  ringProducerProbe,
  ringConsumerProbe,
  ringObserverProbe,
];
