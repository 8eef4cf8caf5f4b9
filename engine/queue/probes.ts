/** Known-answer probes of the event queue, in order of dependency. */
import type { Probe } from "#schemas";
import { eventQueueProbe } from "./event-queue.probe.ts";
import { priorityProbe } from "./priority.probe.ts";
import { slotFifoProbe } from "./slot-fifo.probe.ts";

export const QUEUE_PROBES: readonly Probe[] = [priorityProbe, slotFifoProbe, eventQueueProbe];
