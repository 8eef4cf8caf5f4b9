import { expect, test } from "bun:test";
import type { Stage } from "#engine/telemetry";
import type { CaseCard, Deviation } from "./cases/index.ts";
import { breakPointsOf } from "./verdict.ts";

const card = (name: string, stage: Stage, needs: string[]): CaseCard => ({
  name,
  stage,
  file: `engine/${name}.ts`,
  casesFile: `engine/${name}.cases.ts`,
  needs,
});
const deviation = (name: string, stack = ""): Deviation => ({
  name,
  functionName: "f",
  fact: "x",
  expected: "1",
  actual: "2",
  stack,
});

const CARDS = [
  card("calendar", "channel", []),
  card("admission", "channel", ["calendar"]),
  card("trend", "detect", ["admission"]),
  card("frame", "frame", []),
  card("decode", "decode", []),
];
const rankOf = (...names: string[]) =>
  breakPointsOf(
    names.map((name) => deviation(name)),
    CARDS,
  ).map(({ file }) => file);

test("what stands on a deviating module is its victim, not a culprit", () => {
  const found = breakPointsOf(
    ["trend", "admission", "calendar"].map((n) => deviation(n)),
    CARDS,
  );
  expect(found.map(({ file }) => file)).toEqual(["engine/calendar.ts"]);
  expect(found[0]!.evidence.at(-1)!.text).toContain("admission");
});

test("a foundation counts although the cases between them agree", () => {
  expect(rankOf("trend", "calendar")).toEqual(["engine/calendar.ts"]);
});

test("independent faults form a chain in flow order, the one that explains more first", () => {
  expect(rankOf("frame", "decode")).toEqual(["engine/decode.ts", "engine/frame.ts"]);
  expect(rankOf("trend", "calendar", "decode")).toEqual(["engine/calendar.ts", "engine/decode.ts"]);
});

test("confidence falls with the rank; ranks begin at 1", () => {
  const found = breakPointsOf([deviation("decode"), deviation("frame")], CARDS);
  expect(found.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(found[0]!.confidence).toBeGreaterThan(found[1]!.confidence);
});

test("no deviation, no break point", () => {
  expect(breakPointsOf([], CARDS)).toEqual([]);
});
