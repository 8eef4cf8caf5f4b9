/** Pins the generated tables that a tape consists of. */
import { Builder, ByteBuffer } from "flatbuffers";
import { RecordBatch, TapeHeader } from "./generated/wire/index.ts";
import type { Probe } from "./probe.ts";

type Add = (builder: Builder) => void;

/** The bytes of a table that has a single field. */
function bytesWith(start: Add, add: Add, end: (builder: Builder) => number): Uint8Array {
  const builder = new Builder(64);
  start(builder);
  add(builder);
  builder.finish(end(builder));
  return builder.asUint8Array();
}

const TAPE_HEADER_PROBE: Probe = {
  name: "wire-tape-header",
  stage: "source",
  file: "schemas/generated/wire/tape-header.ts",
  needs: [],
  run(observe) {
    const adds: Record<string, Add> = {
      addVersion: (into) => TapeHeader.addVersion(into, 513),
      addRecordBytes: (into) => TapeHeader.addRecordBytes(into, 1027),
      addCreatedEpochUs: (into) => TapeHeader.addCreatedEpochUs(into, 1.5e15),
    };
    const { startTapeHeader, endTapeHeader } = TapeHeader;
    for (const [name, add] of Object.entries(adds)) {
      observe(name, "bytes", bytesWith(startTapeHeader, add, endTapeHeader));
    }
    const builder = new Builder(64);
    const calendar = builder.createString("continuous");
    const origin = builder.createString("a probe");
    const root = TapeHeader.createTapeHeader(builder, 513, 1027, 1.5e15, calendar, origin);
    TapeHeader.finishTapeHeaderBuffer(builder, root);
    const bytes = builder.asUint8Array();
    observe("createTapeHeader", "bytes", bytes);
    const header = TapeHeader.getRootAsTapeHeader(new ByteBuffer(bytes));
    observe("getRootAsTapeHeader", "position", header.bb_pos);
    observe("version", "value", header.version());
    observe("recordBytes", "value", header.recordBytes());
    observe("createdEpochUs", "value", header.createdEpochUs());
    observe("calendar", "value", header.calendar());
    observe("origin", "value", header.origin());

    TapeHeader.startTapeHeader(builder);
    TapeHeader.finishTapeHeaderBuffer(builder, TapeHeader.endTapeHeader(builder));
    const empty = TapeHeader.getRootAsTapeHeader(new ByteBuffer(builder.asUint8Array()));
    observe("version", "absent", empty.version());
    observe("recordBytes", "absent", empty.recordBytes());
    observe("createdEpochUs", "absent", empty.createdEpochUs());
    observe("calendar", "absent", empty.calendar());
    observe("origin", "absent", empty.origin());
  },
};

const RECORD_BATCH_PROBE: Probe = {
  name: "wire-record-batch",
  stage: "source",
  file: "schemas/generated/wire/record-batch.ts",
  needs: [],
  run(observe) {
    const adds: Record<string, Add> = {
      addFirstSymbolId: (into) => RecordBatch.addFirstSymbolId(into, 77),
      addRecordCount: (into) => RecordBatch.addRecordCount(into, 300),
    };
    const { startRecordBatch, endRecordBatch } = RecordBatch;
    for (const [name, add] of Object.entries(adds)) {
      observe(name, "bytes", bytesWith(startRecordBatch, add, endRecordBatch));
    }
    const builder = new Builder(64);
    const records = builder.createByteVector(Uint8Array.of(9, 8, 7, 6, 5));
    const texts = ["A", "BBB"].map((text) => builder.createString(text));
    const symbols = RecordBatch.createSymbolsVector(builder, texts);
    observe("createSymbolsVector", "offset", symbols);
    builder.finish(RecordBatch.createRecordBatch(builder, 77, symbols, 300, records));
    const bytes = builder.asUint8Array();
    observe("createRecordBatch", "bytes", bytes);
    const batch = RecordBatch.getRootAsRecordBatch(new ByteBuffer(bytes));
    observe("getRootAsRecordBatch", "position", batch.bb_pos);
    observe("firstSymbolId", "value", batch.firstSymbolId());
    observe("symbols", "both", [batch.symbols(0), batch.symbols(1)]);
    observe("symbolsLength", "value", batch.symbolsLength());
    observe("recordCount", "value", batch.recordCount());
    observe("recordsLength", "value", batch.recordsLength());
    observe("recordsArray", "value", batch.recordsArray());

    observe("mutate_record_count", "done", batch.mutate_record_count(301));
    observe("mutate_record_count", "value", batch.recordCount());

    RecordBatch.startRecordBatch(builder);
    builder.finish(RecordBatch.endRecordBatch(builder));
    const empty = RecordBatch.getRootAsRecordBatch(new ByteBuffer(builder.asUint8Array()));
    observe("firstSymbolId", "absent", empty.firstSymbolId());
    observe("symbols", "absent", empty.symbols(0));
    observe("symbolsLength", "absent", empty.symbolsLength());
    observe("recordCount", "absent", empty.recordCount());
    observe("recordsLength", "absent", empty.recordsLength());
    observe("recordsArray", "absent", empty.recordsArray());
  },
};

export const WIRE_TABLE_PROBES: readonly Probe[] = [TAPE_HEADER_PROBE, RECORD_BATCH_PROBE];
