/**
 * Two processes that measure in turn: a round of A, a round of B, a round of B, a round of A. A machine
 * that changes its speed then changes it for both sides of nearly every pair of rounds, and the median
 * of the rounds' ratios holds although neither side's figures do (statistics.ts, pairedRatio).
 *
 * Invariant: at most one of the two is between its `myTurn()` and its next one.
 */
import { READY } from "./turns.ts";

/** A command that prints JSON; it measures in turns when it calls myTurn(), else in a single one. */
export interface Side {
  command: readonly string[];
  cwd?: string;
}

/** One of the two processes. */
class TurnTaker {
  readonly #child: Bun.Subprocess<"ignore", "pipe", "inherit">;
  readonly #name: string;
  readonly #text: Promise<string>;
  #isWaiting = false;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor({ command, cwd }: Side) {
    this.#name = command.join(" ");
    this.#child = Bun.spawn([...command], {
      ...(cwd === undefined ? {} : { cwd }),
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
      ipc: (message) => {
        if (message !== READY) return;
        this.#isWaiting = true;
        this.#wake();
      },
    });
    this.#text = new Response(this.#child.stdout).text();
    void this.#child.exited.then(() => {
      this.#isOver = true;
      this.#wake();
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the process waits for its turn, or has ended. */
  async idle(): Promise<void> {
    while (!this.#isWaiting && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Lets it measure one round, and resolves when that is over. */
  async turn(): Promise<void> {
    if (this.#isOver) return;
    this.#isWaiting = false;
    this.#child.send("turn");
    await this.idle();
  }

  /** What it printed. Throws with its exit code when that is not 0. */
  async outcome<T>(): Promise<T> {
    const [text, exitCode] = await Promise.all([this.#text, this.#child.exited]);
    if (exitCode !== 0) throw new Error(`${this.#name} exited with code ${exitCode}: ${text}`);
    return JSON.parse(text) as T;
  }

  kill(): void {
    this.#child.kill();
  }
}

/** Runs both sides in turn; returns what they printed. Throws when one of them fails. */
export async function lockstep<T>(a: Side, b: Side): Promise<[T, T]> {
  const takers: TurnTaker[] = [];
  try {
    for (const side of [a, b]) {
      const taker = new TurnTaker(side);
      takers.push(taker);
      await taker.idle();
    }
    for (let round = 0; takers.some(({ isOver }) => !isOver); round++) {
      const order = round % 2 === 0 ? takers : takers.toReversed();
      for (const taker of order) await taker.turn();
    }
    return [await takers[0]!.outcome<T>(), await takers[1]!.outcome<T>()];
  } finally {
    for (const taker of takers) taker.kill();
  }
}
