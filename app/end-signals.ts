/**
 * The signals that end a run: the first one in good order, the next one at once.
 *
 * One press of Ctrl-C may come twice. A terminal and `timeout` signal every process of a group, and
 * `bun run` forwards what it receives: a command below it receives the same signal from both. That is
 * one request: the duplicate is ignored. Main thread.
 */

/** SIGHUP is a terminal that was closed. */
export const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type EndSignal = (typeof END_SIGNALS)[number];

/**
 * For so long after the first, milliseconds, the same signal is a copy. Copies were seen up to 3 ms behind
 * it, and up to 49 ms on a machine with three times as much work as processors; a hand that means a
 * second press takes longer.
 */
export const COPY_MS = 150;

export interface EndHandlers {
  /** End in good order. Called once. */
  inOrder: () => void;
  /** End now. */
  atOnce: () => void;
}

export class EndSignals {
  readonly #handlers: EndHandlers;
  #first: EndSignal | undefined;
  #firstLocalMs = 0;
  readonly #onSignal = (signal: NodeJS.Signals): void => {
    this.take(signal as EndSignal, performance.now());
  };

  constructor(handlers: EndHandlers) {
    this.#handlers = handlers;
  }

  /** Takes the process's signals, which then no longer end it, until `stop`. */
  listen(): void {
    for (const signal of END_SIGNALS) process.on(signal, this.#onSignal);
  }

  stop(): void {
    for (const signal of END_SIGNALS) process.off(signal, this.#onSignal);
  }

  /** A signal that came at `localMs` of this thread's clock. */
  take(signal: EndSignal, localMs: number): void {
    if (this.#first === undefined) {
      this.#first = signal;
      this.#firstLocalMs = localMs;
      this.#handlers.inOrder();
      return;
    }
    // From the first one on, not from the last: a key that is held down ends the run, too.
    const isCopy = signal === this.#first && localMs - this.#firstLocalMs < COPY_MS;
    if (!isCopy) this.#handlers.atOnce();
  }
}
