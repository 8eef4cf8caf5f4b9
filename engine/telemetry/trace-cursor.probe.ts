/** Known answers of trace-cursor.ts. */
import { asEpochUs } from "#codec";
import type { Observe, Probe } from "#schemas";
import { TraceCursor } from "./trace-cursor.ts";
import { TRACE_RING_BYTES, TRACE_SPANS, TraceRing } from "./trace-ring.ts";

function run(observe: Observe): void {
  const ring = new TraceRing(new ArrayBuffer(TRACE_RING_BYTES), 0);
  const span = (record: number) => {
    if (!ring.prolong(record, 6, 7, asEpochUs(1.5), record))
      ring.span(record, 6, 7, asEpochUs(1.5), asEpochUs(2.5), record);
  };
  span(1);
  const cursor = new TraceCursor(ring);
  const look = (fact: string) => observe("read", fact, [cursor.read(), cursor.spansShed]);
  look("nothing of what was there before");
  span(2);
  span(3);
  look("records that came into a span which was read");
  look("each once");
  span(4);
  span(10);
  span(11);
  look("the rest of a span, and the next one");
  for (let i = 0; i < TRACE_SPANS - 1; i++) ring.write(20, 6, asEpochUs(i), 20);
  observe("read", "a lap later", [cursor.read().length, cursor.spansShed]);
  for (let i = 0; i < TRACE_SPANS + 3; i++) ring.write(20, 6, asEpochUs(i), 20);
  observe("read", "three too late", [cursor.read().length, cursor.spansShed]);
  const empty = new TraceCursor(new TraceRing(new ArrayBuffer(TRACE_RING_BYTES), 0));
  observe("read", "an empty ring", [empty.read(), empty.spansShed]);
}

export const traceCursorProbe: Probe = {
  name: "trace-cursor",
  stage: "ring",
  file: "engine/telemetry/trace-cursor.ts",
  needs: ["trace-ring", "trace-span"],
  run,
};
