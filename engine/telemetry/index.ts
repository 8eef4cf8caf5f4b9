/** The door of telemetry: what every stage counts, and what the diagnosis reads. */
export { nowEpochUs } from "./clock.ts";
export {
  Control,
  controlBytes,
  PHASE_DRAINING,
  PHASE_RUNNING,
  PHASE_STOPPING,
} from "./control.ts";
export {
  DECISION_LOG_BYTES,
  type Decision,
  DecisionLog,
  DecisionReader,
  WATCHED_MAX,
} from "./decision-log.ts";
export { Decisions } from "./decisions.ts";
export {
  ERROR_ENTRIES_MAX,
  ERROR_LOG_BYTES,
  type ErrorEntry,
  ErrorLog,
  errorFingerprint,
} from "./error-log.ts";
export {
  DECIDE_HIGH,
  DECIDE_LOW,
  DECIDE_RECORD,
  DECIDE_SURGE,
  DECIDE_TREND,
  DECISION_KINDS,
  type DecisionKind,
  GATES,
  type Gate,
  gateId,
} from "./gates.ts";
export { Histogram, type LatencySummary } from "./histogram.ts";
export {
  addRow,
  emptyRow,
  type LedgerRow,
  ThreadLedger,
  unaccounted,
} from "./ledger.ts";
export { Notes } from "./noting-fixture.ts";
export {
  account,
  errorIdOf,
  isErrored,
  OUTCOME_OK,
  outcomeErrored,
  outcomeFiltered,
} from "./outcome.ts";
export type { RouteRow } from "./route-board.ts";
export {
  DROP_CLIENT_CLOSED,
  DROP_CONFLATED,
  DROP_OVERRUN,
  DROP_QUEUE_OVERFLOW_P0,
  DROP_REASONS,
  DROP_SHUTDOWN,
  type DropReason,
  FILTER_CHANNEL_DISABLED,
  FILTER_CLIENT_FILTER,
  FILTER_CONTROL_EVENT,
  FILTER_CONTROL_MESSAGE,
  FILTER_DUPLICATE,
  FILTER_NO_CLIENT,
  FILTER_NOT_ELIGIBLE,
  FILTER_OTHER_PARTITION,
  FILTER_OUT_OF_ORDER,
  FILTER_REASONS,
  FILTER_TICK_COVERED,
  FILTER_UNFINISHED_BAR,
  FILTER_UNIVERSE,
  FILTER_UNSUPPORTED_KIND,
  type FilterReason,
  STAGE_CHANNEL,
  STAGE_CLIENT,
  STAGE_DECODE,
  STAGE_DETECT,
  STAGE_EVENT_RING,
  STAGE_FRAME,
  STAGE_NORMALISE,
  STAGE_QUEUE,
  STAGE_RING,
  STAGE_ROUTE,
  STAGE_SEND,
  STAGE_SOURCE,
  STAGES,
  type Stage,
} from "./stages.ts";
export {
  THREAD_DETECTOR_FIRST,
  THREAD_INGEST,
  THREAD_MAIN,
  ThreadTelemetry,
  telemetryBytes,
  threadName,
} from "./thread-telemetry.ts";
export { TraceCursor } from "./trace-cursor.ts";
export { TRACE_RECORDS, TRACE_SPANS, TraceRing } from "./trace-ring.ts";
export type { TraceEntry } from "./trace-span.ts";
