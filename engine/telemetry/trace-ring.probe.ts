/** Known answers of trace-ring.ts. */

import type { Observe, Probe } from "#schemas";
import { isUsable } from "./probe-fixture.ts";
import { TRACE_ENTRIES, TRACE_RING_BYTES, TraceRing } from "./trace-ring.ts";

function newRing(): { ring: TraceRing; f64: Float64Array; attach: () => TraceRing } {
  const buffer = new ArrayBuffer(TRACE_RING_BYTES + 16);
  const attach = () => new TraceRing(buffer, 8);
  return { ring: attach(), attach, f64: new Float64Array(buffer, 8, TRACE_RING_BYTES / 8) };
}

function run(observe: Observe): void {
  observe("TRACE_ENTRIES", "value", TRACE_ENTRIES);
  observe("TRACE_RING_BYTES", "value", TRACE_RING_BYTES);
  observe(
    "constructor",
    "has its memory",
    isUsable(() => newRing().ring.shed),
  );
  const { ring, f64, attach } = newRing();
  ring.write(11, 3, 1.5, 7);
  ring.write(12, 4, 2.5, 8);
  observe("write", "first words", [...f64.subarray(0, 11)]);
  f64[0] = TRACE_ENTRIES - 1;
  const successor = attach();
  successor.write(13, 5, 3.5, 9);
  observe("write", "last words", [...f64.subarray(-5)]);
  successor.span(0xffff_ffff, 6, 11, 4.5, 5.5, 10);
  observe("span", "words after a lap", [...f64.subarray(0, 11)]);
  observe("span", "a stage each", successor.entriesFrom(TRACE_ENTRIES));
  observeReading(observe);
}

function observeReading(observe: Observe): void {
  const { ring, f64 } = newRing();
  f64.set([11 + 0x33 * 2 ** 32, 1.5, 1.5, 7, 12 + 0x64 * 2 ** 32, 2.5, 3.5, 8], 2);
  for (const written of [0, 2]) {
    f64[0] = written;
    observe("entries", `${written} written`, ring.entries());
  }
  for (const written of [
    0,
    TRACE_ENTRIES - 1,
    TRACE_ENTRIES,
    TRACE_ENTRIES + 1,
    3 * TRACE_ENTRIES,
  ]) {
    f64[0] = written;
    observe("shed", `${written} written`, ring.shed);
  }
  f64[0] = 2;
  observe("written", "reads", ring.written);
  for (const first of [0, 1, 2, 3])
    observe("entriesFrom", `${first} of 2`, ring.entriesFrom(first));
  f64[0] = TRACE_ENTRIES + 1;
  observe("entriesFrom", "an overwritten one", ring.entriesFrom(0).length);
  observe("entriesFrom", "the last one", ring.entriesFrom(TRACE_ENTRIES));
  const entries = ring.entries();
  observe("entries", "a lap and one", [entries.length, entries[0], entries.at(-1)]);
  f64[0] = TRACE_ENTRIES;
  const whole = ring.entries();
  observe("entries", "a lap", [whole.length, whole[0], whole.at(-1)]);
}

export const traceRingProbe: Probe = {
  name: "trace-ring",
  stage: "ring",
  file: "engine/telemetry/trace-ring.ts",
  needs: [],
  run,
};
