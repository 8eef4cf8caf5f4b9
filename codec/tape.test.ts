/** Tapes: what a writer wrote a reader reads; cuts, damage and full disks end at a whole block. */
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Builder } from "flatbuffers";
import { TickscopeError, wire } from "#schemas";
import {
  privateSlots,
  RECORD_BYTES,
  type RecordObject,
  readRecord,
  readTapeHeader,
  TapeReader,
  TapeWriter,
  writeBar,
  writeFmv,
  writeTick,
} from "./index.ts";
import { TAPE_PREFIX_BYTES } from "./tape-format.ts";

const folder = mkdtempSync(join(tmpdir(), "tickscope-tape-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newPath = () => join(folder, `${files++}.tape`);

const OPTIONS = { origin: "a test", calendar: "us-equities", createdEpochUs: 1e15 } as const;
type Written = { symbol: string; record: RecordObject };

/** Appends record `seq` of a kind that `seq` decides; returns what a reader must find. */
function append(writer: TapeWriter, seq: number, symbol: string, price: number): RecordObject {
  const view = privateSlots(1, RECORD_BYTES);
  view.u8.fill(255);
  // Symbol id 9999 is the engine's; the tape must replace it with its own.
  if (seq % 3 === 0) writeTick(view, 0, 9999, seq, 1e15, 0, seq, seq % 2 === 0, price, 5, 0, 0);
  else if (seq % 3 === 1) {
    writeBar(view, 0, 9999, seq, 1e15, 2e15, 0, true, price, 4, 3, 2, 1, 0, 0, 0);
  } else writeFmv(view, 0, 9999, seq, 1e15, 0, price);
  writer.append(view, 0, symbol);
  return readRecord(view, 0);
}

function readAll(path: string) {
  const reader = new TapeReader(path);
  const found: Written[] = [];
  for (let block = reader.next(); block !== undefined; block = reader.next()) {
    for (let slot = 0; slot < block.records; slot++) {
      const record = readRecord(block.view, slot);
      found.push({
        symbol: block.symbols[record.symbolId]!,
        record: { ...record, symbolId: 9999 },
      });
    }
  }
  reader.close();
  return { found, reader, end: reader.end! };
}

/** A tape of five records in three blocks, and where each block ends. */
function smallTape() {
  const path = newPath();
  const writer = new TapeWriter(path, { ...OPTIONS, recordsPerBlock: 2 });
  const ends = [writer.bytesWritten];
  const written: Written[] = [];
  for (const [seq, symbol] of ["A", "Ωmega", "", "A", "B"].entries()) {
    written.push({ symbol, record: append(writer, seq, symbol, seq + 1) });
    if (seq % 2 === 1) ends.push(writer.bytesWritten);
  }
  writer.close();
  ends.push(writer.bytesWritten);
  return { path, bytes: readFileSync(path), ends, written };
}

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
    const { path } = smallTape();
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

describe("a tape cut at every byte", () => {
  test("gives exactly the whole blocks before the cut", () => {
    const { bytes, ends, written } = smallTape();
    const path = newPath();
    for (let cut = 0; cut < bytes.length; cut++) {
      writeFileSync(path, bytes.subarray(0, cut));
      if (cut < ends[0]!) {
        expect(codeOf(() => new TapeReader(path))).toBe("TAPE_NOT_A_TAPE");
        continue;
      }
      const blocks = ends.filter((end) => end <= cut).length - 1;
      const { found, reader, end } = readAll(path);
      expect(reader.blocks).toBe(blocks);
      expect(found).toEqual(written.slice(0, blocks * 2));
      expect(end.state).toBe(ends.includes(cut) ? "complete" : "truncated");
      if (end.state === "truncated") {
        expect(end.message).toContain(`cut in block ${blocks} at byte ${ends[blocks]}`);
        expect(end.message).toContain(`${found.length} records before it are whole`);
      }
    }
  });
});

describe("a tape with one byte flipped", () => {
  test("is detected, or only its description of itself differs", () => {
    const { bytes, ends, written } = smallTape();
    const path = newPath();
    let described = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = damaged[at]! ^ mask;
        writeFileSync(path, damaged);
        const code = codeOf(() => new TapeReader(path).close());
        if (code !== "") {
          expect(at).toBeLessThan(ends[0]!);
          expect(["TAPE_NOT_A_TAPE", "TAPE_VERSION"]).toContain(code);
          continue;
        }
        const { found, reader, end } = readAll(path);
        if (end.state === "complete") {
          // Nothing but the header's words and time is without a checksum.
          expect(at).toBeGreaterThanOrEqual(TAPE_PREFIX_BYTES);
          expect(at).toBeLessThan(ends[0]!);
          expect(found).toEqual(written);
          described += 1;
        } else {
          expect(found).toEqual(written.slice(0, reader.blocks * 2));
        }
      }
    }
    expect(described).toBeGreaterThan(0);
  });

  test("in a block in the middle: error with block and offset after the good blocks", () => {
    const { path, bytes, ends } = smallTape();
    bytes[ends[1]! + 40] = bytes[ends[1]! + 40]! ^ 1;
    writeFileSync(path, bytes);
    const { found, end } = readAll(path);
    expect(found).toHaveLength(2);
    if (end.state !== "damaged") throw new Error(`was ${end.state}`);
    expect(end.error.code).toBe("TAPE_CRC");
    expect(end.error.message).toContain(`block 1 at byte ${ends[1]} has the CRC-32`);
    expect(end.error.message).toContain("2 records before it are good");
  });
});

describe("a hostile tape", () => {
  /** The small tape with the body of block 1 changed by `change`, under a right checksum. */
  function withBody(change: (body: Uint8Array) => void) {
    const { path, bytes, ends } = smallTape();
    const file = Uint8Array.from(bytes);
    const body = file.subarray(ends[1]! + 8, ends[2]!);
    change(body);
    new DataView(file.buffer).setUint32(ends[1]! + 4, Bun.hash.crc32(body), true);
    writeFileSync(path, file);
    return readAll(path);
  }

  test("any two bytes of a block changed under a right checksum: no exception, no foreign record", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(255), fc.nat(400), fc.nat(255), (at, value, at2, value2) => {
        const { found, end } = withBody((body) => {
          body[at % body.length] = value;
          body[at2 % body.length] = value2;
        });
        if (end.state === "damaged") expect(end.error.code).toBe("TAPE_NOT_A_TAPE");
        expect(end.state).not.toBe("truncated");
        const seqs = found.map(({ record }) => record.recordSeq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  test("a body of pure noise under a right checksum", () => {
    const bytes = fc.uint8Array({ minLength: 280, maxLength: 280 });
    fc.assert(
      fc.property(bytes, (noise) => {
        const { end } = withBody((body) => body.set(noise.subarray(0, body.length)));
        expect(end.state).toBe("damaged");
      }),
    );
  });

  test("a header or a block that claims gigabytes is refused without reading them", () => {
    const { path, bytes, ends } = smallTape();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(ends[1]!, 0xffff_fff0, true);
    writeFileSync(path, bytes);
    const { found, end } = readAll(path);
    expect(found).toHaveLength(2);
    expect(end).toMatchObject({ state: "damaged", error: { code: "TAPE_CRC" } });
    view.setUint32(8, 0x7fff_ffff, true);
    writeFileSync(path, bytes);
    expect(codeOf(() => new TapeReader(path))).toBe("TAPE_NOT_A_TAPE");
  });

  test("what is no tape is refused by name", () => {
    const path = newPath();
    expect(codeOf(() => new TapeReader(path))).toBe("TAPE_NOT_FOUND");
    expect(codeOf(() => new TapeReader(folder))).toBe("TAPE_NOT_A_TAPE");
    writeFileSync(path, "ticker,price,volume,timestamp\n");
    expect(codeOf(() => new TapeReader(path))).toBe("TAPE_NOT_A_TAPE");
  });

  test.each([
    ["version", 2, RECORD_BYTES],
    ["record size", 1, 64],
  ])("another %s is refused as a version", (_, version, recordBytes) => {
    const builder = new Builder();
    const text = builder.createString("continuous");
    const { createTapeHeader } = wire.TapeHeader;
    builder.finish(createTapeHeader(builder, version, recordBytes, 0, text, text));
    const body = builder.asUint8Array();
    const prefix = new Uint8Array(TAPE_PREFIX_BYTES);
    prefix.set(new TextEncoder().encode("TSCOPE01"));
    new DataView(prefix.buffer).setUint32(8, body.length, true);
    const path = newPath();
    writeFileSync(path, Buffer.concat([prefix, body]));
    expect(codeOf(() => new TapeReader(path))).toBe("TAPE_VERSION");
  });
});

describe("a tape that cannot be written", () => {
  test("a folder that does not exist: TAPE_WRITE_FAILED", () => {
    const path = join(folder, "no-such-folder", "x.tape");
    expect(codeOf(() => new TapeWriter(path, OPTIONS))).toBe("TAPE_WRITE_FAILED");
  });

  test("a disk that is full in the middle of a block: the file ends at the last whole block", () => {
    const path = newPath();
    // A file size limit stands in for the full disk: the write that meets it is a partial one.
    const script = `
      import { privateSlots, TapeWriter, writeFmv } from ${JSON.stringify(join(import.meta.dir, "index.ts"))};
      const writer = new TapeWriter(${JSON.stringify(path)}, { origin: "", calendar: "", recordsPerBlock: 1000 });
      const view = privateSlots(1, 128);
      try {
        for (let seq = 0; ; seq++) {
          writeFmv(view, 0, 0, seq, 1e15, 0, seq + 1);
          writer.append(view, 0, "A");
        }
      } catch (error) {
        console.log(JSON.stringify([error.code, error.message, writer.recordsWritten]));
      }`;
    const limited = 'trap \'\' XFSZ; ulimit -f 2000; exec "$0" -e "$1"';
    const child = Bun.spawnSync(["sh", "-c", limited, process.execPath, script]);
    const [code, message, records] = JSON.parse(child.stdout.toString());
    expect(code).toBe("TAPE_WRITE_FAILED");
    expect(message).toContain("EFBIG");
    expect(message).toContain(`it holds ${records} records in whole blocks`);
    expect(records).toBeGreaterThan(1000);
    expect(records % 1000).toBe(0);
    const { found, end } = readAll(path);
    expect(end).toEqual({ state: "complete" });
    expect(found).toHaveLength(records);
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof TickscopeError) return thrown.code;
    throw thrown;
  }
  return "";
}
