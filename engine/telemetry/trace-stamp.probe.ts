/** Known answers of trace-stamp.ts: which records share a reading. */
import type { Observe, Probe } from "#schemas";
import { nowEpochUs } from "./clock.ts";
import { TraceStamp } from "./trace-stamp.ts";

/** Lets the clock go on by more than its steps. */
function tick(): void {
  const untilEpochUs = nowEpochUs() + 2;
  while (nowEpochUs() < untilEpochUs);
}

function run(observe: Observe): void {
  const stamp = new TraceStamp();
  const startEpochUs = nowEpochUs();
  const first = stamp.epochUs(100, startEpochUs);
  observe("epochUs", "is now", first >= startEpochUs && first <= nowEpochUs());
  tick();
  const shared = [100, 101, 115].map((seq) => stamp.epochUs(seq, startEpochUs) === first);
  observe("epochUs", "one reading serves 16 records", shared);
  const next = stamp.epochUs(116, startEpochUs);
  observe("epochUs", "the next has its own", next > first);
  tick();
  observe("epochUs", "an older record, too", stamp.epochUs(115, startEpochUs) > next);
  tick();
  const notBefore = nowEpochUs();
  observe("epochUs", "never before its batch", stamp.epochUs(116, notBefore) >= notBefore);
}

export const traceStampProbe: Probe = {
  name: "trace-stamp",
  stage: "ring",
  file: "engine/telemetry/trace-stamp.ts",
  needs: ["clock"],
  run,
};
