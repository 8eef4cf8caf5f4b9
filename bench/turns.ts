/**
 * The measuring side of bench/lockstep.ts: two processes that are compared measure in turn, round by
 * round, and each is idle while the other measures.
 */

/** What a process says when it is ready for its next round. */
export const READY = "ready";

/**
 * Resolves when this process may measure its next round: at once, unless a parent process deals out
 * turns (then over the channel between the two).
 */
export function myTurn(): Promise<void> {
  if (process.send === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    process.once("message", () => resolve());
    process.send?.(READY);
  });
}
