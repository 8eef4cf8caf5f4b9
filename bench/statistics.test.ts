import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  halfwaySlopes,
  median,
  medianInterval,
  pairedRatio,
  ratioOfMedians,
} from "./statistics.ts";

/** `count` figures around `centre`, spread by a tenth, always the same. */
const around = (centre: number, count: number): number[] => {
  return Array.from(
    { length: count },
    (_, i) => centre * (0.95 + (0.1 * ((i * 7) % count)) / count),
  );
};

describe("median", () => {
  test("of odd, even and empty lists; the list is left alone", () => {
    const figures = [9, 1, 5];
    expect(median(figures)).toBe(5);
    expect(figures).toEqual([9, 1, 5]);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe("halfwaySlopes", () => {
  const saw = (at: number) => ((at * 37) % 20) - 10;
  const line = (slope: number, noise: (at: number) => number) => {
    return Array.from({ length: 60 }, (_, i) => ({
      at: i / 10,
      figure: slope * (i / 10) + noise(i),
    }));
  };

  test("of a line are its slope; of one point there are none", () => {
    for (const slope of halfwaySlopes(line(2, () => 0))) expect(slope).toBeCloseTo(2, 9);
    expect(halfwaySlopes(line(1, saw))).toHaveLength(30);
    expect(halfwaySlopes(line(1, saw).slice(0, 1))).toEqual([]);
  });

  test("a saw tooth without growth has an interval round 0, one that grows has not", () => {
    const flat = medianInterval([halfwaySlopes(line(0, saw))]);
    expect(flat.low).toBeLessThan(0);
    expect(flat.high).toBeGreaterThan(0);
    expect(medianInterval([halfwaySlopes(line(8, saw))]).low).toBeGreaterThan(4);
  });

  test("a single wild figure does not move the estimate", () => {
    const wild = line(2, (i) => (i === 7 ? 1e6 : 0));
    expect(median(halfwaySlopes(wild))).toBeCloseTo(2, 9);
  });
});

describe("intervals", () => {
  test("hold the median, and are the same for the same samples", () => {
    const figure = fc.double({ min: 1, max: 1e6, noNaN: true });
    const block = fc.array(figure, { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const { low, middle, high } = medianInterval(blocks);
        expect(low).toBeLessThanOrEqual(high);
        expect(middle).toBe(median(blocks.flat()));
        expect(medianInterval(blocks)).toEqual({ low, middle, high });
      }),
      { numRuns: 30 },
    );
  });

  test("a ratio of 1.2 is found between independent runs", () => {
    const { low, middle, high } = ratioOfMedians([around(120, 30)], [around(100, 30)]);
    expect(middle).toBeCloseTo(1.2, 6);
    expect(low).toBeGreaterThan(1.1);
    expect(high).toBeLessThan(1.3);
  });

  test("processes that differ widen the interval, rounds within them do not hide it", () => {
    const steady = medianInterval([around(100, 12), around(100, 12), around(100, 12)]);
    const moody = medianInterval([around(80, 12), around(100, 12), around(125, 12)]);
    expect(moody.high - moody.low).toBeGreaterThan(3 * (steady.high - steady.low));
  });

  test("a paired ratio does not see what hits both sides of a round", () => {
    const weather = Array.from({ length: 20 }, (_, i) => 1 + (i % 5));
    const a = weather.map((factor) => 120 * factor);
    const b = weather.map((factor) => 100 * factor);
    const { low, high } = pairedRatio([a], [b]);
    expect(low).toBeCloseTo(1.2, 6);
    expect(high).toBeCloseTo(1.2, 6);
  });
});
