/** The door of the evaluation. */

export { killAll, removeAllCopies } from "#bench/grading/copies";
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
} from "./mutation/operator.ts";
export { editOf, factsOf, parsed, topNames } from "./mutation/parsed-source.ts";
export { bodyOf, calledName } from "./mutation/statement-operators.ts";
export { walk } from "./mutation/syntax-walk.ts";
export { indexShifted } from "./mutation/value-operators.ts";
export { resultsOf } from "./results.ts";
export { resultsText } from "./results-text.ts";
export { editableFiles } from "./source-scope.ts";
