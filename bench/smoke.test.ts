/** Every suite at its tiny size: it runs, and rivals do the same work. */
import { describe, expect, test } from "bun:test";
import { GOALS, goalResults } from "./goals.ts";
import { htmlReport } from "./html-report.ts";
import { newRecord } from "./run-record.ts";
import { runHere, type SuiteRun } from "./suite.ts";
import { SUITES, suitesNamed } from "./suites.ts";
import { suiteText } from "./text-report.ts";

const runs: SuiteRun[] = [];

describe("smoke", () => {
  for (const suite of SUITES) {
    test(suite.name, async () => {
      const run = await runHere(suite, "smoke");
      runs.push(run);
      expect(run.measures.length).toBeGreaterThan(0);
      const names = run.measures.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { subject, rival, isOtherWork } of run.rivalries) {
        if (isOtherWork) continue;
        const sums = run.measures
          .filter(({ name }) => name === subject || name === rival)
          .map(({ checksum }) => checksum);
        expect(sums).toEqual([sums[0]!, sums[0]!]);
      }
    }, 60_000);
  }

  test("reports show every measure", () => {
    const html = htmlReport(newRecord("smoke", runs));
    for (const run of runs) {
      const text = suiteText(run);
      for (const { name } of run.measures) {
        expect(text).toContain(name);
        expect(html).toContain(Bun.escapeHTML(name));
      }
    }
    expect(html).not.toContain("NaN");
  });

  test("every goal is about a measure that a suite makes at full size", () => {
    const suites = new Set(SUITES.map(({ name }) => name));
    for (const { suite } of GOALS) expect(suites).toContain(suite);
    // These suites measure the same at both sizes.
    const measured = goalResults({ suites: runs }).filter(
      ({ verdict }) => verdict !== "not measured",
    );
    const goals = measured.map(({ goal }) => goal);
    expect(goals).toContain("5 M ticks/s through all detectors");
    expect(goals).toContain("memory flat (below 1 MB a minute)");
    expect(goals).toContain("live objects flat, detector-0 thread (below 0.1 MB a minute)");
    expect(goals).toContain("first frame within 500 ms");
  });

  test("a suite that is none is refused with the names", () => {
    expect(() => suitesNamed(["rings"])).toThrow(/no suite is named "rings": use one of codec, /);
  });
});
