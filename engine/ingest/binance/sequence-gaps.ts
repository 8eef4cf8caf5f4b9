/** Gaps in a feed's contiguous per-symbol sequences: shown, never hidden behind a reconnect. */
import type { ErrorLog } from "#engine/telemetry";

export class SequenceGaps {
  readonly #newest: Map<string, number> = new Map();
  readonly #errors: ErrorLog;
  #gaps = 0;
  #missing = 0;

  constructor(errors: ErrorLog) {
    this.#errors = errors;
  }

  /** How often a sequence jumped. */
  get gaps(): number {
    return this.#gaps;
  }

  /** How many records the jumps skipped, all symbols together. */
  get missing(): number {
    return this.#missing;
  }

  /**
   * Takes the next sequence of a symbol; a jump is counted and recorded as FEED_GAP. Sequences that
   * were seen before (a replay after reconnecting) are no gap. @hot one map look-up while there is
   * none.
   */
  see(symbol: unknown, seq: number): void {
    if (typeof symbol !== "string") return;
    const newest = this.#newest.get(symbol);
    if (newest === undefined || seq > newest) this.#newest.set(symbol, seq);
    if (newest === undefined || seq <= newest + 1) return;
    const missing = seq - newest - 1;
    this.#gaps += 1;
    this.#missing += missing;
    const said = `"${symbol}": sequences ${newest + 1} to ${seq - 1} missing, ${missing} records`;
    this.#errors.record("FEED_GAP", said);
  }
}
