/** Known answers of backoff.ts: how the pauses grow, and what ends one. */
import type { Observe, Probe } from "#schemas";
import { Backoff } from "./backoff.ts";

const LONG_MS = 60_000;

function observeNext(observe: Observe): void {
  const backoff = new Backoff(100, 1000);
  const pauses = [0, 0.5, 1, 1, 1, 0].map((random) => backoff.next(random));
  observe("next", "100 ms doubled up to 1,000 ms, jittered", pauses);
  backoff.reset();
  observe("reset", "the shortest again", backoff.next(1));
  observe("next", "and then twice as long", backoff.next(1));
  const unbounded = new Backoff(2 ** -30, Number.POSITIVE_INFINITY);
  const many = Array.from({ length: 34 }, () => unbounded.next(1));
  observe("next", "attempts 29 to 33 of an unbounded one", many.slice(29));
  const own = new Backoff(100, 100).next();
  observe("next", "its own jitter stays in range", own >= 50 && own <= 100);
}

/** A signal that counts its listeners. */
function countedSignal(): { abort: AbortController; listeners: () => number } {
  const abort = new AbortController();
  const { signal } = abort;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners += 1;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...args);
  };
  return { abort, listeners: () => listeners };
}

async function observePause(observe: Observe): Promise<void> {
  const { abort, listeners } = countedSignal();
  const backoff = new Backoff(1, 1);
  observe("pause", "over by itself", await backoff.pause(1, abort.signal).then(() => "over"));
  observe("pause", "listeners left when the time is over", listeners());
  let isOver = false;
  const cut = backoff.pause(LONG_MS, abort.signal).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  observe("pause", "a long one is over after one turn", isOver);
  abort.abort();
  observe("pause", "a long one is ended by the signal", await cut.then(() => isOver));
  observe("pause", "listeners left when it was ended", listeners());
  const refused = backoff.pause(LONG_MS, abort.signal);
  observe("pause", "not begun after the signal", await refused.then(() => "ended"));
  observe("pause", "listeners of one that was not begun", listeners());
}

export const BACKOFF_PROBE: Probe = {
  name: "backoff",
  stage: "source",
  file: "engine/sources/backoff.ts",
  needs: [],
  run: async (observe: Observe): Promise<void> => {
    observeNext(observe);
    await observePause(observe);
  },
};
