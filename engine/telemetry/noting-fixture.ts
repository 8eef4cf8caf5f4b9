/** A real ledger and a real error log that also write down what is asked of them, for cases. */
import { ERROR_CODES, type ErrorCode } from "#schemas";
import { ERROR_LOG_BYTES, ErrorLog } from "./error-log.ts";
import { LEDGER_BLOCK_BYTES, ThreadLedger } from "./ledger.ts";
import { DROP_REASONS, FILTER_REASONS, STAGES } from "./stages.ts";

/** What was asked, in order; `take` empties it. */
export class Notes {
  #notes: unknown[][] = [];

  add = (...note: unknown[]): void => {
    this.#notes.push(note);
  };

  take(): unknown[][] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }
}

export class NotingLedger extends ThreadLedger {
  readonly #notes: Notes;

  constructor(notes: Notes) {
    super(new ArrayBuffer(LEDGER_BLOCK_BYTES), 0);
    this.#notes = notes;
  }

  override enter(stage: number, count: number): void {
    super.enter(stage, count);
    this.#notes.add("enter", STAGES[stage], count);
  }

  override leave(stage: number, count: number): void {
    super.leave(stage, count);
    this.#notes.add("leave", STAGES[stage], count);
  }

  override produce(stage: number, count: number): void {
    super.produce(stage, count);
    this.#notes.add("produce", STAGES[stage], count);
  }

  override filter(stage: number, reason: number, count: number): void {
    super.filter(stage, reason, count);
    this.#notes.add("filter", STAGES[stage], FILTER_REASONS[reason], count);
  }

  override drop(stage: number, reason: number, count: number): void {
    super.drop(stage, reason, count);
    this.#notes.add("drop", STAGES[stage], DROP_REASONS[reason], count);
  }

  override error(stage: number, codeId: number, count: number): void {
    super.error(stage, codeId, count);
    this.#notes.add("error", STAGES[stage], ERROR_CODES[codeId], count);
  }
}

export class NotingErrors extends ErrorLog {
  readonly #notes: Notes;

  constructor(notes: Notes) {
    super(new ArrayBuffer(ERROR_LOG_BYTES), 0);
    this.#notes = notes;
  }

  override record(code: ErrorCode, message: string, sample?: string, thrown?: unknown): void {
    super.record(code, message, sample, thrown);
    const what = thrown instanceof Error ? thrown.message : thrown;
    this.#notes.add("record", code, message, sample, what);
  }
}
