/** The door of router: record kind -> channel, behind circuit breakers. */
export { Breaker, type BreakerSettings, type BreakerState, DEFAULT_BREAKER } from "./breaker.ts";
export { type DescribeRecord, type RouteHealth, Router } from "./router.ts";
