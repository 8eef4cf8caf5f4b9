/** The door of the flow map: the flow that should be there, the one that is, and how they differ. */
export { coverageOf, type FlowCoverage } from "./coverage.ts";
export {
  type CurrentFlow,
  currentFlow,
  type FlowReading,
  type FlowReadings,
  type RouteReading,
  type TraceReading,
} from "./current.ts";
export { SURROUNDING_DECLARATIONS, SURROUNDINGS } from "./declaration.ts";
export { differencesOf, type FlowDifference } from "./difference.ts";
export { drawings } from "./drawings.ts";
export { type ExpectedFlow, expectedFlow } from "./expected.ts";
export { type FlowMap, flowMap } from "./flow-map.ts";
export { graphOf } from "./graph.ts";
export { svg } from "./svg.ts";
