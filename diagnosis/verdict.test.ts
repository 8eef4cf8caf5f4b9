import { expect, test } from "bun:test";
import type { Probe } from "#schemas";
import type { Deviation } from "./probe-report.ts";
import { breakPointsOf } from "./verdict.ts";

const probe = (name: string, stage: string, needs: string[]): Probe => ({
  name,
  stage,
  file: `engine/${name}.ts`,
  needs,
  run: () => undefined,
});
const deviation = (name: string, stack = ""): Deviation => ({
  probe: name,
  functionName: "f",
  fact: "x",
  expected: "1",
  actual: "2",
  stack,
});

const PROBES = [
  probe("calendar", "channel", []),
  probe("admission", "channel", ["calendar"]),
  probe("trend", "detect", ["admission"]),
  probe("frame", "frame", []),
  probe("decode", "decode", []),
];
const rankOf = (...names: string[]) =>
  breakPointsOf(
    names.map((name) => deviation(name)),
    PROBES,
  ).map(({ file }) => file);

test("what stands on a deviating module is its victim, not a culprit", () => {
  const found = breakPointsOf(
    ["trend", "admission", "calendar"].map((n) => deviation(n)),
    PROBES,
  );
  expect(found.map(({ file }) => file)).toEqual(["engine/calendar.ts"]);
  expect(found[0]!.evidence.at(-1)!.text).toContain("admission");
});

test("a foundation counts although the probe between them agrees", () => {
  expect(rankOf("trend", "calendar")).toEqual(["engine/calendar.ts"]);
});

test("independent faults form a chain in flow order, the one that explains more first", () => {
  expect(rankOf("frame", "decode")).toEqual(["engine/decode.ts", "engine/frame.ts"]);
  expect(rankOf("trend", "calendar", "decode")).toEqual(["engine/calendar.ts", "engine/decode.ts"]);
});

test("confidence falls with the rank; ranks begin at 1", () => {
  const found = breakPointsOf([deviation("decode"), deviation("frame")], PROBES);
  expect(found.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(found[0]!.confidence).toBeGreaterThan(found[1]!.confidence);
});

test("no deviation, no break point", () => {
  expect(breakPointsOf([], PROBES)).toEqual([]);
});
