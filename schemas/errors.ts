/** One family of errors: stable codes, one table, one class. */
import table from "./error-codes.json" with { type: "json" };
import { ERROR_CODES, type ErrorCode } from "./generated/error-code.ts";

/** A row of the error-code table. */
export interface ErrorInfo {
  readonly code: ErrorCode;
  /** Stage of the pipeline, or config, lifecycle, tape, worker, internal. */
  readonly stage: string;
  readonly category: string;
  /** True when the engine (or the command) cannot go on after it. */
  readonly isTerminal: boolean;
  readonly cause: string;
  readonly remedy: string;
}

const infos = new Map(table.codes.map((row) => [row.code, row as ErrorInfo]));
const ids = new Map<string, number>(ERROR_CODES.map((code, id) => [code, id]));

/** The table's row of `code`. */
export function errorInfo(code: ErrorCode): ErrorInfo {
  const info = infos.get(code);
  if (info === undefined) throw new Error(`Invariant: error code ${code} has a row`);
  return info;
}

/** The id of `code` in shared memory: its position in ERROR_CODES. */
export function errorCodeId(code: ErrorCode): number {
  return ids.get(code) ?? -1;
}

/** An error that names its code, and through the table its stage and remedy. */
export class TickscopeError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TickscopeError";
    this.code = code;
  }

  get info(): ErrorInfo {
    return errorInfo(this.code);
  }

  /** One line for a terminal: code, message, remedy. (`line` itself is taken by JavaScriptCore.) */
  get oneLine(): string {
    return `${this.code}: ${this.message} — ${this.info.remedy}`;
  }
}
