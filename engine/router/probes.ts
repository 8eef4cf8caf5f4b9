/** The known-answer probes of this folder, each after what it stands on. */
import type { Probe } from "#schemas";
import { BREAKER_PROBE } from "./breaker.probe.ts";
import { ROUTER_PROBE } from "./router.probe.ts";

export const ROUTER_PROBES: readonly Probe[] = [BREAKER_PROBE, ROUTER_PROBE];
