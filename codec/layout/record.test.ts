import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ByteBuffer } from "flatbuffers";
import { wire } from "#schemas";
import {
  asSlot,
  copySlot,
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  privateSlots,
  RECORD_BYTES,
  RECORD_KIND_U8,
  readRecord,
  writeBar,
  writeTick,
} from "../index.ts";
import { writeFmv } from "./fmv-fixture.ts";
import { asEpochUs, asSymbolId } from "./nominal.ts";

const id = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(asSymbolId);
const number = fc.double();
const time = number.map(asEpochUs);

/** Two slots: the first dirty, the second zeroed; a record in each must have the same bytes. */
function inBoth(
  fill: number,
  write: (view: ReturnType<typeof privateSlots>, slot: number) => void,
) {
  const view = privateSlots(2, RECORD_BYTES);
  view.u8.fill(fill, 0, RECORD_BYTES);
  write(view, 0);
  write(view, 1);
  const [dirty, clean] = [view.u8.slice(0, RECORD_BYTES), view.u8.slice(RECORD_BYTES)];
  expect(dirty).toEqual(clean);
  return { view, buffer: new ByteBuffer(view.u8) };
}

describe("records", () => {
  test("a tick: accessors read what was written, stale bytes do not survive", () => {
    fc.assert(
      fc.property(
        fc.tuple(id, number, time, time, number, fc.boolean()),
        fc.tuple(number, number, number, number),
        fc.nat(255),
        ([symbolId, seq, at, received, feedSeq, isEligible], [p, v, w, o], fill) => {
          const { view, buffer } = inBoth(fill, (to, slot) => {
            const identity = { symbolId, recordSeq: seq, receivedEpochUs: received };
            const numbers = { price: p, size: v, dayVwap: w, officialOpen: o };
            const tick = { exchangeEpochUs: at, feedSeq, isEligible };
            writeTick(to, asSlot(slot), { ...identity, ...tick, ...numbers });
          });
          const tick = new wire.Tick().__init(0, buffer);
          const header = tick.header()!;
          expect(header.kind()).toBe(wire.RecordKind.Tick);
          expect(header.flags()).toBe(isEligible ? FLAG_ELIGIBLE : 0);
          expect(header.symbolId()).toBe(symbolId);
          expect([tick.price(), tick.size(), tick.dayVwap(), tick.officialOpen()]).toEqual([
            p,
            v,
            w,
            o,
          ]);
          expect(readRecord(view, asSlot(0))).toEqual({
            kind: "tick",
            flags: isEligible ? FLAG_ELIGIBLE : 0,
            source: 0,
            symbolId,
            recordSeq: seq,
            exchangeEpochUs: at,
            receivedEpochUs: received,
            feedSeq,
            traceId: 0,
            price: p,
            size: v,
            dayVwap: w,
            officialOpen: o,
          });
        },
      ),
    );
  });

  test("what a tick or a bar leaves out is unknown", () => {
    const view = privateSlots(2, RECORD_BYTES);
    view.u8.fill(255);
    const identity = { symbolId: asSymbolId(1), recordSeq: 2, receivedEpochUs: asEpochUs(3) };
    const tick = { exchangeEpochUs: asEpochUs(4), isEligible: true, price: 5, size: 6 };
    writeTick(view, asSlot(0), { ...identity, ...tick });
    expect(readRecord(view, asSlot(0))).toMatchObject({ feedSeq: -1, dayVwap: 0, officialOpen: 0 });
    const times = { startEpochUs: asEpochUs(4), endEpochUs: asEpochUs(5), isMinute: true };
    writeBar(view, asSlot(1), {
      ...identity,
      ...times,
      open: 1,
      high: 2,
      low: 1,
      close: 2,
      volume: 3,
    });
    expect(readRecord(view, asSlot(1))).toMatchObject({
      windowVwap: 0,
      dayVwap: 0,
      officialOpen: 0,
    });
  });

  test("a bar: accessors read what was written, stale bytes do not survive", () => {
    fc.assert(
      fc.property(
        fc.tuple(id, number, time, time, time, fc.boolean()),
        fc.tuple(number, number, number, number, number, number, number, number),
        fc.nat(255),
        ([symbolId, seq, start, end, received, isMinute], numbers, fill) => {
          const { view, buffer } = inBoth(fill, (to, slot) => {
            const [open, high, low, close, volume, windowVwap, dayVwap, officialOpen] = numbers;
            const identity = { symbolId, recordSeq: seq, receivedEpochUs: received };
            const times = { startEpochUs: start, endEpochUs: end, isMinute };
            const prices = { open, high, low, close, volume };
            const day = { windowVwap, dayVwap, officialOpen };
            writeBar(to, asSlot(slot), { ...identity, ...times, ...prices, ...day });
          });
          const bar = new wire.Bar().__init(0, buffer);
          const header = bar.header()!;
          expect(header.kind()).toBe(wire.RecordKind.Bar);
          expect(header.exchangeEpochUs()).toEqual(end);
          expect(bar.startEpochUs()).toEqual(start);
          const read = [bar.open(), bar.high(), bar.low(), bar.close(), bar.volume()];
          read.push(bar.windowVwap(), bar.dayVwap(), bar.officialOpen());
          expect(read).toEqual(numbers);
          expect(readRecord(view, asSlot(0))).toMatchObject({
            kind: "bar",
            flags: isMinute ? FLAG_MINUTE_BAR : 0,
            symbolId,
            feedSeq: -1,
          });
        },
      ),
    );
  });

  test("an FMV: accessors read what was written, stale bytes do not survive", () => {
    fc.assert(
      fc.property(
        id,
        number,
        number,
        number,
        number,
        fc.nat(255),
        (symbolId, seq, t, r, x, fill) => {
          const { view, buffer } = inBoth(fill, (to, slot) => {
            writeFmv(to, slot, symbolId, seq, t, r, x);
          });
          const fmv = new wire.Fmv().__init(0, buffer);
          expect(fmv.header()!.kind()).toBe(wire.RecordKind.Fmv);
          expect(fmv.fmv()).toEqual(x);
          expect(readRecord(view, asSlot(0))).toMatchObject({ kind: "fmv", fmv: x, feedSeq: -1 });
        },
      ),
    );
  });

  test("copySlot moves 128 bytes, whatever they are, and no others", () => {
    const bytes = fc.uint8Array({ minLength: RECORD_BYTES, maxLength: RECORD_BYTES });
    fc.assert(
      fc.property(bytes, fc.nat(2), fc.nat(2), (record, fromSlot, toSlot) => {
        const from = privateSlots(3, RECORD_BYTES);
        const to = privateSlots(3, RECORD_BYTES);
        from.u8.set(record, fromSlot * RECORD_BYTES);
        const expected = new Uint8Array(3 * RECORD_BYTES).fill(7);
        to.u8.fill(7);
        expected.set(record, toSlot * RECORD_BYTES);
        copySlot(from, asSlot(fromSlot), to, asSlot(toSlot));
        expect(to.u8).toEqual(expected);
      }),
    );
  });

  test("a kind of a plug-in reads as its numbers", () => {
    const view = privateSlots(1, RECORD_BYTES);
    writeFmv(view, 0, 1, 2, 3, 4, 5);
    view.u8[RECORD_KIND_U8] = 17;
    expect(readRecord(view, asSlot(0))).toMatchObject({
      kind: "other",
      kindId: 17,
      numbers: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
  });
});
