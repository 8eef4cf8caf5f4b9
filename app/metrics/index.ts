/** The door of metrics: `/metrics` in the text format of Prometheus. Main thread. */
import { Registry } from "prom-client";
import type { Emitter, Endpoint } from "#emitter";
import type { Engine } from "#engine";
import type { TraceExportCounts } from "../tracing/trace-export.ts";
import { addBreakerMetrics } from "./breaker-metrics.ts";
import { addEdgeMetrics } from "./edge-metrics.ts";
import { addEngineMetrics } from "./engine-metrics.ts";
import { addProcessMetrics } from "./process-metrics.ts";
import { addStageMetrics } from "./stage-metrics.ts";
import { addTracingMetrics } from "./tracing-metrics.ts";

/** The endpoint; all work is done while it is asked. */
export function metricsEndpoint(
  engine: Engine,
  emitter: () => Emitter,
  tracing: () => TraceExportCounts | undefined,
): Endpoint {
  const registry = new Registry();
  let ledger = engine.ledgerSnapshot();
  addStageMetrics(registry, engine, () => ledger);
  addEngineMetrics(registry, engine);
  addBreakerMetrics(registry, engine);
  addEdgeMetrics(registry, emitter);
  addTracingMetrics(registry, tracing);
  addProcessMetrics(registry);
  return {
    path: "/metrics",
    methods: ["GET"],
    access: "any",
    handle: async () => {
      ledger = engine.ledgerSnapshot();
      const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
      return new Response(await registry.metrics(), { headers });
    },
  };
}
