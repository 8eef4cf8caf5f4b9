import { expect, test } from "bun:test";
import fc from "fast-check";
import { Breaker, DEFAULT_BREAKER } from "./breaker.ts";

function breakerAt(clock: { ms: number }) {
  return new Breaker(DEFAULT_BREAKER, () => clock.ms);
}

test("ten failures in a row open it for 60 s; one probe's success closes it", () => {
  const clock = { ms: 0 };
  const breaker = breakerAt(clock);
  for (let i = 0; i < 9; i++) expect(breaker.fail()).toBe(false);
  expect(breaker.allows()).toBe(true);
  expect(breaker.fail()).toBe(true);
  expect(breaker.state).toBe("open");
  clock.ms = 59_999;
  expect(breaker.allows()).toBe(false);
  clock.ms = 60_000;
  expect(breaker.state).toBe("half-open");
  expect(breaker.allows()).toBe(true);
  expect(breaker.allows()).toBe(false); // one probe at a time
  breaker.succeed();
  expect([breaker.state, breaker.allows(), breaker.opened]).toEqual(["closed", true, 1]);
});

test("a failed probe opens it for another 60 s", () => {
  const clock = { ms: 0 };
  const breaker = breakerAt(clock);
  for (let i = 0; i < 10; i++) breaker.fail();
  clock.ms = 60_000;
  expect(breaker.allows()).toBe(true);
  expect(breaker.fail()).toBe(true);
  clock.ms = 119_999;
  expect(breaker.allows()).toBe(false);
  clock.ms = 120_000;
  expect(breaker.allows()).toBe(true);
  expect(breaker.opened).toBe(2);
});

test("a filtered probe leaves the door open for the next one", () => {
  const clock = { ms: 0 };
  const breaker = breakerAt(clock);
  for (let i = 0; i < 10; i++) breaker.fail();
  clock.ms = 60_000;
  expect(breaker.allows()).toBe(true);
  breaker.abstain();
  expect(breaker.allows()).toBe(true);
});

test("without ten failures in a row it never opens", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (outcomes) => {
      const breaker = breakerAt({ ms: 0 });
      let inRow = 0;
      let isOpen = false;
      for (const ok of outcomes) {
        if (isOpen) break;
        if (ok) breaker.succeed();
        else breaker.fail();
        inRow = ok ? 0 : inRow + 1;
        isOpen = inRow >= 10;
        expect(breaker.allows()).toBe(!isOpen);
      }
    }),
  );
});
