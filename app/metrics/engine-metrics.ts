/** Feed, threads, queue and errors of the engine. Main thread. */
import type { Registry } from "prom-client";
import type { Engine } from "#engine";
import { TRACE_RECORDS } from "#engine/telemetry";
import { counter, gauge, type Sample, single } from "./family.ts";

const FEED_STATES = ["initializing", "connected", "mute", "disconnected", "ended", "error"];

export function addEngineMetrics(registry: Registry, engine: Engine): void {
  gauge(registry, {
    name: "tickscope_feed_state",
    help: "State of the feed: 1 for the current state, 0 for the others.",
    labels: ["state"],
    read: () => {
      const { feed } = engine.status();
      return FEED_STATES.map((state) => [[state], state === feed ? 1 : 0]);
    },
  });
  gauge(registry, {
    name: "tickscope_symbols",
    help: "Symbols seen so far.",
    read: () => single(engine.symbols.count),
  });
  addWorkerMetrics(registry, engine);
  addQueueMetrics(registry, engine);
  addErrorMetrics(registry, engine);
}

function addWorkerMetrics(registry: Registry, engine: Engine): void {
  type Worker = ReturnType<Engine["status"]>["workers"][number];
  const perWorker = (value: (worker: Worker) => number) => (): Sample[] => {
    return engine.status().workers.map((worker) => [[worker.name], value(worker)]);
  };
  gauge(registry, {
    name: "tickscope_worker_up",
    help: "1 while the worker thread runs; 0 while it starts, is being replaced, or has ended.",
    labels: ["worker"],
    read: perWorker(({ state }) => (state === "running" ? 1 : 0)),
  });
  gauge(registry, {
    name: "tickscope_worker_heartbeat_age_seconds",
    help: "Time since the worker's last heartbeat.",
    labels: ["worker"],
    read: perWorker(({ heartbeatAgeMs }) => heartbeatAgeMs / 1000),
  });
  counter(registry, {
    name: "tickscope_worker_restarts_total",
    help: "Times that the worker was replaced because it threw or stalled.",
    labels: ["worker"],
    read: perWorker(({ restarts }) => restarts),
  });
}

function addQueueMetrics(registry: Registry, engine: Engine): void {
  const perPriority = (
    value: (depth: { pushed: number; pulled: number; slotsMax: number }) => number,
  ) => {
    return (): Sample[] => engine.queue.depths().map((depth, i) => [[`p${i}`], value(depth)]);
  };
  gauge(registry, {
    name: "tickscope_queue_depth_events",
    help: "Events waiting for the next emission, by priority.",
    labels: ["priority"],
    read: perPriority(({ pushed, pulled }) => pushed - pulled),
  });
  gauge(registry, {
    name: "tickscope_queue_capacity_events",
    help: "Capacity of the event queue, by priority.",
    labels: ["priority"],
    read: perPriority(({ slotsMax }) => slotsMax),
  });
}

function addErrorMetrics(registry: Registry, engine: Engine): void {
  counter(registry, {
    name: "tickscope_errors_total",
    help: "Errors by stable code and thread. A code appears after its first error; see schemas/error-codes.json.",
    labels: ["thread", "code"],
    read: () => {
      const counts = new Map<string, [string[], number]>();
      for (const { thread, code, count } of engine.errorEntries()) {
        const series = counts.get(`${thread} ${code}`) ?? [[thread, code], 0];
        series[1] += count;
        counts.set(`${thread} ${code}`, series);
      }
      return counts.values();
    },
  });
  counter(registry, {
    name: "tickscope_error_log_shed_total",
    help: "Errors that did not fit into the thread's error log: counted, not described.",
    labels: ["thread"],
    read: () => engine.threads.map(({ name, errors }) => [[name], errors.shed]),
  });
  counter(registry, {
    name: "tickscope_trace_shed_total",
    help: `Traced records evicted from /api/traces, which keeps the newest ${TRACE_RECORDS} per thread.`,
    labels: ["thread"],
    read: () => engine.threads.map(({ name, traces }) => [[name], traces.shed]),
  });
}
