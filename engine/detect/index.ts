/** The door of detect: routes, channels, detectors, their per-symbol state and the market calendar. */

export {
  Calendar,
  type CalendarName,
  MARKET_STATUSES,
  type MarketMoment,
  type MarketStatusName,
  PERIOD_AFTERHOURS,
  PERIOD_CLOSED,
  PERIOD_CLOSING,
  PERIOD_MIDDAY,
  PERIOD_OPENING,
  PERIOD_PREMARKET,
  PERIODS,
  type Period,
  STATUS_AFTER,
  STATUS_CLOSED,
  STATUS_PRE,
  STATUS_REGULAR,
} from "./calendar/calendar.ts";
export { ADMITTED, admitBar, admitFmv, admitTick } from "./channels/admission.ts";
export type { Channel, ChannelHealth, ChannelParts } from "./channels/channel.ts";
export { ChannelCounts } from "./channels/channel-counts.ts";
export { DetectorStage } from "./channels/detector-stage.ts";
export { keepFairValue } from "./channels/fair-value.ts";
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
export { eventHash, textHash } from "./detectors/event-hash.ts";
export { type EventSink, EventWriter } from "./detectors/event-writer.ts";
export { nextTickDecisions } from "./detectors/next-tick.ts";
export {
  DEFAULT_DETECTOR_SETTINGS,
  type DetectorSettings,
  type HighLowSettings,
} from "./detectors/settings.ts";
export { Breaker, type BreakerSettings } from "./router/breaker.ts";
export { type RouteHealth, Router } from "./router/router.ts";
export {
  ACTIVITY_SECONDS,
  ActivityWheel,
  ActivityWheelWriter,
  activityWheelBytes,
} from "./state/activity-wheel.ts";
export { RecordContext } from "./state/record-context.ts";
export { sessionKeyOf } from "./state/session.ts";
export { type SymbolHistory, symbolHistory } from "./state/symbol-history.ts";
export { type SymbolInspection, SymbolStates, symbolStateBytes } from "./state/symbol-states.ts";
