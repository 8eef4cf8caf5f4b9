/** The door of the edge. */
export type { ClientCounts, ClientStats } from "./client-stats.ts";
export type { EdgeObserver, OfferOutcome } from "./edge-observer.ts";
export { createEmitter, type Emitter } from "./emitter.ts";
export type { EdgeLimits, EmitterConfig, EmitterOptions } from "./emitter-options.ts";
export type { Access, Endpoint } from "./endpoint.ts";
export type { FrameRow } from "./frame-row.ts";
export { jsonProblem, jsonResponse } from "./json-response.ts";
