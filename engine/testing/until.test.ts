import { expect, test } from "bun:test";
import { until } from "./until.ts";

test("gives what it saw as soon as there is something, now or by a promise", async () => {
  let looks = 0;
  expect(await until("the third", () => (++looks === 3 ? "third" : undefined))).toBe("third");
  expect(await until("the fifth", async () => ++looks === 5)).toBe(true);
  expect(looks).toBe(5);
});

test("what never comes is named, with the limit", async () => {
  const moon = until("the moon", async () => false, 20).catch((error: Error) => error.message);
  expect(await moon).toBe("not within 20 ms: the moon");
});

test("a failure to look is no reason to look again", async () => {
  let looks = 0;
  const answer = until("an answer", () => {
    looks += 1;
    throw new Error("no engine");
  });
  expect(await answer.catch((error: Error) => error.message)).toBe("no engine");
  expect(looks).toBe(1);
});
