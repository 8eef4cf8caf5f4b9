/** The door of faults. Loaded by `--scenario` and `list` only: a copy under diagnosis has none. */
export { FAULTS, faultsOf, SCENARIOS } from "./catalogue.ts";
export { diagnoseScenario } from "./scenario.ts";
export { isFound, isMended, type ScenarioResult, scenarioTable } from "./scenario-table.ts";
