/**
 * `bun run check`: what a change needs while it is being made, in less than a minute: format, lint, types,
 * known answers, and the tests that stand beside what changed since main (on main: since the last commit).
 *
 * Tests that start processes or take seconds run only when they or their module changed and a full run has
 * measured them, and no more run than its time allows; those that are left out are printed. `bun run verify`
 * runs everything. The closing line and the exit codes are those of `verify`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  changedFiles,
  closingText,
  countTests,
  estimatedMs,
  exitCodeOf,
  FORMAT,
  knownAnswers,
  measuredMs,
  ROOT,
  runStep,
  type Selection,
  type Step,
  type StepResult,
  select,
  startsProcesses,
  type TestFile,
  TYPES,
  testFiles,
} from "./checks/index.ts";

/** Time of test files together; two run at a time. */
const TESTS_MS = 40_000;
const WORKERS = 2;

/** What starts processes and was never measured may take a minute: it is left out. */
function testFile(path: string, measured: number | undefined): TestFile {
  const text = readFileSync(join(ROOT, path), "utf8");
  const isSlow = startsProcesses(text);
  const ms = measured ?? (isSlow ? Number.POSITIVE_INFINITY : estimatedMs(text));
  return { path, text, ms, startsProcesses: isSlow };
}

function selected(): Selection {
  const change = changedFiles();
  if (change === undefined) {
    console.log("no tests: there is no git history that tells what changed");
    return { run: [], leftOut: [] };
  }
  const measured = measuredMs();
  const tests = testFiles().map((path) => testFile(path, measured[path]));
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
