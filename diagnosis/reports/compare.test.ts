/** Two reports side by side: what counts as worse, and what is only shown. */
import { describe, expect, test } from "bun:test";
import type { Report } from "../report.ts";
import { compareReports } from "./compare.ts";
import { comparisonText } from "./compare-text.ts";
import { brokenReport, healthyReport } from "./testing/example-reports.ts";

const worse = (a: Report, b: Report) => compareReports(a, b).worse;
const withPoints = (...ranks: number[]) => {
  const report = brokenReport();
  return { ...report, breakPoints: report.breakPoints.filter(({ rank }) => ranks.includes(rank)) };
};
const latencyOf = (p50Us: number, p99Us: number): Report["latency"] => {
  const summary = { count: 5, meanUs: 1, p50Us, p90Us: p99Us, p99Us, p999Us: p99Us, maxUs: p99Us };
  return { perStage: { "send@main": summary }, endToEnd: null };
};
const ledgerOf = (residual: number): Report["ledger"] => {
  return { epochMs: 1, isDrained: true, stages: [], edges: [], residual };
};

describe("worse", () => {
  test("no report is worse than itself", () => {
    expect(worse(healthyReport(), healthyReport())).toEqual([]);
    expect(worse(brokenReport(), brokenReport())).toEqual([]);
  });

  test("a worse verdict is, a better one is not, whatever else differs", () => {
    expect(worse(healthyReport(), brokenReport())[0]).toBe("the verdict was healthy and is broken");
    const uncovered = { ...withPoints(2), verdict: "degraded" as const };
    expect(worse(withPoints(1), uncovered)).toEqual([]);
    expect(worse(brokenReport(), healthyReport())).toEqual([]);
  });

  test("an engine that could not be diagnosed may be anything", () => {
    expect(worse(healthyReport(), healthyReport({ verdict: "unknown" }))).toHaveLength(1);
  });

  test("under the same verdict a new break point is, one that is gone is not", () => {
    expect(worse(withPoints(1), withPoints(1, 2))).toEqual(["1 new break point"]);
    expect(worse(withPoints(1, 2), withPoints(2))).toEqual([]);
  });

  test("lower compliance and a larger residual are", () => {
    const { contract } = healthyReport();
    const lower = healthyReport({ contract: { ...contract, rate: 0.9 } });
    expect(worse(healthyReport(), lower)).toEqual(["strict compliance fell"]);
    expect(worse(lower, healthyReport())).toEqual([]);
    const lenient = { ...contract.lenient, rate: 0.9 };
    const inEssence = healthyReport({ contract: { ...contract, lenient } });
    expect(worse(healthyReport(), inEssence)).toEqual(["lenient compliance fell"]);
    const [zero, three] = [
      healthyReport({ ledger: ledgerOf(0) }),
      healthyReport({ ledger: ledgerOf(3) }),
    ];
    expect(worse(zero, three)).toEqual(["the residual grew from 0 to 3"]);
    expect(worse(three, zero)).toEqual([]);
    expect(worse(healthyReport(), three)).toEqual([]);
  });

  test("latencies and counts of errors are shown and never decide", () => {
    const before = healthyReport({ latency: latencyOf(100, 1000) });
    const after = healthyReport({ latency: latencyOf(200, 500), errors: brokenReport().errors });
    const { latency, errors, worse: reasons } = compareReports(before, after);
    expect(reasons).toEqual([]);
    expect(latency).toEqual([
      {
        stage: "send@main",
        p50Us: { a: 100, b: 200 },
        p99Us: { a: 1000, b: 500 },
        ratioP50: 2,
        ratioP99: 0.5,
      },
    ]);
    expect(errors).toEqual([{ code: "ROUTE_MISSING", count: { a: 0, b: 12 } }]);
  });
});

test("break points are gone, new or the same, also when lines and ranks have moved", () => {
  const later = withPoints(2, 3);
  const moved = later.breakPoints.map((point, i) => ({ ...point, line: 70 + i, rank: i + 1 }));
  const { breakPoints } = compareReports(withPoints(1, 2), { ...later, breakPoints: moved });
  expect(breakPoints.gone.map(({ rank }) => rank)).toEqual([{ a: 1, b: null }]);
  expect(breakPoints.new.map(({ rank }) => rank)).toEqual([{ a: null, b: 2 }]);
  expect(breakPoints.same.map(({ rank, point }) => [rank, point.line])).toEqual([
    [{ a: 2, b: 1 }, 70],
  ]);
});

test("the text fits 80 columns and ends with the judgement", () => {
  const long = withPoints(1, 2).breakPoints.map((point) => ({
    ...point,
    file: `engine/${"deep/".repeat(30)}file.ts`,
    rootCause: "why ".repeat(100),
  }));
  const b = { ...brokenReport({ latency: latencyOf(1e7, 1e8) }), breakPoints: long };
  const text = comparisonText(compareReports(healthyReport({ latency: latencyOf(1, 2) }), b));
  for (const line of text.split("\n")) expect([line, line.length <= 80]).toEqual([line, true]);
  expect(text).toMatch(/B is worse: the verdict was healthy and is broken; 2 new break points;/);
  const same = comparisonText(compareReports(healthyReport(), healthyReport()));
  expect(same).toEndWith("B is not worse.");
  expect(same).toContain("no break points in either");
});
