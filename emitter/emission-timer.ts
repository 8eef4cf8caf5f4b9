/**
 * Calls an emission again and again and cannot get stuck: every turn schedules the next one
 * whatever happened in it, and nothing says "in progress" longer than a turn lasts. Main thread.
 */

export class EmissionTimer {
  readonly #cadenceMs: number;
  readonly #emit: () => boolean;
  readonly #onThrew: (error: unknown) => void;
  #timer: Timer | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #nextLocalMs = 0;
  #isRunning = false;
  #isWanted = false;
  #isStarted = false;
  #lastLocalMs: number = performance.now();

  /** `emit` returns true when it left work behind and wants another turn at once. */
  constructor(cadenceMs: number, emit: () => boolean, onThrew: (error: unknown) => void) {
    this.#cadenceMs = cadenceMs;
    this.#emit = emit;
    this.#onThrew = onThrew;
  }

  /** Milliseconds since the last emission ended. */
  get ageMs(): number {
    return performance.now() - this.#lastLocalMs;
  }

  start(): void {
    this.#isStarted = true;
    this.#lastLocalMs = performance.now();
    this.#nextLocalMs = this.#lastLocalMs + this.#cadenceMs;
    this.#schedule(false);
  }

  stop(): void {
    this.#isStarted = false;
    this.#clear();
  }

  /** Emits now, and goes on in turns of their own while work is left. Nothing before start and after stop. */
  wake(): void {
    if (!this.#isStarted) return;
    if (this.#isRunning) this.#isWanted = true;
    else if (this.run()) {
      clearImmediate(this.#immediate);
      this.#schedule(true);
    }
  }

  /** Emits now; true when work is left. From inside an emission: asks for another turn after it. */
  run(): boolean {
    if (this.#isRunning) {
      this.#isWanted = true;
      return true;
    }
    this.#isRunning = true;
    this.#isWanted = false;
    let hasMore = false;
    try {
      hasMore = this.#emit();
    } catch (error) {
      this.#onThrew(error);
    } finally {
      this.#isRunning = false;
      this.#lastLocalMs = performance.now();
    }
    return hasMore || this.#isWanted;
  }

  readonly #turn = (): void => {
    this.#clear();
    let hasMore = false;
    try {
      hasMore = this.run();
    } finally {
      this.#schedule(hasMore);
    }
  };

  #schedule(hasMore: boolean): void {
    if (!this.#isStarted) return;
    if (hasMore) {
      // Sockets and timers get their turn between two runs.
      this.#immediate = setImmediate(this.#turn);
      return;
    }
    const nowLocalMs = performance.now();
    // Whole cadences from the start, so that emissions do not drift; missed ones are not made up
    // for.
    const missed = Math.max(0, Math.ceil((nowLocalMs - this.#nextLocalMs) / this.#cadenceMs));
    this.#nextLocalMs += missed * this.#cadenceMs;
    this.#timer = setTimeout(this.#turn, this.#nextLocalMs - nowLocalMs);
  }

  #clear(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }
}
