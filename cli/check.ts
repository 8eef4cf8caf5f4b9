/**
 * `bun run check`: what a change needs while it is being made, in less than a minute: format, lint, types,
 * known answers, and the tests that stand beside what changed since main (on main: since the last commit).
 *
 * Tests that start processes or take seconds run only when they or their module changed, and no more run
 * than its time allows; those that are left out are printed. `bun run verify` runs everything. The closing line and the
 * exit codes are those of `verify`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  changedFiles,
  closingText,
  countTests,
  exitCodeOf,
  FORMAT,
  knownAnswers,
  ROOT,
  runStep,
  type Selection,
  type Step,
  type StepResult,
  select,
  startsProcesses,
  TYPES,
  testTimings,
} from "./checks/index.ts";

/** Time of test files together; two run at a time. */
const TESTS_MS = 40_000;
const WORKERS = 2;

function selected(): Selection {
  const change = changedFiles();
  if (change === undefined) {
    console.log("no tests: there is no git history that tells what changed");
    return { run: [], leftOut: [] };
  }
  const tests = Object.entries(testTimings()).map(([path, ms]) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    return { path, ms, text, startsProcesses: startsProcesses(text) };
  });
  const selection = select(tests, change.files, TESTS_MS);
  const counts = `${change.files.length} files changed since ${change.since.slice(0, 7)}`;
  console.log(`${counts}: ${selection.run.length} test files`);
  return selection;
}

const { run, leftOut } = selected();
const tests: Step = {
  name: "tests",
  command: [
    process.execPath,
    "test",
    "--timeout",
    "60000",
    `--parallel=${WORKERS}`,
    ...run.map((path) => `./${path}`),
  ],
  count: countTests,
};
const results: StepResult[] = await Promise.all(
  [FORMAT, TYPES, knownAnswers()].map((step) => runStep(step, false)),
);
if (run.length > 0) results.push(await runStep(tests, true));
if (leftOut.length > 0) console.log(`\nleft to bun run verify:\n  ${leftOut.join("\n  ")}`);
console.log(closingText(results));
process.exit(exitCodeOf(results));
