/**
 * `bun run verify`: everything that must hold before a change lands, for people and for CI.
 *
 * Runs each step even when an earlier one failed, so that one run shows all there is to fix. Test files run
 * beside each other, one per core, the longest first. The closing line counts tests and steps:
 * `N passed, N failed`, and `, N skipped` when there are any. Exit code 1 when anything failed.
 *
 * Kept out, because it takes minutes more: `bun run diagnose scenarios` (all faults that can be injected,
 * with the living engine watched for longer), `bun run diagnose evaluate`, `bun run bench`, `bun run page-load`.
 */
import { cpus } from "node:os";
import {
  closingText,
  countTests,
  exitCodeOf,
  FORMAT,
  GENERATED,
  runStep,
  type Step,
  type StepResult,
  TYPES,
  timingsPath,
  UNUSED,
  writeEstimates,
} from "./checks/index.ts";

/** One more than cores: tests of engines and browsers wait half of their time. */
const WORKERS = Math.min(4, cpus().length + 1);

const timings = [`--timings=${timingsPath()}`, `--timings=${writeEstimates()}`, "--update-timings"];
const tests: Step = {
  name: "tests",
  command: [process.execPath, "test", "--timeout", "60000", `--parallel=${WORKERS}`, ...timings],
  count: countTests,
};

const results: StepResult[] = await Promise.all(
  [FORMAT, TYPES, UNUSED, GENERATED].map((step) => runStep(step, false)),
);
results.push(await runStep(tests, true));
console.log(closingText(results));
process.exit(exitCodeOf(results));
