import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  ACTIVITY_SECONDS,
  ActivityWheel,
  ActivityWheelWriter,
  activityWheelBytes,
} from "./activity-wheel.ts";

const START_US = Date.UTC(2025, 7, 20, 14) * 1000;

function wheel(): { buffer: SharedArrayBuffer; writer: ActivityWheelWriter } {
  const buffer = new SharedArrayBuffer(activityWheelBytes);
  return { buffer, writer: new ActivityWheelWriter(buffer) };
}

test("counts each tick once in every window, like a list of all ticks would", () => {
  // Steps from half a minute back (other symbols' late ticks) to a minute ahead.
  const steps = fc.array(fc.integer({ min: -30_000_000, max: 60_000_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(steps, (stepsUs) => {
      const { buffer, writer } = wheel();
      const reader = new ActivityWheel(buffer);
      const times: number[] = [];
      let epochUs = START_US;
      for (const stepUs of stepsUs) {
        epochUs += stepUs;
        times.push(epochUs);
        writer.count(epochUs);
        const newest = Math.max(...times);
        // A late tick from before the wheel's reach is not part of any window.
        epochUs = Math.max(epochUs, newest - 100e6);
      }
      if (times.length === 0) return;
      const newest = Math.max(...times);
      expect<number>(reader.newestEpochUs).toBe(newest);
      for (const seconds of [1, 10, 30, 60, 300]) {
        const from = Math.floor(newest / 1e6) - seconds;
        const expected = times.filter((time) => Math.floor(time / 1e6) > from).length;
        expect(reader.sum(newest, seconds)).toBe(expected);
      }
    }),
  );
});

test("empties as market time goes on without ticks", () => {
  const { writer } = wheel();
  for (let i = 0; i < 5; i++) writer.count(START_US + i * 1e6);
  expect(writer.sum(START_US + 4e6, 10)).toBe(5);
  expect(writer.sum(START_US + 12e6, 10)).toBe(2);
  expect(writer.sum(START_US + ACTIVITY_SECONDS * 1e6, 300)).toBe(0);
});

test("a successor continues with what its predecessor counted", () => {
  const { buffer, writer } = wheel();
  writer.count(START_US);
  const successor = new ActivityWheelWriter(buffer);
  successor.count(START_US + 1);
  expect([successor.sum(START_US, 10), successor.newestEpochUs]).toEqual([2, START_US + 1]);
});

test("a tick from before its reach displaces nothing; one wrong future time does not stop it", () => {
  const { writer } = wheel();
  writer.count(START_US);
  writer.count(START_US - ACTIVITY_SECONDS * 2e6);
  expect([writer.sum(START_US, 300), writer.newestEpochUs]).toEqual([1, START_US]);

  const future = START_US + 365 * 86_400e6;
  writer.count(future);
  for (let i = 1; i <= 200; i++) writer.count(START_US + i * 1e6);
  expect<number>(writer.newestEpochUs).toBe(START_US + 200e6);
  expect(writer.sum(START_US + 200e6, 60)).toBe(60);
});
