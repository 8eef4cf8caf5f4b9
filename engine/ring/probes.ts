/** Known-answer probes of the ring, in order of dependency. */
import type { Probe } from "#schemas";
import { droppingConsumerProbe } from "./dropping-consumer.probe.ts";
import { droppingProducerProbe } from "./dropping-producer.probe.ts";
import { gatedConsumerProbe } from "./gated-consumer.probe.ts";
import { gatedProducerProbe } from "./gated-producer.probe.ts";
import { ringConsumerProbe } from "./ring-consumer.probe.ts";
import { ringCopyProbe } from "./ring-copy.probe.ts";
import { ringEndsProbe } from "./ring-ends.probe.ts";
import { ringLayoutProbe } from "./ring-layout.probe.ts";
import { ringObserverProbe } from "./ring-observer.probe.ts";
import { ringProducerProbe } from "./ring-producer.probe.ts";

export const RING_PROBES: readonly Probe[] = [
  ringLayoutProbe,
  ringCopyProbe,
  ringProducerProbe,
  gatedProducerProbe,
  droppingProducerProbe,
  ringConsumerProbe,
  gatedConsumerProbe,
  droppingConsumerProbe,
  ringObserverProbe,
  ringEndsProbe,
];
