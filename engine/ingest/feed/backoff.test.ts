import { expect, test } from "bun:test";
import { Backoff } from "./backoff.ts";

test("pauses double from the first to the longest, jittered downwards by at most half", () => {
  const backoff = new Backoff(100, 1000);
  expect(Array.from({ length: 6 }, () => backoff.next(1))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
  backoff.reset();
  expect([backoff.next(0), backoff.next(0)]).toEqual([50, 100]);
});

test("many attempts do not overflow", () => {
  const backoff = new Backoff(250, 30_000);
  for (let i = 0; i < 5000; i++) backoff.next();
  expect(backoff.next(1)).toBe(30_000);
});

test("a pause ends at once when the signal aborts", async () => {
  const abort = new AbortController();
  const pause = new Backoff(1, 1).pause(3_600_000, abort.signal);
  abort.abort();
  await pause;
  await new Backoff(1, 1).pause(3_600_000, abort.signal);
});
