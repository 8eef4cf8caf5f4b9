/** Known answers of backoff.ts: how the pauses grow, and what ends one. */
import { type Observe, of } from "#schemas";
import { Backoff } from "./backoff.ts";

const LONG_MS = 60_000;

function observeNext(observe: Observe): void {
  const backoff = new Backoff(100, 1000);
  const pauses = [0, 0.5, 1, 1, 1, 0].map((random) => backoff.next(random));
  observe(
    of(Backoff, "next"),
    "100 ms doubled up to 1,000 ms, jittered",
    pauses,
    [50, 150, 400, 800, 1000, 500],
  );
  backoff.reset();
  observe(of(Backoff, "reset"), "the shortest again", backoff.next(1), 100);
  observe(of(Backoff, "next"), "and then twice as long", backoff.next(1), 200);
  const unbounded = new Backoff(2 ** -30, Number.POSITIVE_INFINITY);
  const many = Array.from({ length: 34 }, () => unbounded.next(1));
  observe(
    of(Backoff, "next"),
    "attempts 29 to 33 of an unbounded one",
    many.slice(29),
    [0.5, 1, 1, 1, 1],
  );
  const own = new Backoff(100, 100).next();
  observe(of(Backoff, "next"), "its own jitter stays in range", own >= 50 && own <= 100, true);
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
  observe(
    of(Backoff, "pause"),
    "over by itself",
    await backoff.pause(1, abort.signal).then(() => "over"),
    "over",
  );
  observe(of(Backoff, "pause"), "listeners left when the time is over", listeners(), 0);
  let isOver = false;
  const cut = backoff.pause(LONG_MS, abort.signal).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 0));
  observe(of(Backoff, "pause"), "a long one is over after one turn", isOver, false);
  abort.abort();
  observe(
    of(Backoff, "pause"),
    "a long one is ended by the signal",
    await cut.then(() => isOver),
    true,
  );
  observe(of(Backoff, "pause"), "listeners left when it was ended", listeners(), 0);
  const refused = backoff.pause(LONG_MS, abort.signal);
  observe(
    of(Backoff, "pause"),
    "not begun after the signal",
    await refused.then(() => "ended"),
    "ended",
  );
  observe(of(Backoff, "pause"), "listeners of one that was not begun", listeners(), 0);
}

export default async function cases(observe: Observe): Promise<void> {
  observeNext(observe);
  await observePause(observe);
}
