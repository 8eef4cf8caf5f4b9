/**
 * The process, under the names that every Prometheus dashboard knows. prom-client's own collection is
 * left out: most of it describes V8, which Bun has not, and it breaks the naming rules. Main thread.
 */
import type { Registry } from "prom-client";
import packageFile from "../../package.json" with { type: "json" };
import { counter, gauge, single } from "./family.ts";

export function addProcessMetrics(registry: Registry): void {
  gauge(registry, {
    name: "tickscope_build_info",
    help: "Always 1; the labels are the versions of the engine and its runtime.",
    labels: ["version", "bun"],
    read: () => [[[packageFile.version, Bun.version], 1]],
  });
  counter(registry, {
    name: "process_cpu_seconds_total",
    help: "CPU time of all threads, user and system.",
    read: () => {
      const { user, system } = process.cpuUsage();
      return single((user + system) / 1e6);
    },
  });
  gauge(registry, {
    name: "process_resident_memory_bytes",
    help: "Resident memory, including shared memory.",
    read: () => single(process.memoryUsage.rss()),
  });
  gauge(registry, {
    name: "process_start_time_seconds",
    help: "Start time of the process, in seconds since the epoch.",
    read: () => single(performance.timeOrigin / 1000),
  });
}
