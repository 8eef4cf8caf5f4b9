/** The door of the flow map: the flow that should be there, the one that is, and how they differ. */
export { coverageOf, type FlowCoverage } from "./coverage.ts";
export type {
  FlowReading,
  FlowReadings,
  RouteReading,
  TraceReading,
} from "./current.ts";
export { SURROUNDING_DECLARATIONS, SURROUNDINGS } from "./declaration.ts";

export { drawings } from "./drawings.ts";
export { expectedFlow } from "./expected.ts";
export { type FlowMap, flowMap } from "./flow-map.ts";
export { graphOf } from "./graph.ts";
export { svg } from "./svg.ts";
