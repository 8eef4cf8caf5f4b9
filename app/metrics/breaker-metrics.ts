/** The circuit breakers of routes and channels, on each detector thread. Main thread. */
import type { Registry } from "prom-client";
import type { Engine } from "#engine";
import { wire } from "#schemas";
import { routesOf } from "../engine-telling.ts";
import { counter, gauge, type Sample } from "./family.ts";

const STATES = ["closed", "half-open", "open"] as const;

export function addBreakerMetrics(registry: Registry, engine: Engine): void {
  gauge(registry, {
    name: "tickscope_breaker_state",
    help: "State of the breakers of a record kind's route and channel: 1 for the current state, 0 for the others.",
    labels: ["thread", "kind", "breaker", "state"],
    read: () =>
      routesOf(engine).flatMap(({ thread, kind, routeBreaker, channelBreaker }) => {
        const samples = (breaker: string, now: string): Sample[] =>
          STATES.map((state) => [[thread, kindName(kind), breaker, state], state === now ? 1 : 0]);
        return [...samples("route", routeBreaker), ...samples("channel", channelBreaker)];
      }),
  });
  counter(registry, {
    name: "tickscope_breaker_openings_total",
    help: "Times that the breaker of the kind's route or channel opened.",
    labels: ["thread", "kind"],
    read: () =>
      routesOf(engine).map(({ thread, kind, opened }) => [[thread, kindName(kind)], opened]),
  });
}

function kindName(kind: number): string {
  return wire.RecordKind[kind]?.toLowerCase() ?? `kind-${kind}`;
}
