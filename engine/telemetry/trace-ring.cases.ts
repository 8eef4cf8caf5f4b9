/** Known answers of trace-ring.ts. */
import { asEpochUs } from "#codec";
import { type Observe, of } from "#schemas";
import { isUsable } from "./cases-fixture.ts";
import { TRACE_RECORDS, TRACE_RING_BYTES, TRACE_SPANS, TraceRing } from "./trace-ring.ts";
import { SPAN_F64, SPAN_RECORD, SPAN_RECORDS_MAX, spanWord } from "./trace-span.ts";

function newRing(): { ring: TraceRing; f64: Float64Array; attach: () => TraceRing } {
  const buffer = new ArrayBuffer(TRACE_RING_BYTES + 16);
  const attach = () => new TraceRing(buffer, 8);
  return { ring: attach(), attach, f64: new Float64Array(buffer, 8, TRACE_RING_BYTES / 8) };
}

export default function run(observe: Observe): void {
  observe(
    of(TraceRing, "constructor"),
    "has its memory",
    isUsable(() => newRing().ring.shed),
    true,
  );
  const { ring, f64, attach } = newRing();
  ring.write(11, 3, asEpochUs(1.5), 7);
  ring.write(12, 4, asEpochUs(2.5), 8);
  observe(
    of(TraceRing, "write"),
    "first words",
    [...f64.subarray(0, 11)],
    [2, 1, 219043332107, 1.5, 1.5, 7, 292057776140, 2.5, 2.5, 8, 0],
  );
  f64.set([TRACE_SPANS - 1, 2 * TRACE_SPANS]);
  f64[f64.length - 8] = spanWord(1, 2, 3) + 4 * SPAN_RECORD;
  const successor = attach();
  successor.write(13, 5, asEpochUs(3.5), 9);
  observe(
    of(TraceRing, "write"),
    "last words",
    [...f64.subarray(-5)],
    [0, 365072220173, 3.5, 3.5, 9],
  );
  successor.span(0xffff_ffff, 6, 11, asEpochUs(4.5), asEpochUs(5.5), 10);
  observe(
    of(TraceRing, "span"),
    "words after a lap",
    [...f64.subarray(0, 11)],
    [4097, 8198, 785979015167, 4.5, 5.5, 10, 292057776140, 2.5, 2.5, 8, 0],
  );
  observeNeighbours(observe);
  observeReading(observe);
}

/** Which records share a span. */
function observeNeighbours(observe: Observe): void {
  const others: Record<string, Parameters<TraceRing["prolong"]>> = {
    "the next record": [21, 6, 8, asEpochUs(1.5), 31],
    "the same once more": [20, 6, 8, asEpochUs(1.5), 30],
    "another id": [22, 6, 8, asEpochUs(1.5), 31],
    "another first stage": [21, 7, 8, asEpochUs(1.5), 31],
    "another last stage": [21, 6, 9, asEpochUs(1.5), 31],
    "entered later": [21, 6, 8, asEpochUs(1.75), 31],
    "another record_seq": [21, 6, 8, asEpochUs(1.5), 32],
  };
  for (const [fact, other] of Object.entries(others)) {
    const { ring, f64 } = newRing();
    observe(of(TraceRing, "prolong"), `${fact}, and no span is there`, ring.prolong(...other));
    ring.span(20, 6, 8, asEpochUs(1.5), asEpochUs(2.5), 30);
    observe(of(TraceRing, "prolong"), fact, [ring.prolong(...other), ...f64.subarray(0, 10)]);
    observe(
      of(TraceRing, "prolong"),
      `${fact}, by a successor`,
      newRing()
        .attach()
        .prolong(...other),
    );
  }
  const { ring, f64 } = newRing();
  for (let id = 1; id <= SPAN_RECORDS_MAX + 2; id++) {
    if (!ring.prolong(id, 6, 8, asEpochUs(1.5), id))
      ring.span(id, 6, 8, asEpochUs(1.5), asEpochUs(id), id);
  }
  observe(
    of(TraceRing, "prolong"),
    "no room for another record",
    [...f64.subarray(0, 10)],
    [2, 64, 69844758167553, 1.5, 1, 1, 1675037245505, 1.5, 65, 65],
  );
  for (let id = 1; id <= TRACE_RECORDS; id++) ring.write(id, 3, asEpochUs(id), id);
  observe(
    of(TraceRing, "entries"),
    "only the newest",
    [ring.shed, ring.entries().length, ring.entries()[0]],
    [66, 4096, { epochUs: 1, recordSeq: 1, stage: 3, traceId: 1 }],
  );
  ring.span(3, 6, 8, asEpochUs(1.5), asEpochUs(2.5), 3);
  ring.prolong(4, 6, 8, asEpochUs(1.5), 4);
  observe(
    of(TraceRing, "entries"),
    "a span more",
    [ring.shed, ring.entries().length, ring.entries()[0]],
    [68, 4100, { epochUs: 3, recordSeq: 3, stage: 3, traceId: 3 }],
  );
}

function observeReading(observe: Observe): void {
  const { ring, f64 } = newRing();
  const records = 2 * SPAN_RECORD;
  f64.set([spanWord(11, 3, 3), 1.5, 1.5, 7, spanWord(12, 4, 6) + records, 2.5, 3.5, 8], 2);
  for (const written of [0, 1, 2]) {
    f64[0] = written;
    observe(of(TraceRing, "entries"), `${written} written`, ring.entries());
    observe(of(TraceRing, "written"), `${written}`, ring.written);
  }
  for (const records of [0, TRACE_RECORDS - 3, TRACE_RECORDS - 2, 3 * TRACE_RECORDS]) {
    f64[1] = records;
    observe(of(TraceRing, "shed"), `${records} records and 3`, ring.shed);
  }
  for (const first of [0, 1, 2, 3]) {
    const spans = ring.spansFrom(first);
    observe(of(TraceRing, "spansFrom"), `${first} of 2`, [spans.first, ...spans.f64]);
  }
  for (const written of [TRACE_SPANS, TRACE_SPANS + 1]) {
    f64[0] = written;
    const spans = ring.spansFrom(0);
    observe(of(TraceRing, "spansFrom"), `0 of ${written}`, [
      spans.first,
      spans.f64.length / SPAN_F64,
    ]);
    observe(of(TraceRing, "spansFrom"), `0 of ${written}: the first`, [
      ...spans.f64.subarray(0, 8),
    ]);
    observe(of(TraceRing, "spansFrom"), `0 of ${written}: the last`, [...spans.f64.subarray(-8)]);
  }
}
