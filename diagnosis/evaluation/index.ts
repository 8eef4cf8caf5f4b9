/** The door of the evaluation. */

export { killAll, removeAllCopies } from "../copies/index.ts";
export { engineChecks } from "./engine-checks.ts";
export { evaluate } from "./evaluation.ts";
export { resultsOf } from "./results.ts";
export { resultsText } from "./results-text.ts";
