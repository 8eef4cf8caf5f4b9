/** The door of the evaluation. */

export { killAll, removeAllCopies } from "../copies/index.ts";
export { engineChecks } from "./engine-checks.ts";
export { evaluate } from "./evaluation.ts";
// Pieces of operators, for edits that are not drawn by lot: the faults' catalogue.
export {
  lastName,
  type Operator,
  type Place,
  removed,
  replaced,
  type SourceFacts,
  startOf,
  swapped,
  textOf,
} from "./operator.ts";
export { editOf, factsOf, parsed, topNames } from "./parsed-source.ts";
export { resultsOf } from "./results.ts";
export { resultsText } from "./results-text.ts";
export { editableFiles } from "./source-scope.ts";
export { bodyOf, calledName } from "./statement-operators.ts";
export { walk } from "./syntax-walk.ts";
export { indexShifted } from "./value-operators.ts";
