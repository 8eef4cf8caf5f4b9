/** The door of telemetry: what every stage counts, and what the diagnosis reads. */
export { nowEpochUs } from "./clock.ts";
export {
  ERROR_ENTRIES_MAX,
  ERROR_LOG_BYTES,
  type ErrorEntry,
  ErrorLog,
  errorFingerprint,
} from "./error-log.ts";
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
  filterReasonOf,
  isErrored,
  isFiltered,
  OUTCOME_OK,
  outcomeErrored,
  outcomeFiltered,
} from "./outcome.ts";
export * from "./stages.ts";
