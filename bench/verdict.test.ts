import { describe, expect, test } from "bun:test";
import type { Measure, SuiteRun, Unit } from "./suite.ts";
import { type Comparison, compareRuns } from "./verdict.ts";
import { YARDSTICK } from "./yardstick.ts";

const around = (centre: number): number[] => {
  return Array.from({ length: 20 }, (_, i) => centre * (0.98 + 0.002 * ((i * 7) % 20)));
};
const measure = (name: string, unit: Unit, figures: number[], checksum = "7"): Measure => {
  return { name, unit, checksum, samples: [figures] };
};
const runOf = (...measures: Measure[]): { suites: SuiteRun[] } => {
  const suite = { name: "s", about: "", parameters: {}, measures, rivalries: [], skipped: [] };
  return { suites: [suite] };
};
const slowerHalf = (factor: number): number[] => {
  return around(100).map((figure, i) => figure * factor * (i < 10 ? 1 : 1.6));
};
const first = (a: Measure[], b: Measure[]): Comparison => {
  return compareRuns(runOf(...a), runOf(...b))[0]!;
};

describe("verdict", () => {
  test("slower and faster, for costs and for throughputs", () => {
    const cost = (figure: number) => [measure("m", "ns/op", around(figure))];
    expect(first(cost(100), cost(120)).verdict).toBe("slower");
    expect(first(cost(120), cost(100)).verdict).toBe("faster");
    const rate = (figure: number) => [measure("m", "records/s", around(figure))];
    expect(first(rate(100), rate(120)).verdict).toBe("faster");
    expect(first(rate(120), rate(100)).verdict).toBe("slower");
  });

  test("a difference within the margin is not shown, and no proof of equality", () => {
    const cost = (figure: number) => [measure("m", "ns/op", around(figure))];
    expect(first(cost(100), cost(103)).verdict).toBe("no difference shown");
    expect(first(cost(100), cost(100)).verdict).toBe("no difference shown");
  });

  test("growths near 0 are not compared as ratios", () => {
    const grown = (figure: number) => [measure("m", "MB/min", around(figure))];
    expect(first(grown(0.001), grown(0.01))).toMatchObject({
      verdict: "not comparable",
      why: "a growth near 0 has no ratio: see bench goals",
    });
  });

  test("a machine that was slower is not a slower engine", () => {
    const on = (factor: number) => [
      measure("m", "ns/op", around(100 * factor)),
      measure(YARDSTICK, "ns/op", around(1 * factor), ""),
    ];
    expect(first(on(1), on(1.5)).verdict).toBe("no difference shown");
    const engine = [measure("m", "ns/op", around(150)), on(1)[1]!];
    expect(first(on(1), engine).verdict).toBe("slower");
  });

  test("runs taken in turn are compared round by round, others are not", () => {
    // A machine that ran at another speed from the middle on, in both runs.
    const [a, b] = [1, 1.2].map((factor) => runOf(measure("m", "ns/op", slowerHalf(factor))));
    const verdictOf = (pairingA?: string, pairingB?: string) => {
      const pairing = (label?: string) => (label === undefined ? {} : { pairing: label });
      return compareRuns({ ...a!, ...pairing(pairingA) }, { ...b!, ...pairing(pairingB) })[0]!;
    };
    expect(verdictOf("p", "p").verdict).toBe("slower");
    expect(verdictOf("p", "p").ratio.middle).toBeCloseTo(1.2);
    for (const other of [verdictOf(), verdictOf("p", "q"), verdictOf("p")]) {
      expect(other.verdict).toBe("no difference shown");
    }
  });

  test("other work, a missing measure and no samples are not comparable", () => {
    const a = [measure("m", "ns/op", around(1))];
    expect(first(a, [measure("m", "ns/op", around(1), "8")]).why).toContain("checksum 7 against 8");
    expect(first(a, [measure("other", "ns/op", around(1))]).why).toBe("only in A");
    expect(first(a, [measure("m", "ns/op", [])]).why).toBe("no samples");
  });
});
