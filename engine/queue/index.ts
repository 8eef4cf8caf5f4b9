/** The door of the event queue. */
export { EventQueue, type QueueBounds } from "./event-queue.ts";
export {
  PRIORITIES,
  priorityOf,
} from "./priority.ts";
