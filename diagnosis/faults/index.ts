/** The door of faults. Loaded by `--scenario` and `list` only: a copy under diagnosis has none. */
export { FAULTS, faultsOf, SCENARIOS } from "./catalogue.ts";
export type { Fault } from "./fault.ts";
export { diagnoseScenario } from "./scenario.ts";
