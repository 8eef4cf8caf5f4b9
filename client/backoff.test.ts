import { expect, test } from "bun:test";
import fc from "fast-check";
import { Backoff } from "./backoff.ts";

test("doubles up to the bound, and begins anew after a reset", () => {
  const backoff = new Backoff(250, 1000);
  expect([1, 2, 3, 4].map(() => backoff.next(1))).toEqual([250, 500, 1000, 1000]);
  backoff.reset();
  expect(backoff.next(1)).toBe(250);
});

test("waits between half a step and a step", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), (random, tries) => {
      const backoff = new Backoff(250, 4000);
      for (let i = 0; i < tries; i++) backoff.next();
      const stepMs = Math.min(250 * 2 ** tries, 4000);
      const waitMs = backoff.next(random);
      expect(waitMs).toBeGreaterThanOrEqual(stepMs / 2);
      expect(waitMs).toBeLessThanOrEqual(stepMs);
    }),
  );
});
