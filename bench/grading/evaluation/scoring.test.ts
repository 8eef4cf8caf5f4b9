import { expect, test } from "bun:test";
import type { StagedEdit } from "#bench/grading/copies";
import { type Accusation, type DiagnosisOutcome, readReport } from "./diagnosis-run.ts";
import { confusionOf, figuresBy, figuresOf, lineDistance, NOTHING, scoreOf } from "./scoring.ts";
import { chanceReciprocalRank, rateOf } from "./statistics.ts";

const EDIT: StagedEdit = {
  file: "engine/deliver/event-queue/fifo.ts",
  stage: "queue",
  start: 0,
  end: 1,
  replacement: "",
  line: 40,
  lineEnd: 42,
  operator: "negated",
};
const OTHER: StagedEdit = {
  ...EDIT,
  file: "codec/frame/frame.ts",
  stage: "frame",
  operator: "swapped",
};

function accusing(stage: string, file: string, line: number): Accusation {
  return { stage, file, line, function: "", confidence: 0.9, rootCause: "" };
}

function scored(
  edits: StagedEdit[],
  accusations: Accusation[],
  more: Partial<DiagnosisOutcome> = {},
) {
  const verdict = accusations.length > 0 ? "broken" : "healthy";
  const rest = { exitCode: 0, isTimedOut: false, elapsedMs: 1_000, problem: "" };
  const outcome: DiagnosisOutcome = { verdict, accusations, ...rest, ...more };
  return scoreOf({ key: "k", edits, descriptions: [], outcome });
}

const wrong = accusing("ring", "engine/ring/a.ts", 40);
const right = accusing("queue", EDIT.file, 45);

test("a rank is the place of the first accusation that fits", () => {
  const ranks = { stageRank: 2, fileRank: 2, lineRank: 2 };
  expect(scored([EDIT], [wrong, right])).toMatchObject({ isDetected: true, ...ranks });
  expect(scored([EDIT], [])).toMatchObject({ isDetected: false, stageRank: 0, fileRank: 0 });
  const sibling = accusing("queue", "engine/deliver/event-queue/b.ts", 40);
  expect(scored([EDIT], [sibling])).toMatchObject({ stageRank: 1, fileRank: 0, lineRank: 0 });
});

test("accusing under a healthy verdict, and unknown without a place, detect nothing", () => {
  expect(scored([EDIT], [right], { verdict: "healthy" }).isDetected).toBe(false);
  expect(scored([EDIT], [], { verdict: "unknown" }).isDetected).toBe(false);
  expect(scored([EDIT], [right], { verdict: "unknown" }).isDetected).toBe(true);
});

test("a line counts from the nearest end of the edit, within ten, in the right file", () => {
  expect(lineDistance(accusing("", EDIT.file, 41), EDIT)).toBe(0);
  expect(lineDistance(accusing("", EDIT.file, 30), EDIT)).toBe(10);
  expect(lineDistance(accusing("", EDIT.file, 53), EDIT)).toBe(11);
  expect(lineDistance(accusing("", OTHER.file, 41), EDIT)).toBe(Number.POSITIVE_INFINITY);
  expect(lineDistance(accusing("", EDIT.file, 0), { ...EDIT, line: 5 })).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(scored([EDIT], [accusing("queue", EDIT.file, 52)]).lineRank).toBe(1);
  expect(scored([EDIT], [accusing("queue", EDIT.file, 53)]).lineRank).toBe(0);
});

test("of a pair either counts, and both are asked for apart", () => {
  const one = scored([EDIT, OTHER], [wrong, right]);
  expect(one).toMatchObject({ stageRank: 2, areAllStagesTop3: false, areAllFilesTop3: false });
  const both = scored([EDIT, OTHER], [wrong, right, accusing("frame", OTHER.file, 0)]);
  expect(both).toMatchObject({ areAllStagesTop3: true, areAllFilesTop3: true });
  const late = scored([EDIT, OTHER], [wrong, right, wrong, accusing("frame", OTHER.file, 0)]);
  expect(late.areAllFilesTop3).toBe(false);
});

test("figures are shares of all cases, found or not", () => {
  const scores = [
    scored([EDIT], [right], { elapsedMs: 4_000 }),
    scored([EDIT], [wrong, right], { elapsedMs: 2_000 }),
    scored([OTHER], [wrong, wrong, wrong, accusing("frame", OTHER.file, 41)], { elapsedMs: 9_000 }),
    scored([OTHER], [], { elapsedMs: 1_000 }),
  ];
  const figures = figuresOf(scores);
  expect(figures.detected.rate).toBe(0.75);
  expect(figures.stageTop1.rate).toBe(0.25);
  expect(figures.stageTop3.rate).toBe(0.5);
  expect(figures.fileTop1.hits).toBe(1);
  expect(figures.lineTop3.hits).toBe(2);
  expect(figures.stageReciprocalRank).toBeCloseTo((1 + 1 / 2 + 1 / 4 + 0) / 4);
  expect([figures.elapsedMsMedian, figures.elapsedMsP95]).toEqual([2_000, 9_000]);
  expect(confusionOf(scores)).toEqual({
    queue: { queue: 1, ring: 1 },
    frame: { ring: 1, [NOTHING]: 1 },
  });
  const groups = figuresBy([...scores, scored([EDIT, OTHER], [right])], ({ stage }) => stage);
  expect(Object.keys(groups)).toEqual(["frame", "queue"]);
  expect(groups.queue?.detected.of).toBe(2);
});

test("Wilson's interval, against published values", () => {
  // Newcombe 1998, table I: 81 of 263, and 0 of 20.
  const usual = rateOf(81, 263);
  expect(usual.low).toBeCloseTo(0.2553, 4);
  expect(usual.high).toBeCloseTo(0.3662, 4);
  const none = rateOf(0, 20);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.1611, 4);
  expect(rateOf(0, 0)).toEqual({ hits: 0, of: 0, rate: null, low: null, high: null });
});

test("the rank that chance gives", () => {
  expect(chanceReciprocalRank(1)).toBe(1);
  expect(chanceReciprocalRank(4)).toBeCloseTo((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4);
});

test("a report is read by rank; gaps are filled, and what is none is none", () => {
  const breakPoints = [
    { rank: 2, stage: "ring", file: "b.ts", line: null },
    { rank: 1, stage: "queue", file: "a.ts", line: 7, function: "f", confidence: 0.8 },
  ];
  expect(readReport(JSON.stringify({ verdict: "broken", breakPoints }))).toEqual({
    verdict: "broken",
    accusations: [
      { stage: "queue", file: "a.ts", line: 7, function: "f", confidence: 0.8, rootCause: "" },
      { stage: "ring", file: "b.ts", line: 0, function: "", confidence: 0, rootCause: "" },
    ],
  });
  for (const text of ["", "null", "[]", "{}", '{"verdict":"fine","breakPoints":[]}']) {
    expect(readReport(text)).toBeUndefined();
  }
});
