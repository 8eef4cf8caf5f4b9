/** HTTP endpoints that stand above the edge: what the engine's telemetry tells. Main thread. */
import { type Endpoint, jsonResponse } from "#emitter";
import type { Engine } from "#engine";
import { STAGES } from "#telemetry";
import { latenciesOf } from "./summary.ts";

/** Endpoints for one engine, in the order of their paths. */
export function endpointsOf(engine: Engine): Endpoint[] {
  return [
    readOnly("/api/latency", () => ({ latency: latenciesOf(engine.threads) })),
    readOnly("/api/traces", () => ({
      threads: engine.threads.map(({ name, traces }) => ({
        thread: name,
        shed: traces.shed,
        entries: traces.entries().map(({ stage, ...entry }) => ({
          ...entry,
          stage: STAGES[stage] ?? `stage ${stage}`,
        })),
      })),
    })),
  ];
}

function readOnly(path: string, answer: () => unknown): Endpoint {
  return { path, methods: ["GET"], access: "any", handle: () => jsonResponse(200, answer()) };
}
