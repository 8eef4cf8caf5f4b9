/** The door of the edge. */

export type { ClientCounts } from "./clients/client-counts.ts";
export type { ClientInterest } from "./clients/client-interest.ts";
export type { ClientStats } from "./clients/client-stats.ts";
export { createEmitter, type Emitter } from "./emitter.ts";
export type { EdgeLimits, EmitterConfig } from "./emitter-options.ts";
export type { EdgeObserver, OfferOutcome } from "./frames/edge-observer.ts";
export type { FrameRow } from "./frames/frame-row.ts";
export type { Endpoint } from "./http/endpoint.ts";
export { jsonProblem, jsonResponse } from "./http/json-response.ts";
export type { ClientFilters, ClientPreferences, Universe } from "./requests/client-filter.ts";
export { DEFAULT_USER } from "./server/socket-io-gateway.ts";

export { highLowSlot } from "./testing/event-slots.ts";

export { InProcessView } from "./testing/in-process-view.ts";
