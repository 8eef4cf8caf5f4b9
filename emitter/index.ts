/** The door of the edge. */

export type { ClientCounts } from "./client-counts.ts";
export type { ClientFilters, ClientPreferences, Universe } from "./client-filter.ts";
export type { ClientInterest } from "./client-interest.ts";
export type { ClientStats } from "./client-stats.ts";
export type { EdgeObserver, OfferOutcome } from "./edge-observer.ts";
export { createEmitter, type Emitter } from "./emitter.ts";
export type { EdgeLimits, EmitterConfig, EmitterOptions } from "./emitter-options.ts";
export type { Access, Endpoint } from "./endpoint.ts";
export type { FrameRow } from "./frame-row.ts";
export { jsonProblem, jsonResponse } from "./json-response.ts";
export { DEFAULT_USER } from "./socket-io-gateway.ts";
