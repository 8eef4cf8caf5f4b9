import { afterEach, beforeEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EvaluationOptions, evaluate } from "./evaluation.ts";
import { resultsOf } from "./results.ts";
import { resultsText } from "./results-text.ts";
import { ownTests } from "./test-check.ts";
import { TinyRepository } from "./testing/tiny-repository.ts";

let repository: TinyRepository;
beforeEach(() => {
  repository = new TinyRepository();
});
afterEach(() => repository.remove());

function options(changes: Partial<EvaluationOptions> = {}): EvaluationOptions {
  return {
    root: repository.root,
    cases: 4,
    pairs: 1,
    healthy: 2,
    seed: 5,
    jobs: 2,
    timeoutMs: 10_000,
    withSuspects: false,
    logPath: repository.logPath,
    checksFor: ownTests,
    say: () => undefined,
    ...changes,
  };
}

test("edits, diagnoses blindly, scores; and does nothing twice", async () => {
  const before = readFileSync(join(repository.root, "engine/adder.ts"), "utf8");
  const first = await evaluate(options());
  const singles = first.scores.filter((score) => score.case.edits.length === 1);
  expect(singles.length).toBe(4);
  expect(new Set(singles.map((score) => score.case.edits[0]?.stage))).toEqual(
    new Set(["source", "queue"]),
  );
  // What the tests see, this diagnosis sees, and in functions of four lines the line is always near.
  for (const score of singles) expect(score).toMatchObject({ isDetected: true, lineRank: 1 });
  const pair = first.scores.find((score) => score.case.edits.length === 2);
  expect(pair).toMatchObject({ areAllStagesTop3: true, areAllFilesTop3: true, stageRank: 1 });
  expect(first.controls.map(({ outcome }) => outcome.verdict)).toEqual(["healthy", "healthy"]);
  const runs = await repository.runs();
  expect(runs.length).toBe(1 + 5 + 2);
  expect(runs.filter((line) => line === "--json --no-suspects").length).toBe(6);
  expect(readFileSync(join(repository.root, "engine/adder.ts"), "utf8")).toBe(before);

  const again = await evaluate(options());
  expect(again).toEqual(first);
  expect((await repository.runs()).length).toBe(runs.length);

  const results = resultsOf(again, options(), "evaluate");
  expect(results.blind.goals.map(({ isMet }) => isMet)).toEqual(Array(7).fill(true));
  expect(resultsText(results)).toContain("1.000 (0.51 to 1.00; 4 of 4)");
}, 30_000);

test("goes on after an interruption, and does again what the sources no longer vouch for", async () => {
  await evaluate(options({ cases: 2, pairs: 0, healthy: 0 }));
  const before = (await repository.runs()).length;
  await evaluate(options({ cases: 4, pairs: 0, healthy: 0 }));
  expect((await repository.runs()).length).toBe(before + 2);
  repository.write("diagnosis/notes.ts", "export {};\n");
  const record = await evaluate(options({ cases: 4, pairs: 0, healthy: 0 }));
  expect((await repository.runs()).length).toBe(before + 2 + 5);
  // The oracle saw none of that change: its verdicts still hold.
  const oracleLines = readFileSync(repository.logPath, "utf8").match(/"kind":"oracle"/g);
  expect(oracleLines?.length).toBeGreaterThanOrEqual(record.selection.examined);
  expect(oracleLines?.length).toBeLessThan(2 * record.selection.examined);
}, 30_000);

test("with suspects, each case is diagnosed a second time, with that evidence", async () => {
  const record = await evaluate(options({ cases: 1, pairs: 0, healthy: 0, withSuspects: true }));
  expect(record.suspectScores.length).toBe(1);
  expect(await repository.runs()).toEqual([
    "--json --no-suspects",
    "--json --no-suspects",
    "--json",
  ]);
});

test("one stage or one file on request", async () => {
  const none = { cases: 0, pairs: 0, healthy: 0 };
  const all = await evaluate(options(none));
  const ofStage = await evaluate(options({ ...none, onlyStage: "queue" }));
  const ofFile = await evaluate(options({ ...none, onlyFile: "engine/adder.ts" }));
  expect(ofStage.candidateCount).toBeGreaterThan(0);
  expect(ofFile.candidateCount).toBeGreaterThan(0);
  expect(ofStage.candidateCount + ofFile.candidateCount).toBe(all.candidateCount);
  expect(all.fileCount).toBe(2);
});

test("a diagnosis that accuses the unedited sources is refused", async () => {
  repository.write("engine/adder.ts", "export const add = (a: number, b: number) => a - b;\n");
  expect(evaluate(options())).rejects.toThrow("not found healthy: broken engine/adder.ts:1");
});

test("a diagnosis without report, and one without end, are failures with a reason", async () => {
  repository.write(
    "cli/diagnose.ts",
    `import { add } from "../engine/adder.ts";
const sum = add(2, 3);
if (sum === 5) console.log('{"verdict":"healthy","breakPoints":[]}');
else if (Number.isNaN(sum) || sum === undefined) setInterval(() => undefined, 1000);
else throw new Error("cannot say");
`,
  );
  const record = await evaluate(
    options({ cases: 6, pairs: 0, healthy: 0, onlyStage: "source", timeoutMs: 1_500 }),
  );
  const outcomes = record.scores.map((score) => score.case.outcome);
  const [hung, failed] = [true, false].map((is) => outcomes.find((one) => one.isTimedOut === is));
  expect(hung).toMatchObject({ verdict: "none", problem: "no result within 1500 ms" });
  expect(failed).toMatchObject({ verdict: "none", exitCode: 1 });
  expect(record.scores.every(({ isDetected }) => !isDetected)).toBe(true);
}, 40_000);
