/** The door of router: record kind -> channel, behind circuit breakers. */
export { Breaker, type BreakerSettings } from "./breaker.ts";
export { type RouteHealth, Router } from "./router.ts";
