/** Steps as `verify` and `check` run them, and what they print at the end. */
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { closingText, exitCodeOf } from "./closing.ts";
import { ROOT } from "./project.ts";
import { countTests, runStep, type Step, type StepResult } from "./step.ts";
import { estimatedMs, startsProcesses, testFiles } from "./test-files.ts";

/** A step that prints `output` and exits with `exitCode`. */
function step(output: string, exitCode: number, count?: Step["count"]): Step {
  const text = `console.log(${JSON.stringify(output)}); process.exit(${exitCode})`;
  const command = [process.execPath, "-e", text];
  return count === undefined ? { name: "it", command } : { name: "it", command, count };
}

const RAN = " 20 expect() calls\nRan 14 tests across 2 files. [1.00s]";
const SUMMARY = ` 12 pass\n 2 skip\n 0 fail\n${RAN}`;

test.each([
  ["exits with 0", step("fine", 0), { passed: 1, failed: 0, skipped: 0 }],
  ["exits with 1", step("bad", 1), { passed: 0, failed: 1, skipped: 0 }],
  ["counts tests", step(SUMMARY, 0, countTests), { passed: 13, failed: 0, skipped: 2 }],
  ["ran no test", step("", 0, countTests), { passed: 0, failed: 1, skipped: 0 }],
  [
    "fails without a failed test",
    step(SUMMARY, 1, countTests),
    { passed: 12, failed: 1, skipped: 2 },
  ],
  [
    "has failed tests",
    step(` 1 pass\n 3 fail\n${RAN}`, 1, countTests),
    { passed: 1, failed: 3, skipped: 0 },
  ],
])("a step that %s", async (_, one, counts) => {
  let printed = "";
  const result = await runStep(one, false, (text) => {
    printed += text;
  });
  expect(result).toMatchObject(counts);
  expect(printed).toContain(result.isGood ? "== it: ok in" : "== it: FAILED (exit");
});

test("of two summaries the last one counts, with what it does not mention as 0", () => {
  const last = ` 5 pass\n 0 fail\n${RAN}\n`;
  expect(countTests(`${SUMMARY}\na test printed this\n${last}`)).toEqual({
    passed: 5,
    failed: 0,
    skipped: 0,
  });
});

function result(change: Partial<StepResult>): StepResult {
  const base = { name: "tests", isGood: true, output: "", seconds: 1 };
  return { ...base, passed: 0, failed: 0, skipped: 0, ...change };
}

test("the last line counts; skipped tests only when there are any", () => {
  expect(closingText([result({ passed: 3 }), result({ passed: 1 })])).toBe("4 passed, 0 failed");
  expect(exitCodeOf([result({ passed: 3 })])).toBe(0);
});

test("why tests were skipped is printed once, whatever the number of files", () => {
  const output = "a.test.ts:\nskipped: no browser\n(skip) x\nskipped: no browser\n";
  const text = closingText([result({ passed: 2, skipped: 2, output })]);
  expect(text).toBe("skipped: no browser\n2 passed, 0 failed, 2 skipped");
});

test("a failed test is printed again, and the step is named", () => {
  const output = "a.test.ts:\n(pass) fine\nexpected 1\n(fail) bad\n";
  const bad = result({ passed: 1, failed: 1, isGood: false, output });
  const text = closingText([bad, result({ passed: 1 })]);
  expect(text).toBe("\na.test.ts:\nexpected 1\n(fail) bad\n\nfailed: tests\n2 passed, 1 failed");
  expect(exitCodeOf([bad])).toBe(1);
});

test("test files are found from the top of the repository, none of a dependency", () => {
  const files = testFiles();
  const own = import.meta.path.slice(ROOT.length + 1);
  expect(files).toContain(own);
  expect(files.filter((path) => path.includes("node_modules"))).toEqual([]);
  for (const path of files) expect(existsSync(join(ROOT, path))).toBe(true);
});

test("a test that allows itself minutes is expected to take longer than one that allows nothing", () => {
  expect(estimatedMs("}, 120_000);")).toBeGreaterThan(estimatedMs("}, 30_000);"));
  expect(estimatedMs("  },\n  30_000,\n);")).toBeGreaterThan(estimatedMs("const runs = 60_000;"));
  expect(estimatedMs("Bun.spawn(command)")).toBeGreaterThan(estimatedMs("expect(1).toBe(1)"));
});

test("what starts processes is known by its words", () => {
  expect(startsProcesses("await RunningEngine.start([])")).toBe(true);
  expect(startsProcesses("Bun.spawnSync([process.execPath])")).toBe(true);
  expect(startsProcesses("const engine = await Engine.start(config)")).toBe(false);
});
