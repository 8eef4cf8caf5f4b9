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
export * from "./gates.ts";
export { Histogram, type LatencySummary } from "./histogram.ts";
export {
  addRow,
  emptyRow,
  LEDGER_BLOCK_BYTES,
  type LedgerRow,
  ThreadLedger,
  unaccounted,
} from "./ledger.ts";
export {
  account,
  errorIdOf,
  isErrored,
  OUTCOME_OK,
  outcomeErrored,
  outcomeFiltered,
} from "./outcome.ts";
export { RouteBoard, type RouteRow } from "./route-board.ts";
export * from "./stages.ts";
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
