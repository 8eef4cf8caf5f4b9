import { expect, test } from "bun:test";
import { until } from "../engine/testing/until.ts";
import { EmissionTimer } from "./emission-timer.ts";

test("goes on after an emission that threw, and says so each time", async () => {
  const thrown: unknown[] = [];
  let runs = 0;
  const emit = () => {
    runs += 1;
    if (runs % 2 === 1) throw new Error(`run ${runs}`);
    return false;
  };
  const timer = new EmissionTimer(1, emit, (error) => thrown.push(error));
  timer.start();
  await until("six runs", () => runs >= 6);
  timer.stop();
  expect(thrown.length).toBe(Math.ceil(runs / 2));
});

test("a request from inside an emission is a further turn, never a nested one", async () => {
  let depth = 0;
  let runs = 0;
  const timer = new EmissionTimer(
    60_000,
    () => {
      depth += 1;
      runs += 1;
      expect(depth).toBe(1);
      if (runs < 4) expect(timer.run()).toBe(true);
      depth -= 1;
      return false;
    },
    (error) => {
      throw error;
    },
  );
  expect(timer.run()).toBe(true);
  expect(runs).toBe(1);
});

test("work that is left over is done at once, with the event loop's turn in between", async () => {
  let left = 50;
  let others = 0;
  const other = setInterval(() => {
    others += 1;
  }, 0);
  const timer = new EmissionTimer(
    10,
    () => {
      left -= 1;
      const busyUntil = performance.now() + 1;
      while (performance.now() < busyUntil);
      return left > 0;
    },
    () => undefined,
  );
  timer.start();
  await until("all work", () => left <= 0);
  timer.stop();
  clearInterval(other);
  expect(others).toBeGreaterThan(5);
});

test("does nothing after stop", async () => {
  let runs = 0;
  const timer = new EmissionTimer(
    1,
    () => {
      runs += 1;
      if (runs === 3) timer.stop();
      return true;
    },
    () => undefined,
  );
  timer.start();
  await until("three runs", () => runs === 3);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(runs).toBe(3);
});

test("a wake emits at once, and goes on by itself while work is left, until stop", async () => {
  let left = 3;
  let runs = 0;
  const emit = () => {
    runs += 1;
    left -= 1;
    return left > 0;
  };
  const timer = new EmissionTimer(60_000, emit, () => undefined);
  timer.wake();
  expect(runs).toBe(0);
  timer.start();
  timer.wake();
  expect(runs).toBe(1);
  await until("all work", () => left === 0);
  expect(runs).toBe(3);
  left = 1000;
  timer.wake();
  timer.wake();
  timer.stop();
  const atStop = runs;
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(runs).toBe(atStop);
});
