/**
 * How fan-out servers are steered: `send FRAMES` on standard input; after each window of frames the
 * server waits for a `credit` line before it may run more than one window ahead. Clients that lag
 * then cost time, not memory, with every kind of server alike. Within a window the event loop gets its
 * turn after so many frames: what a server can put into one write depends on it.
 */
export class FrameCredits {
  readonly #window: number;
  readonly #framesPerTurn: number;
  #credits = 0;
  #wake: () => void = () => undefined;

  /** `framesPerTurn`: a divisor of `window`. */
  constructor(window: number, framesPerTurn: number) {
    this.#window = window;
    this.#framesPerTurn = framesPerTurn;
  }

  /** A window has arrived at every client. */
  grant(): void {
    this.#credits += 1;
    this.#wake();
  }

  /** Calls `sendFrame` as often, at the clients' pace. */
  async send(frames: number, sendFrame: () => void): Promise<void> {
    this.#credits = 0;
    for (let frame = 0; frame < frames; frame++) {
      if (frame > 0 && frame % this.#framesPerTurn === 0) await this.#mayRun(frame / this.#window);
      sendFrame();
    }
  }

  /** Resolves when at most two windows are on their way; sockets get their turn in any case. */
  async #mayRun(windows: number): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#credits < windows - 1) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
