/** Jittered exponential pauses between attempts, bounded. One thread. */

export class Backoff {
  readonly #minMs: number;
  readonly #maxMs: number;
  #attempt = 0;

  /** First and longest pause, milliseconds. */
  constructor(minMs: number, maxMs: number) {
    this.#minMs = minMs;
    this.#maxMs = maxMs;
  }

  /**
   * The next pause, milliseconds: between half of and the whole of min * 2^attempt, at most max.
   * The jitter keeps many clients of a feed that restarts from coming back in one instant.
   */
  next(random: number = Math.random()): number {
    const wholeMs = Math.min(this.#maxMs, this.#minMs * 2 ** Math.min(this.#attempt, 30));
    this.#attempt += 1;
    return wholeMs * (0.5 + 0.5 * random);
  }

  /** The connection proved good: the next pause is the shortest again. */
  reset(): void {
    this.#attempt = 0;
  }

  /** Resolves after `pauseMs`, or at once when the signal aborts. */
  pause(pauseMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, pauseMs);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
