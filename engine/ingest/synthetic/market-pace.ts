/** How far a simulated market may have come by now. One thread. */

/** A market that fell further behind the wall clock than this goes on from where it is. */
const LAG_MS_MAX = 1000;

export class MarketPace {
  readonly #speed: number | "max";
  readonly #fullSpeedUntilUs: number;
  #wallMs = Number.NaN;
  #marketUs = 0;

  /** `fullSpeedUntilUs`: event time up to which the speed does not matter (the pre-roll). */
  constructor(speed: number | "max", fullSpeedUntilUs: number) {
    this.#speed = speed;
    this.#fullSpeedUntilUs = fullSpeedUntilUs;
  }

  /** Whether the market runs as fast as its clients read. */
  isFullSpeed(marketEpochUs: number): boolean {
    return this.#speed === "max" || marketEpochUs < this.#fullSpeedUntilUs;
  }

  /**
   * The event time to reach now, epoch microseconds. `wallMs`: local milliseconds. Behind by more
   * than a second (the clients were slow, the machine slept), the market does not rush: its clock
   * waited.
   */
  targetEpochUs(marketEpochUs: number, wallMs: number): number {
    if (this.isFullSpeed(marketEpochUs)) {
      this.#wallMs = Number.NaN;
      return Number.POSITIVE_INFINITY;
    }
    const speed = this.#speed as number;
    const targetUs = this.#marketUs + (wallMs - this.#wallMs) * 1000 * speed;
    // NaN on the first call after full speed or a pause
    if (!(targetUs - marketEpochUs <= LAG_MS_MAX * 1000 * speed)) {
      this.#wallMs = wallMs;
      this.#marketUs = marketEpochUs;
      return marketEpochUs;
    }
    return targetUs;
  }

  /** The market stands still until somebody subscribes again. */
  pause(): void {
    this.#wallMs = Number.NaN;
  }
}
