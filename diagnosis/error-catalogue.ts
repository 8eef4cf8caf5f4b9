/**
 * Every error of a run, from all threads, with what the table knows of its code: category, cause,
 * remedy, and the place in the source. A code that the table does not have is shown as unknown, with
 * its evidence; one that the ledger counts and nobody logged is shown too.
 */
import type { LedgerSnapshot } from "#engine";
import type { ErrorEntry } from "#engine/telemetry";
import { ERROR_CODES, type ErrorCode, type ErrorInfo, errorInfo } from "#schemas";
import { placeOfStack } from "./locate.ts";

/** An entry of /api/errors. The code may be one that this table does not have. */
export type LoggedError = Omit<ErrorEntry, "code"> & { code: string; thread: string };

/** An error of the catalogue. */
export interface CataloguedError {
  code: string;
  /** False for a code that the table does not have. */
  isKnown: boolean;
  /** Of the table; `unknown` for a code that it does not have. */
  category: string;
  /** Stage of the pipeline, or config, lifecycle, tape, worker, internal; `unknown`. */
  stage: string;
  isTerminal: boolean;
  /** The cause in words. */
  rootCause: string;
  fixHint: string;
  /** `log`: an entry of a thread's error log. `ledger`: counted, and found in no log. */
  origin: "log" | "ledger";
  /** "" when only the ledger tells. */
  thread: string;
  message: string;
  /** Versioned; "" when only the ledger tells. */
  fingerprint: string;
  sample: string;
  stack: string;
  /** Of the first project frame of the stack; "" and 0 when there is none. */
  file: string;
  line: number;
  function: string;
  count: number;
  /** 0 when only the ledger tells. */
  firstEpochMs: number;
  lastEpochMs: number;
}

/** The table's row of `code`; undefined when it has none. */
export function infoOf(code: string): ErrorInfo | undefined {
  const isKnown = (ERROR_CODES as readonly string[]).includes(code);
  return isKnown ? errorInfo(code as ErrorCode) : undefined;
}

/** The catalogue of what was logged and counted, the most frequent first. */
export function errorCatalogue(
  logged: readonly LoggedError[],
  ledger: LedgerSnapshot | null,
): CataloguedError[] {
  const found = logged.map(fromLog);
  for (const { stage, errored } of ledger?.stages ?? []) {
    for (const [code, count] of Object.entries(errored)) {
      if (logged.some((entry) => entry.code === code)) continue;
      found.push(fromLedger(stage, code, count));
    }
  }
  return found.toSorted((a, b) => b.count - a.count);
}

function words(code: string, stage: string) {
  const info = infoOf(code);
  return {
    code,
    isKnown: info !== undefined,
    category: info?.category ?? "unknown",
    stage: info?.stage ?? stage,
    isTerminal: info?.isTerminal ?? false,
    rootCause: info?.cause ?? `${code} is not in schemas/error-codes.json: its cause is unknown`,
    fixHint: info?.remedy ?? "Read the message, sample and stack, and add the code to the table.",
  };
}

function fromLog(entry: LoggedError): CataloguedError {
  const place = placeOfStack(entry.stack);
  return {
    ...words(entry.code, "unknown"),
    origin: "log",
    thread: entry.thread,
    message: entry.message,
    fingerprint: entry.fingerprint,
    sample: entry.sample,
    stack: entry.stack,
    file: place?.file ?? "",
    line: place?.line ?? 0,
    function: place?.functionName ?? "",
    count: entry.count,
    firstEpochMs: entry.firstEpochMs,
    lastEpochMs: entry.lastEpochMs,
  };
}

function fromLedger(stage: string, code: string, count: number): CataloguedError {
  return {
    ...words(code, stage),
    origin: "ledger",
    thread: "",
    message: `the ledger counts ${count} at ${stage}, but no thread logged it`,
    fingerprint: "",
    sample: "",
    stack: "",
    file: "",
    line: 0,
    function: "",
    count,
    firstEpochMs: 0,
    lastEpochMs: 0,
  };
}
