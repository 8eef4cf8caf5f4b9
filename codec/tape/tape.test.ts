/** Tapes: what a writer wrote a reader reads. */
import { afterAll, describe, expect, test } from "bun:test";
import { rmSync, statSync } from "node:fs";
import fc from "fast-check";
import {
  asSlot,
  privateSlots,
  RECORD_BYTES,
  RECORD_SOURCE_U8,
  RECORD_TRACE_ID_U32,
  readTapeHeader,
  TapeReader,
  TapeWriter,
} from "../index.ts";
import { writeFmv } from "../layout/fmv-fixture.ts";
import { append, TAPE_OPTIONS as OPTIONS, readAll, smallTape, TapeFolder } from "./tape-fixture.ts";

const folder = new TapeFolder();
afterAll(() => folder.remove());
const newPath = () => folder.next();

describe("tape", () => {
  test("what was written is read: any values, symbols and block sizes", () => {
    const row = fc.tuple(fc.string({ maxLength: 20 }), fc.double(), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, size) => {
          const path = newPath();
          const writer = new TapeWriter(path, { ...OPTIONS, recordsPerBlock: size });
          let seq = -1;
          const written = rows.map(([text, price, gap]) => {
            seq += gap;
            const record = append(writer, seq, text, price);
            return { symbol: text.length > 16 ? "" : text, record };
          });
          writer.close();
          expect(writer.recordsWritten).toBe(rows.length);
          expect(writer.bytesWritten).toBe(statSync(path).size);
          const { found, reader, end } = readAll(path);
          expect(found).toEqual(written);
          expect(end).toEqual({ state: "complete" });
          expect(reader.blocks).toBe(Math.ceil(rows.length / size));
          expect(reader.symbols).toBe(writer.symbols);
          rmSync(path);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the header tells version, calendar, origin and time", () => {
    const { path } = smallTape(newPath());
    expect(readTapeHeader(path)).toEqual({ version: 1, ...OPTIONS });
  });

  test("blocks hold 4,096 records by default, and their slots are views, not copies", () => {
    const path = newPath();
    const writer = new TapeWriter(path, OPTIONS);
    for (let seq = 0; seq < 4097; seq++) append(writer, seq, `S${seq % 7}`, seq + 1);
    expect(writer.recordsWritten).toBe(4096);
    writer.close();
    const reader = new TapeReader(path);
    const block = reader.next()!;
    expect(block.records).toBe(4096);
    expect(block.view.u8.buffer.byteLength).toBeGreaterThan(4096 * RECORD_BYTES);
    expect(reader.next()!.records).toBe(1);
    expect(reader.next()).toBeUndefined();
    reader.close();
  });

  test("time of receipt and source are kept, the trace id of the run is not", () => {
    const path = newPath();
    const view = privateSlots(1, RECORD_BYTES);
    writeFmv(view, 0, 5, 0, 1e15, 77, 12);
    view.u8[RECORD_SOURCE_U8] = 3;
    view.u32[RECORD_TRACE_ID_U32] = 4242;
    const writer = new TapeWriter(path, OPTIONS);
    writer.append(view, asSlot(0), "A");
    writer.close();
    const [read] = readAll(path).found;
    expect(read!.record).toMatchObject({ receivedEpochUs: 77, source: 3, traceId: 0 });
  });

  test("the slots of a block lie aligned in it, whatever its symbols: no copy is made", () => {
    const symbols = fc.array(fc.string({ minLength: 1, maxLength: 16 }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(symbols, (texts) => {
        const path = newPath();
        const writer = new TapeWriter(path, OPTIONS);
        for (const [seq, text] of texts.entries()) append(writer, seq, text, 1);
        writer.close();
        const reader = new TapeReader(path);
        const { view, records } = reader.next()!;
        reader.close();
        // A copy would have memory of exactly its size.
        expect(view.u8.buffer.byteLength).toBeGreaterThan(records * RECORD_BYTES);
        expect(view.u8.byteOffset % 8).toBe(0);
      }),
    );
  });

  test("flush ends a block; an empty tape is complete", () => {
    const path = newPath();
    const writer = new TapeWriter(path, OPTIONS);
    writer.flush();
    expect(readAll(path)).toMatchObject({ found: [], end: { state: "complete" } });
    append(writer, 0, "A", 1);
    expect(readAll(path).found).toHaveLength(0);
    writer.flush();
    expect(readAll(path).found).toHaveLength(1);
    append(writer, 5, "B", 1);
    writer.close();
    writer.close();
    expect(readAll(path)).toMatchObject({ reader: { blocks: 2, records: 2, symbols: 2 } });
  });

  test("misuse is an invariant: record_seq that does not grow, append after close", () => {
    const writer = new TapeWriter(newPath(), OPTIONS);
    append(writer, 3, "A", 1);
    expect(() => append(writer, 3, "A", 1)).toThrow("Invariant: record_seq grows, was 3 after 3");
    expect(() => append(writer, Number.NaN, "A", 1)).toThrow("Invariant");
    writer.close();
    expect(() => append(writer, 4, "A", 1)).toThrow("Invariant: an open tape, was closed");
  });
});
