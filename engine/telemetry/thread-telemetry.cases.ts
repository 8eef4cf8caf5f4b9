/** Known answers of thread-telemetry.ts: what of a thread lies where. */
import { asEpochUs } from "#codec";
import { type Observe, of } from "#schemas";
import { quietRoute } from "./cases-fixture.ts";
import { ThreadTelemetry, telemetryBytes, threadName } from "./thread-telemetry.ts";

/** Byte of the first word that `write` changed. */
function firstChange(thread: number, write: (telemetry: ThreadTelemetry) => void): number {
  const buffer = new ArrayBuffer(telemetryBytes(2));
  write(new ThreadTelemetry(buffer, thread));
  return 4 * new Int32Array(buffer).findIndex((word) => word !== 0);
}

export default function run(observe: Observe): void {
  for (const threads of [1, 3]) observe(telemetryBytes, `${threads}`, telemetryBytes(threads));
  for (const thread of [0, 1, 2, 7]) observe(threadName, `${thread}`, threadName(thread));
  for (const thread of [0, 1]) {
    const at = (part: string, write: (telemetry: ThreadTelemetry) => void) => {
      observe(
        of(ThreadTelemetry, "constructor"),
        `${part} of thread ${thread}`,
        firstChange(thread, write),
      );
    };
    at("ledger", ({ ledger }) => ledger.enter(0, 1));
    at("errors", ({ errors }) => errors.record("INVARIANT", "x"));
    at("traces", ({ traces }) => traces.write(1, 1, asEpochUs(1), 1));
    at("first latency", ({ latencies }) => latencies[0]!.record(1));
    at("last latency", ({ latencies }) => latencies.at(-1)!.record(1));
    at("routes", ({ routes }) => routes.publish([quietRoute(0)]));
    const telemetry = new ThreadTelemetry(new ArrayBuffer(telemetryBytes(2)), thread);
    observe(of(ThreadTelemetry, "constructor"), `latencies and number of thread ${thread}`, [
      telemetry.latencies.length,
      telemetry.thread,
    ]);
    observe(of(ThreadTelemetry, "name"), `thread ${thread}`, telemetry.name);
  }
  const detached = ThreadTelemetry.detached();
  detached.ledger.enter(2, 3);
  observe(
    of(ThreadTelemetry, "detached"),
    "thread and a count",
    [detached.thread, detached.ledger.row(2).in],
    [0, 3],
  );
}
