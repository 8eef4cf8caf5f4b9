/**
 * The door of faults. Loaded by `--scenario`, `list` and `bench before-after` only: a copy under
 * diagnosis has none.
 */
export { FAULTS, faultsOf, SCENARIOS } from "./catalogue.ts";
export { expectedPlace } from "./expected-place.ts";
export { type Injection, inject } from "./injection.ts";
export { diagnoseScenario } from "./scenario.ts";
export { isFound, isMended, type ScenarioResult, scenarioTable } from "./scenario-table.ts";
export { sprintDocument } from "./sprint-document.ts";
