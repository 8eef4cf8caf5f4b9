import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { nearestRank, quantile, SeededRandom } from "./index.ts";

const shares = fc.double({ min: 0, max: 1, noNaN: true });
const figures = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
const ascending = (list: number[]) => Float64Array.from(list).sort();

describe("quantile", () => {
  test("interpolates between neighbours", () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([10, 20, 40], share))).toEqual([
      10, 15, 20, 40,
    ]);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });

  test("lies in the list's range and grows with the share", () => {
    fc.assert(
      fc.property(figures, shares, shares, (list, a, b) => {
        const sorted = ascending(list);
        const [low, high] = [quantile(sorted, Math.min(a, b)), quantile(sorted, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(sorted[0]!);
        // Interpolation rounds.
        expect(low - high).toBeLessThan(1e-6);
        expect(high).toBeLessThanOrEqual(sorted.at(-1)! + 1e-6);
      }),
    );
  });
});

describe("nearestRank", () => {
  test("is a figure of the list", () => {
    expect([0, 0.25, 0.26, 0.95, 1].map((share) => nearestRank([1, 2, 3, 4], share))).toEqual([
      1, 1, 2, 4, 4,
    ]);
    expect(nearestRank([], 0.5)).toBeNaN();
  });

  test("is the least that the share does not exceed", () => {
    fc.assert(
      fc.property(figures, shares, (list, share) => {
        const sorted = ascending(list);
        const found = nearestRank(sorted, share);
        const shareUpTo = (x: number) => sorted.filter((each) => each <= x).length / sorted.length;
        expect(shareUpTo(found)).toBeGreaterThanOrEqual(share);
        const less = sorted.findLast((each) => each < found);
        if (less !== undefined && share > 0) expect(shareUpTo(less)).toBeLessThan(share);
      }),
    );
  });
});

describe("SeededRandom", () => {
  // Recorded samples and intervals stand on these draws: mulberry32 of seed 1, from its author's code.
  test("draws what mulberry32 draws", () => {
    const random = new SeededRandom(1);
    expect(Array.from({ length: 3 }, () => random.unit())).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });

  test("a seed draws the same again, another seed does not", () => {
    const drawn = (seed: number) => {
      const random = new SeededRandom(seed);
      return [
        random.unit(),
        random.below(1000),
        random.pick(["a", "b", "c"]),
        random.shuffled([1, 2, 3]),
      ];
    };
    expect(drawn(5)).toEqual(drawn(5));
    expect(drawn(5)).not.toEqual(drawn(6));
  });

  test("shuffles without loss, and picks from something", () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    expect(new SeededRandom(2).shuffled(list).toSorted((a, b) => a - b)).toEqual(list);
    expect(() => new SeededRandom(2).pick([])).toThrow("Invariant");
  });
});
