/** The door of the evaluation. */
export { engineChecks } from "./engine-checks.ts";
export { evaluate } from "./evaluation.ts";
export { killAll } from "./process-run.ts";
export { resultsOf } from "./results.ts";
export { resultsText } from "./results-text.ts";
export { removeAllCopies } from "./work-copy.ts";
