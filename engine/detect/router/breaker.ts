/**
 * A circuit breaker: closed while all is well; open after `failuresMax` failures in a row, and then it
 * refuses for `openMs`; half-open when one probe may pass. The probe's success closes it, its failure
 * opens it again. A record that was filtered is neither success nor failure.
 *
 * One per route and one per channel; owned by one thread. Time is this thread's own monotonic clock
 * (`localMs`): a breaker guards machinery, and machinery lives in wall time, unlike detectors.
 */
export type BreakerState = "closed" | "open" | "half-open";

/** When a breaker opens, and for how long. */
export interface BreakerSettings {
  /** Failures in a row that open it; default 10. */
  failuresMax: number;
  /** Milliseconds until a probe may pass; default 60,000. */
  openMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = { failuresMax: 10, openMs: 60_000 };

export class Breaker {
  readonly #settings: BreakerSettings;
  readonly #localMs: () => number;
  #failuresInRow = 0;
  #isOpen = false;
  #isProbing = false;
  #openedAtLocalMs = 0;
  #opened = 0;

  constructor(settings: BreakerSettings, localMs: () => number = () => performance.now()) {
    this.#settings = settings;
    this.#localMs = localMs;
  }

  get state(): BreakerState {
    if (!this.#isOpen) return "closed";
    return this.#isProbing || this.#isProbeDue() ? "half-open" : "open";
  }

  /** How often it has opened. */
  get opened(): number {
    return this.#opened;
  }

  get failuresInRow(): number {
    return this.#failuresInRow;
  }

  /** Whether the next record may pass. @hot one compare while closed; a clock call while open. */
  allows(): boolean {
    if (!this.#isOpen) return true;
    if (this.#isProbing || !this.#isProbeDue()) return false;
    this.#isProbing = true;
    return true;
  }

  /** @hot */
  succeed(): void {
    this.#failuresInRow = 0;
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#isProbing = false;
    }
  }

  /** Counts a failure; true when this one opened the breaker. */
  fail(): boolean {
    this.#failuresInRow += 1;
    const isReopening = this.#isOpen && this.#isProbing;
    if (!isReopening && (this.#isOpen || this.#failuresInRow < this.#settings.failuresMax)) {
      return false;
    }
    this.#isOpen = true;
    this.#isProbing = false;
    this.#openedAtLocalMs = this.#localMs();
    this.#opened += 1;
    return true;
  }

  /** The probe was filtered: it proved nothing, so the next record may probe. */
  abstain(): void {
    this.#isProbing = false;
  }

  #isProbeDue(): boolean {
    return this.#localMs() - this.#openedAtLocalMs >= this.#settings.openMs;
  }
}
