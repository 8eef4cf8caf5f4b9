/** The door of the flow map: the flow that should be there, the one that is, and how they differ. */
export { coverageOf, type FlowCoverage } from "./coverage.ts";
export {
  type CurrentFlow,
  currentFlow,
  type FlowReadings,
  type RouteReading,
  type TraceReading,
} from "./current.ts";
export { SURROUNDING_DECLARATIONS, SURROUNDINGS } from "./declaration.ts";
export { differencesOf, type FlowDifference } from "./difference.ts";
export { type ExpectedFlow, expectedFlow } from "./expected.ts";
