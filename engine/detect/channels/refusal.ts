/** Records that a channel cannot take: faults of the engine, named and logged. Cold. */

import { type ErrorLog, outcomeErrored } from "#engine/telemetry";
import { ERROR_CODES, type ErrorCode, errorCodeId, errorInfo } from "#schemas";
import type { ChannelCounts } from "./channel-counts.ts";

export class Refusals {
  readonly #channel: string;
  readonly #errors: ErrorLog;
  readonly #counts: ChannelCounts;

  constructor(channel: string, errors: ErrorLog, counts: ChannelCounts) {
    this.#channel = channel;
    this.#errors = errors;
    this.#counts = counts;
  }

  /** The outcome of a record that came before the channel was started. */
  notStarted(): number {
    return this.#refuse("CHANNEL_NOT_STARTED", `channel ${this.#channel} was not started`, "");
  }

  /** The outcome of a record whose numbers cannot be right; `numbers`: name=value pairs. */
  invalid(problem: string, numbers: string): number {
    const message = `channel ${this.#channel}: ${problem}`;
    return this.#refuse("CHANNEL_RECORD_INVALID", message, numbers);
  }

  #refuse(code: ErrorCode, message: string, sample: string): number {
    this.#counts.errored += 1;
    this.#errors.record(code, message, sample);
    return outcomeErrored(errorCodeId(code));
  }
}

/** What is wrong in words; `problem`: id of an error code, 0 = the symbol id has no row. */
export function problemText(problem: number): string {
  if (problem === 0) return "the symbol id has no row";
  const code = ERROR_CODES[problem]!;
  return `${code}: ${errorInfo(code).cause}`;
}
