/** Known answers of trace-cursor.ts. */
import { asEpochUs } from "#codec";
import { type Observe, of } from "#schemas";
import { TraceCursor } from "./trace-cursor.ts";
import { TRACE_RING_BYTES, TRACE_SPANS, TraceRing } from "./trace-ring.ts";

export default function run(observe: Observe): void {
  const ring = new TraceRing(new ArrayBuffer(TRACE_RING_BYTES), 0);
  const span = (record: number) => {
    if (!ring.prolong(record, 6, 7, asEpochUs(1.5), record))
      ring.span(record, 6, 7, asEpochUs(1.5), asEpochUs(2.5), record);
  };
  span(1);
  const cursor = new TraceCursor(ring);
  const look = (fact: string) =>
    observe(of(TraceCursor, "read"), fact, [cursor.read(), cursor.spansShed]);
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
  observe(
    of(TraceCursor, "read"),
    "a lap later",
    [cursor.read().length, cursor.spansShed],
    [4095, 0],
  );
  for (let i = 0; i < TRACE_SPANS + 3; i++) ring.write(20, 6, asEpochUs(i), 20);
  observe(
    of(TraceCursor, "read"),
    "three too late",
    [cursor.read().length, cursor.spansShed],
    [4096, 3],
  );
  const empty = new TraceCursor(new TraceRing(new ArrayBuffer(TRACE_RING_BYTES), 0));
  observe(of(TraceCursor, "read"), "an empty ring", [empty.read(), empty.spansShed], [[], 0]);
}
