/** Every finding has a fix and every fix a finding; effort follows the stated rule. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { effortOf } from "./effort.ts";
import { fixesOf } from "./fixes.ts";
import type { BreakPoint, Evidence, Priority } from "./report.ts";

const PROBE: Evidence = { kind: "probe", text: "probe breaker: allows", data: null };
const LEDGER: Evidence = { kind: "ledger", text: "ring loses 3 records", data: null };

function point(patch: Partial<BreakPoint> = {}): BreakPoint {
  return {
    rank: 1,
    stage: "route",
    edge: null,
    file: "engine/detect/router/breaker.ts",
    line: 40,
    function: "allows",
    confidence: 0.9,
    category: "silent",
    code: "",
    rootCause: "allows() behaves differently",
    impact: "Records do not reach their channel.",
    priority: "HIGH",
    evidence: [PROBE],
    ...patch,
  };
}

describe("fixes", () => {
  const places = fc.constantFrom(
    "engine/detect/router/breaker.ts",
    "engine/detect/router/router.ts",
    "",
  );
  const points = fc
    .array(
      fc.record({
        file: places,
        function: fc.constantFrom("allows", "nothing", ""),
        priority: fc.constantFrom<Priority>("CRITICAL", "HIGH", "MEDIUM", "LOW"),
        edge: fc.constantFrom("ring -> route", null),
      }),
      { maxLength: 8 },
    )
    .map((list) => list.map((patch, index) => point({ ...patch, rank: index + 1 })));

  test("every finding has one fix, every fix a finding, the most urgent first", () => {
    fc.assert(
      fc.property(points, (list) => {
        const fixes = fixesOf(list);
        expect(fixes.map(({ finding }) => finding).sort()).toEqual(list.map(({ rank }) => rank));
        expect(new Set(fixes.map(({ id }) => id)).size).toBe(list.length);
        const order = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
        const urgency = fixes.map(({ priority }) => order.indexOf(priority));
        expect(urgency).toEqual(urgency.toSorted());
        for (const { effort, title, acceptance } of fixes) {
          expect(effort.hours).toBeGreaterThan(0);
          expect(effort.rule).toEndWith(`= ${effort.hours} h, rounded up to quarter hours`);
          expect(title).not.toBe("");
          expect(acceptance).toContain("bun run diagnose");
        }
      }),
    );
  });

  test("acceptance runs the module's own test first, when it has one", () => {
    const [fix] = fixesOf([point({ file: "engine/detect/router/breaker.ts" })]);
    expect(fix!.acceptance).toStartWith("bun test engine/detect/router/breaker.test.ts && ");
    expect(fixesOf([point({ file: "" })])[0]!.acceptance).toStartWith("bun run diagnose");
  });
});

describe("effort", () => {
  const hours = (patch: Partial<BreakPoint>) => effortOf(point(patch)).hours;

  test("says its sum", () => {
    expect(effortOf(point({ function: "state" }))).toEqual({
      hours: 1.5,
      rule: "(0.5 h: 4 lines of state() to read + 0.5 h: 1 file) x 1.5 (hot path) + 0 h: a probe detects it = 1.5 h, rounded up to quarter hours",
    });
  });

  test("a named line is found faster than a function, a function faster than a file", () => {
    const thrown = hours({ category: "exception" });
    const inFunction = hours({});
    const inFile = hours({ function: "" });
    const anywhere = hours({ file: "", function: "" });
    expect([thrown, inFunction, inFile, anywhere]).toEqual(
      [thrown, inFunction, inFile, anywhere].toSorted((a, b) => a - b),
    );
    expect(new Set([thrown, inFunction, inFile, anywhere]).size).toBe(4);
  });

  test("a changed line counts as named", () => {
    const change: Evidence = { kind: "change", text: "changed since", data: null };
    expect(hours({ evidence: [PROBE, change] })).toBeLessThan(hours({}));
  });

  test("an edge has two sides", () => {
    expect(hours({ edge: "ring -> route" })).toBeGreaterThan(hours({ edge: null }));
  });

  test("memory that threads share weighs more than a module of its own", () => {
    const shared = effortOf(point({ file: "engine/ring/ring-producer.ts", function: "" }));
    expect(shared.rule).toContain("x 1.5 (hot path) x 1.5 (memory shared by threads)");
    expect(effortOf(point({ file: "engine/ingest/files/csv-row.ts" })).rule).not.toContain(" x ");
  });

  test("what no case saw needs its check extended, or a first one", () => {
    const unseen = effortOf(point({ evidence: [LEDGER] }));
    expect(unseen.rule).toContain("engine/detect/router/breaker.cases.ts");
    expect(unseen.rule).toContain("to extend");
    expect(effortOf(point({ evidence: [LEDGER], file: "" })).rule).toContain("a test to write");
  });
});
