/** The order in which events leave the queue; see docs/architecture.md, event ring -> queue. */
import { EVENT_HIGH, EVENT_LOW, EVENT_SESSION, EVENT_SURGE, EVENT_TREND } from "#codec";

/** P0 control: session changes. */
export const PRIORITY_CONTROL = 0;
/** P1: surges, the events that age fastest. */
export const PRIORITY_SURGE = 1;
/** P2: highs and lows. */
export const PRIORITY_HIGH_LOW = 2;
/** P3: trends. */
export const PRIORITY_TREND = 3;
/** P4: status, and the events of plug-ins. */
export const PRIORITY_STATUS = 4;
/** Number of priorities; 0 leaves first. */
export const PRIORITIES = 5;

/**
 * The priority of an event kind (an EVENT_ constant); P4 for a kind that is not known here. @hot
 */
export function priorityOf(kind: number): number {
  switch (kind) {
    case EVENT_SESSION:
      return PRIORITY_CONTROL;
    case EVENT_SURGE:
      return PRIORITY_SURGE;
    case EVENT_HIGH:
    case EVENT_LOW:
      return PRIORITY_HIGH_LOW;
    case EVENT_TREND:
      return PRIORITY_TREND;
    default:
      return PRIORITY_STATUS;
  }
}
