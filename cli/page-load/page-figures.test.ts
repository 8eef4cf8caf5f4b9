import { expect, test } from "bun:test";
import { frameFigures, type MemoryLook, slopePerMinute } from "./page-figures.ts";

test("an even 60 a second misses nothing; one long pause is a stutter", () => {
  const even = Array.from({ length: 99 }, () => 1000 / 60);
  expect(frameFigures(even)).toMatchObject({ frames: 99, missedShare: 0, stutterShare: 0 });
  expect(frameFigures(even).perSecond).toBeCloseTo(60, 6);
  const paused = frameFigures([...even, 200]);
  expect(paused).toMatchObject({ missedShare: 0.01, stutterShare: 0.01, intervalMsMax: 200 });
  expect(paused.perSecond).toBeLessThan(55);
});

test("no picture at all is no division by zero", () => {
  expect(frameFigures([])).toMatchObject({ frames: 0, perSecond: 0, intervalMsMax: 0 });
});

function looks(heaps: readonly number[]): MemoryLook[] {
  return heaps.map((heapBytes, i) => ({ atSeconds: i * 10, heapBytes, nodes: 5, listeners: 1 }));
}

test("the slope is that of the second half, per minute", () => {
  const heap = ({ heapBytes }: MemoryLook) => heapBytes;
  // 1,000 bytes every 10 s, after a first half that grows faster.
  expect(slopePerMinute(looks([0, 9e6, 18e6, 20e6, 20e6 + 1000, 20e6 + 2000]), heap)).toBeCloseTo(
    6000,
    6,
  );
  expect(slopePerMinute(looks([1, 2, 7, 7, 7, 7]), heap)).toBe(0);
  expect(slopePerMinute(looks([5]), heap)).toBe(0);
});
