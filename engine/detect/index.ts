/** The door of detect: routes, channels, detectors, their per-symbol state and the market calendar. */

export {
  Calendar,
  type CalendarName,
  PERIOD_OPENING,
  PERIODS,
  STATUS_CLOSED,
  STATUS_REGULAR,
} from "./calendar/calendar.ts";

export type { Channel, ChannelHealth, ChannelParts } from "./channels/channel.ts";

export { FmvChannel } from "./channels/fmv-channel.ts";
export { OhlcvChannel } from "./channels/ohlcv-channel.ts";
export { TickChannel } from "./channels/tick-channel.ts";
export {
  barProblem,
  TIME_END_EPOCH_US,
  TIME_MIN_EPOCH_US,
  tickProblem,
} from "./channels/validity.ts";
export { createDetectors } from "./detectors/built-in.ts";
export type { Detector } from "./detectors/detector.ts";

export { type EventSink, EventWriter } from "./detectors/event-writer.ts";
export { nextTickDecisions } from "./detectors/next-tick.ts";

export { type RouteHealth, Router } from "./router/router.ts";
export {
  ActivityWheel,
  ActivityWheelWriter,
  activityWheelBytes,
} from "./state/activity-wheel.ts";
export { RecordContext } from "./state/record-context.ts";

export { symbolHistory } from "./state/symbol-history.ts";
export { SymbolStates, symbolStateBytes } from "./state/symbol-states.ts";
