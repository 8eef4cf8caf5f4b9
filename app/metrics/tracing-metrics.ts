/** The export of sampled traces; without one, all families are empty. Main thread. */
import type { Registry } from "prom-client";
import type { TraceExportCounts } from "../tracing/trace-export.ts";
import { counter, single } from "./family.ts";

export function addTracingMetrics(
  registry: Registry,
  counts: () => TraceExportCounts | undefined,
): void {
  counter(registry, {
    name: "tickscope_spans_exported_total",
    help: "Spans accepted by the collector.",
    read: () => {
      const now = counts();
      return now === undefined ? [] : single(now.spansExported);
    },
  });
  counter(registry, {
    name: "tickscope_spans_shed_total",
    help: "Spans not exported: the queue was full, or the collector did not accept them.",
    labels: ["reason"],
    read: () => Object.entries(counts()?.spansShed ?? {}).map(([reason, n]) => [[reason], n]),
  });
  counter(registry, {
    name: "tickscope_trace_entries_missed_total",
    help: "Trace ring entries overwritten before the export read them.",
    read: () => {
      const now = counts();
      return now === undefined ? [] : single(now.entriesShed);
    },
  });
}
