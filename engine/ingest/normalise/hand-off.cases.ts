/** Known answers of hand-off.ts, with modules that pass on, keep and throw. */
import { RECORD_BYTES } from "#codec";
import { createRing, GatedConsumer } from "#engine/ring";
import { Control, ThreadTelemetry } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { countedRows, writeRecord } from "../../testing/cases-fixture.ts";
import { HandOff } from "./hand-off.ts";
import type { RecordSink } from "./record-sink.ts";
import { RingSink } from "./ring-sink.ts";

function newRig(make: (ring: RecordSink) => Partial<RecordSink>) {
  const memory = createRing({ slots: 16, slotBytes: RECORD_BYTES, consumers: 2, overrun: "gate" });
  const telemetry = ThreadTelemetry.detached();
  const { ledger, errors } = telemetry;
  const ring = new RingSink(memory, new Control(new SharedArrayBuffer(1024)), telemetry);
  const through: RecordSink = {
    view: ring.view,
    claim: () => ring.claim(),
    commit: () => ring.commit(),
    flush: () => ring.flush(),
    ...make(ring),
  };
  const handOff = new HandOff(through, ledger, errors, 2);
  const reader = new GatedConsumer(memory, 1);
  const put = (recordSeq: number) => {
    const slot = handOff.claim();
    writeRecord(handOff.view, slot, { symbolId: 1, recordSeq });
    handOff.commit();
    handOff.flush();
    return slot;
  };
  const told = () => errors.entries().map(({ code, message, count }) => [code, message, count]);
  return { put, reader, told, rows: () => countedRows(ledger), isView: handOff.view === ring.view };
}

export default function run(observe: Observe): void {
  const passing = newRig(() => ({}));
  observe(of(HandOff, "claim"), "slots", [passing.put(0), passing.put(1)], [0, 1]);
  observe(of(HandOff, "constructor"), "the view is the module's", passing.isView, true);
  observe(of(HandOff, "flush"), "what went through", passing.reader.lag, 2);
  observe(of(HandOff, "commit"), "ledger of what went through", passing.rows(), {
    ring: { dropped: {}, errored: {}, filtered: {}, in: 4, out: 0, produced: 0 },
  });
  const throwing = newRig(() => ({
    commit: () => {
      throw new Error("no processor");
    },
  }));
  observe(of(HandOff, "claim"), "the same slot again", [throwing.put(0), throwing.put(1)], [0, 0]);
  observe(of(HandOff, "commit"), "ledger of what threw", throwing.rows(), {
    ring: {
      dropped: {},
      errored: { HAND_OFF_FAILED: 4 },
      filtered: {},
      in: 4,
      out: 0,
      produced: 0,
    },
  });
  observe(of(HandOff, "commit"), "is told", throwing.told(), [
    ["HAND_OFF_FAILED", "no processor", 2],
  ]);
  const late = newRig(() => ({
    flush: () => {
      throw "a word"; // a module may throw anything
    },
  }));
  late.put(0);
  observe(of(HandOff, "flush"), "a flush that throws", [late.told(), late.rows()]);
}
