/** Known answers of thread-telemetry.ts: what of a thread lies where. */
import { asEpochUs } from "#codec";
import type { Observe, Probe } from "#schemas";
import { quietRoute } from "./probe-fixture.ts";
import {
  THREAD_DETECTOR_FIRST,
  THREAD_INGEST,
  THREAD_MAIN,
  ThreadTelemetry,
  telemetryBytes,
  threadName,
} from "./thread-telemetry.ts";

/** Byte of the first word that `write` changed. */
function firstChange(thread: number, write: (telemetry: ThreadTelemetry) => void): number {
  const buffer = new ArrayBuffer(telemetryBytes(2));
  write(new ThreadTelemetry(buffer, thread));
  return 4 * new Int32Array(buffer).findIndex((word) => word !== 0);
}

function run(observe: Observe): void {
  observe("THREAD_MAIN", "value", THREAD_MAIN);
  observe("THREAD_INGEST", "value", THREAD_INGEST);
  observe("THREAD_DETECTOR_FIRST", "value", THREAD_DETECTOR_FIRST);
  for (const threads of [1, 3]) observe("telemetryBytes", `${threads}`, telemetryBytes(threads));
  for (const thread of [0, 1, 2, 7]) observe("threadName", `${thread}`, threadName(thread));
  for (const thread of [0, 1]) {
    const at = (part: string, write: (telemetry: ThreadTelemetry) => void) => {
      observe("constructor", `${part} of thread ${thread}`, firstChange(thread, write));
    };
    at("ledger", ({ ledger }) => ledger.enter(0, 1));
    at("errors", ({ errors }) => errors.record("INVARIANT", "x"));
    at("traces", ({ traces }) => traces.write(1, 1, asEpochUs(1), 1));
    at("first latency", ({ latencies }) => latencies[0]!.record(1));
    at("last latency", ({ latencies }) => latencies.at(-1)!.record(1));
    at("routes", ({ routes }) => routes.publish([quietRoute(0)]));
    const telemetry = new ThreadTelemetry(new ArrayBuffer(telemetryBytes(2)), thread);
    observe("constructor", `latencies and number of thread ${thread}`, [
      telemetry.latencies.length,
      telemetry.thread,
    ]);
    observe("name", `thread ${thread}`, telemetry.name);
  }
  const detached = ThreadTelemetry.detached();
  detached.ledger.enter(2, 3);
  observe("detached", "thread and a count", [detached.thread, detached.ledger.row(2).in]);
}

export const threadTelemetryProbe: Probe = {
  name: "thread-telemetry",
  stage: "ring",
  file: "engine/telemetry/thread-telemetry.ts",
  needs: ["stages", "ledger", "error-log", "trace-ring", "histogram", "route-board", "errors"],
  run,
};
