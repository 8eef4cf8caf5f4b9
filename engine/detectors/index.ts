/** The door of detectors: rules version 1, the state they keep, and the seam for a user's own. */
export {
  ACTIVITY_SECONDS,
  ActivityWheel,
  ActivityWheelWriter,
  activityWheelBytes,
} from "./activity-wheel.ts";
export { ADMITTED, admitBar, admitFmv, admitTick } from "./admission.ts";
export { createDetectors } from "./built-in.ts";
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
} from "./calendar.ts";
export type { Detector } from "./detector.ts";
export { eventHash, textHash } from "./event-hash.ts";
export { type EventSink, EventWriter } from "./event-writer.ts";
export { keepFairValue } from "./fair-value.ts";
export { nextTickDecisions } from "./next-tick.ts";
export { RecordContext } from "./record-context.ts";
export { sessionKeyOf } from "./session.ts";
export {
  DEFAULT_DETECTOR_SETTINGS,
  type DetectorSettings,
  type HighLowSettings,
} from "./settings.ts";
export { type SymbolHistory, symbolHistory } from "./symbol-history.ts";
export { type SymbolInspection, SymbolStates, symbolStateBytes } from "./symbol-states.ts";
export { barProblem, TIME_END_EPOCH_US, TIME_MIN_EPOCH_US, tickProblem } from "./validity.ts";
