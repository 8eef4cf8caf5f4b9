/** Known answers of record-sink.ts: slots, waits, counts, and what is traced and timed. */
import { RECORD_BYTES, RECORD_F64, RECORD_SEQ_F64 } from "#codec";
import { createRing, GatedConsumer, openRing } from "#engine/ring";
import { Control, PHASE_DRAINING, STAGE_NORMALISE, ThreadTelemetry } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import {
  countedRows,
  isAboutNow,
  type RecordParts,
  writeRecord,
} from "../../testing/cases-fixture.ts";
import { RingSink } from "./ring-sink.ts";

const SLOTS = 512;
/** Times that cannot be taken for now, nor their absence for them. */
const LONG_AGO_US = 8e14;

function newRig(control: Control = new Control(new SharedArrayBuffer(1024)), slots = SLOTS) {
  const ring = createRing({ slots, slotBytes: RECORD_BYTES, consumers: 2, overrun: "gate" });
  const telemetry = ThreadTelemetry.detached();
  const tapped: number[] = [];
  const sink = new RingSink(ring, control, telemetry, (view, slot) => {
    tapped.push(slot, view.f64[slot * RECORD_F64 + RECORD_SEQ_F64]!);
  });
  const readers = [new GatedConsumer(ring, 0), new GatedConsumer(ring, 1)];
  const put = (parts: RecordParts): number => {
    const slot = sink.claim();
    writeRecord(sink.view, slot, parts);
    sink.commit();
    return slot;
  };
  return { ring, control, telemetry, tapped, sink, readers, put };
}

export default function run(observe: Observe): void {
  observeRecords(observe);
  observeBatches(observe);
  observeTelemetry(observe);
  observeFull(observe);
}

function observeRecords(observe: Observe): void {
  const { sink, put, readers, tapped, control, telemetry, ring } = newRig();
  observe(
    of(RingSink, "constructor"),
    "slots of the ring",
    sink.view.u8.byteOffset - openRing(ring).view.u8.byteOffset,
    0,
  );
  observe(
    of(RingSink, "claim"),
    "the same slot until commit",
    [sink.claim(), sink.claim()],
    [0, 0],
  );
  const seqs = [5, 6, 9];
  observe(
    of(RingSink, "claim"),
    "slots",
    seqs.map((recordSeq) => put({ symbolId: 1, recordSeq })),
    [0, 1, 2],
  );
  observe(of(RingSink, "commit"), "what the tap saw", tapped, [0, 5, 1, 6, 2, 9]);
  observe(of(RingSink, "commit"), "ledger", countedRows(telemetry.ledger), {
    ring: { dropped: {}, errored: {}, filtered: {}, in: 6, out: 0, produced: 0 },
  });
  observe(of(RingSink, "commit"), "the next record", control.nextRecordSeq, 10);
  observe(of(RingSink, "commit"), "publishes nothing", readers[0]!.poll(), 0);
  sink.flush();
  observe(of(RingSink, "flush"), "publishes", [readers[0]!.poll(), readers[1]!.lag], [3, 3]);
  const untapped = new RingSink(ring, control, telemetry);
  untapped.claim();
  untapped.commit();
  observe(of(RingSink, "commit"), "without a tap", countedRows(telemetry.ledger), {
    ring: { dropped: {}, errored: {}, filtered: {}, in: 8, out: 0, produced: 0 },
  });
}

function observeBatches(observe: Observe): void {
  const { put, readers } = newRig();
  for (let i = 0; i < 255; i++) put({ symbolId: 1, recordSeq: i });
  observe(of(RingSink, "commit"), "255 wait for their flush", readers[0]!.lag, 0);
  put({ symbolId: 1, recordSeq: 255 });
  observe(of(RingSink, "commit"), "256 do not", readers[0]!.lag, 256);
}

function observeTelemetry(observe: Observe): void {
  for (const isOn of [false, true]) {
    const { sink, put, control, telemetry } = newRig();
    control.isTelemetryOn = isOn;
    put({ symbolId: 1, recordSeq: 3, traceId: 0, receivedEpochUs: LONG_AGO_US });
    sink.flush();
    observe(
      of(RingSink, "flush"),
      `one record, telemetry ${isOn}`,
      telemetry.latencies[STAGE_NORMALISE]!.total.count,
    );
    put({ symbolId: 1, recordSeq: 4, traceId: 8, receivedEpochUs: LONG_AGO_US });
    const traces = telemetry.traces.entries();
    const told = traces.map(({ epochUs, ...rest }) => ({
      ...rest,
      epochUs: isAboutNow(epochUs) ? "now" : epochUs,
    }));
    observe("#trace", `telemetry ${isOn}`, told);
    sink.flush();
    const { count, sumUs } = telemetry.latencies[STAGE_NORMALISE]!.total;
    observe(of(RingSink, "flush"), `latencies, telemetry ${isOn}`, [
      count,
      isAboutNow(sumUs / count + LONG_AGO_US),
    ]);
    sink.flush();
    const again = telemetry.latencies[STAGE_NORMALISE]!.total.count;
    observe(of(RingSink, "flush"), `nothing to time, telemetry ${isOn}`, again);
    const timed = telemetry.latencies.map((histogram) => histogram.total.count);
    observe(of(RingSink, "flush"), `which stage is timed, telemetry ${isOn}`, timed);
  }
}

function observeFull(observe: Observe): void {
  const draining = newRig(undefined, 16);
  draining.control.phase = PHASE_DRAINING;
  const slots = Array.from({ length: 17 }, (_, i) => {
    const slot = draining.sink.claim();
    if (slot >= 0) draining.sink.commit();
    return i < 15 ? 0 : slot;
  });
  observe(
    of(RingSink, "claim"),
    "full while nobody reads any more",
    slots,
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, -1],
  );
  // Room comes while the phase is read, that is between the refusal and the sleep.
  const beats: number[] = [];
  const rig: ReturnType<typeof newRig> = newRig(
    {
      get phase() {
        for (const reader of rig.readers) reader.advance(1);
        return 1;
      },
      beat: (thread: number) => beats.push(thread),
    } as unknown as Control,
    16,
  );
  for (let i = 0; i < 16; i++) rig.put({ symbolId: 1, recordSeq: i });
  observe(of(RingSink, "claim"), "waits for room", rig.sink.claim(), 0);
  observe(of(RingSink, "claim"), "beats while it waits", beats, [1]);
  observe(of(RingSink, "claim"), "publishes before it sleeps", rig.readers[0]!.lag, 15);
}
