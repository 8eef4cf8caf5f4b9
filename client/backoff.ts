/** How long to wait before dialling again: doubles from try to try, with jitter. */

export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  #nextMs: number;

  /** `firstMs`: the first wait at most; `maxMs`: every wait at most. */
  constructor(firstMs: number, maxMs: number) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#nextMs = firstMs;
  }

  /**
   * Milliseconds to wait now. Between half and all of the step, so that the clients of an engine that
   * comes back do not all come in the same moment. `random`: 0 to 1.
   */
  next(random: number = Math.random()): number {
    const stepMs = this.#nextMs;
    this.#nextMs = Math.min(stepMs * 2, this.#maxMs);
    return stepMs * (0.5 + random / 2);
  }

  /** The connection works: begin anew. */
  reset(): void {
    this.#nextMs = this.#firstMs;
  }
}
