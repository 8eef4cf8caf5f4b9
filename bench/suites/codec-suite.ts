/** One tick written and read back: the slot through typed arrays, and what else could carry it. */
import { Builder, ByteBuffer } from "flatbuffers";
import { Packr } from "msgpackr";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
  type TickFields,
  writeTick,
} from "#codec";
import { type Contender, contest, micro } from "../contest.ts";
import { MICRO_PROCESSES, type Suite } from "../suite.ts";

/** Ticks per call; each is written, and then the fields that detectors need are read. */
const COUNT = 2048;
const ROUNDS = 8;
const SUBJECT = "slot, typed arrays";
const EPOCH_US = 1_753_797_600_000_000;

type PlainTick = Required<TickFields>;

const TICKS: PlainTick[] = Array.from({ length: COUNT }, (_, i) => ({
  symbolId: asSymbolId(1 + (i % 600)),
  recordSeq: i,
  exchangeEpochUs: asEpochUs(EPOCH_US + i * 37),
  receivedEpochUs: asEpochUs(EPOCH_US + i * 37 + 250),
  feedSeq: i * 3,
  isEligible: true,
  price: 10 + (i % 997) / 100,
  size: 100 + (i % 50),
  dayVwap: 12.25,
  officialOpen: 11.5,
}));

/** What a reader makes of a tick; depends on every field that is read. */
function digest(tick: PlainTick): number {
  const { symbolId, recordSeq, exchangeEpochUs, price, size, dayVwap, officialOpen } = tick;
  return (
    symbolId + recordSeq + (exchangeEpochUs - EPOCH_US) + price + size + dayVwap + officialOpen
  );
}

function slots(): () => number {
  const view = privateSlots(COUNT, RECORD_BYTES);
  const { f64, u32 } = view;
  return () => {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) {
      writeTick(view, asSlot(i), TICKS[i]!);
    }
    for (let i = 0; i < COUNT; i++) {
      const at = i * RECORD_F64;
      sum += u32[i * RECORD_U32 + RECORD_SYMBOL_ID_U32]! + f64[at + RECORD_SEQ_F64]!;
      sum += f64[at + RECORD_EXCHANGE_EPOCH_US_F64]! - EPOCH_US;
      sum += f64[at + TICK_PRICE_F64]! + f64[at + TICK_SIZE_F64]!;
      sum += f64[at + TICK_DAY_VWAP_F64]! + f64[at + TICK_OFFICIAL_OPEN_F64]!;
    }
    return sum;
  };
}

/** The same layout through one DataView. */
function dataViews(): () => number {
  const view = new DataView(new ArrayBuffer(COUNT * RECORD_BYTES));
  return () => {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) {
      const t = TICKS[i]!;
      const at = i * RECORD_BYTES;
      for (let byte = 0; byte < RECORD_BYTES; byte += 8) view.setFloat64(at + byte, 0, true);
      view.setUint8(at, 1);
      view.setUint8(at + 1, t.isEligible ? 1 : 0);
      view.setUint32(at + 4, t.symbolId, true);
      view.setFloat64(at + 8, t.recordSeq, true);
      view.setFloat64(at + 16, t.exchangeEpochUs, true);
      view.setFloat64(at + 24, t.receivedEpochUs, true);
      view.setFloat64(at + 32, t.feedSeq, true);
      view.setFloat64(at + 48, t.price, true);
      view.setFloat64(at + 56, t.size, true);
      view.setFloat64(at + 64, t.dayVwap, true);
      view.setFloat64(at + 72, t.officialOpen, true);
    }
    for (let i = 0; i < COUNT; i++) {
      const at = i * RECORD_BYTES;
      sum += view.getUint32(at + 4, true) + view.getFloat64(at + 8, true);
      sum += view.getFloat64(at + 16, true) - EPOCH_US;
      sum += view.getFloat64(at + 48, true) + view.getFloat64(at + 56, true);
      sum += view.getFloat64(at + 64, true) + view.getFloat64(at + 72, true);
    }
    return sum;
  };
}

/** A FlatBuffers table per tick: what `table Tick` instead of `struct Tick` would cost. */
function tables(): () => number {
  const builder = new Builder(1024);
  const doubles = (t: PlainTick) => [
    t.recordSeq,
    t.exchangeEpochUs,
    t.receivedEpochUs,
    t.feedSeq,
    t.price,
    t.size,
    t.dayVwap,
    t.officialOpen,
  ];
  return () => {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) {
      const t = TICKS[i]!;
      builder.clear();
      builder.startObject(10);
      const values = doubles(t);
      for (let f = 0; f < values.length; f++) builder.addFieldFloat64(f + 2, values[f]!, 0);
      builder.addFieldInt32(0, t.symbolId, 0);
      builder.addFieldInt8(1, 1, 0);
      builder.finish(builder.endObject());
      const bytes = new ByteBuffer(builder.asUint8Array());
      const table = bytes.readInt32(bytes.position()) + bytes.position();
      const double = (f: number) => bytes.readFloat64(table + bytes.__offset(table, 8 + 2 * f));
      sum += bytes.readInt32(table + bytes.__offset(table, 4)) + double(0) + (double(1) - EPOCH_US);
      sum += double(4) + double(5) + double(6) + double(7);
    }
    return sum;
  };
}

/** Writes and reads each tick as a whole. */
function throughText<T>(write: (tick: PlainTick) => T, read: (written: T) => PlainTick) {
  return () => {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) sum += digest(read(write(TICKS[i]!)));
    return sum;
  };
}

function contenders(): Contender[] {
  const packr = new Packr({ structures: [] });
  const byName: [string, () => number][] = [
    [SUBJECT, slots()],
    ["slot, DataView", dataViews()],
    ["FlatBuffers tables", tables()],
    [
      "msgpackr, shared structures",
      throughText(
        (t) => packr.pack(t),
        (b) => packr.unpack(b),
      ),
    ],
    [
      "JSON",
      throughText(
        (t) => JSON.stringify(t),
        (text) => JSON.parse(text),
      ),
    ],
  ];
  // Sums are taken in another order by each; what they mean agrees to the thousandth.
  return byName.map(([name, work]) => micro(name, COUNT, work, () => work().toFixed(3)));
}

export const codecSuite: Suite = {
  name: "codec",
  about: "a tick of 11 fields written, and 7 of them read, per operation",
  processes: MICRO_PROCESSES,
  run: async (size) => {
    const all = contenders();
    return {
      parameters: { ticks: COUNT, recordBytes: RECORD_BYTES, rounds: ROUNDS },
      measures: await contest(all, size, ROUNDS),
      rivalries: all.slice(1).map(({ name }) => ({ subject: SUBJECT, rival: name })),
    };
  },
};
