/** The door of the event queue. */
export { EventQueue, type QueueBounds } from "./event-queue.ts";
export {
  PRIORITIES,
  PRIORITY_CONTROL,
  PRIORITY_HIGH_LOW,
  PRIORITY_STATUS,
  PRIORITY_SURGE,
  PRIORITY_TREND,
  priorityOf,
} from "./priority.ts";
