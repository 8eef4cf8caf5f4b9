/** The door of the checks: what `verify` and `check` share. */
export { changedFiles } from "./changed-files.ts";
export { closingText, exitCodeOf } from "./closing.ts";
export { knownAnswers } from "./known-answers.ts";
export { FORMAT, GENERATED, ROOT, TYPES, UNUSED } from "./project.ts";
export { type Selection, select, type TestFile } from "./selection.ts";
export { countTests, runStep, type Step, type StepResult } from "./step.ts";
export {
  estimatedMs,
  measuredMs,
  startsProcesses,
  testFiles,
  timingsPath,
  writeEstimates,
} from "./test-files.ts";
