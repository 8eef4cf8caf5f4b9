/** Tapes: cuts, damage, hostile bytes and full disks end at a whole block, and are named. */
import { afterAll, describe, expect, test } from "bun:test";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Builder } from "flatbuffers";
import { wire } from "#schemas";
import { privateSlots, RECORD_BYTES, TapeReader, TapeWriter } from "../index.ts";
import { writeFmv } from "../layout/fmv-fixture.ts";
import {
  append,
  codeOf,
  TAPE_OPTIONS as OPTIONS,
  readAll,
  smallTape,
  TapeFolder,
} from "./tape-fixture.ts";
import { BLOCK_PREFIX_BYTES, encodeBlock, TAPE_PREFIX_BYTES } from "./tape-format.ts";

const folder = new TapeFolder();
afterAll(() => folder.remove());
const newPath = () => folder.next();

describe("a tape cut at every byte", () => {
  test("gives exactly the whole blocks before the cut", () => {
    const { bytes, ends, written } = smallTape(newPath());
    const path = newPath();
    for (let cut = 0; cut < bytes.length; cut++) {
      writeFileSync(path, bytes.subarray(0, cut));
      if (cut < ends[0]) {
        expect(codeOf(() => new TapeReader(path))).toBe("TAPE_NOT_A_TAPE");
        continue;
      }
      const blocks = ends.filter((end) => end <= cut).length - 1;
      const { found, reader, end } = readAll(path);
      expect(reader.blocks).toBe(blocks);
      expect(found).toEqual(written.slice(0, blocks * 2));
      expect(end.state).toBe(ends.includes(cut) ? "complete" : "truncated");
      if (end.state === "truncated") {
        expect(end.message).toContain(`truncated in block ${blocks} at byte ${ends[blocks]}`);
        expect(end.message).toContain(`${found.length} records before it are intact`);
      }
    }
  });
});

describe("a tape with one byte flipped", () => {
  test("is detected, or only its description of itself differs", () => {
    const { bytes, ends, written } = smallTape(newPath());
    const path = newPath();
    let described = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = damaged[at] ^ mask;
        writeFileSync(path, damaged);
        const code = codeOf(() => new TapeReader(path).close());
        if (code !== "") {
          expect(at).toBeLessThan(ends[0]);
          expect(["TAPE_NOT_A_TAPE", "TAPE_VERSION"]).toContain(code);
          continue;
        }
        const { found, reader, end } = readAll(path);
        if (end.state === "complete") {
          // Nothing but the header's words and time is without a checksum.
          expect(at).toBeGreaterThanOrEqual(TAPE_PREFIX_BYTES);
          expect(at).toBeLessThan(ends[0]);
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
    const { path, bytes, ends } = smallTape(newPath());
    bytes[ends[1] + 40] = bytes[ends[1] + 40] ^ 1;
    writeFileSync(path, bytes);
    const { found, end } = readAll(path);
    expect(found).toHaveLength(2);
    if (end.state !== "damaged") throw new Error(`was ${end.state}`);
    expect(end.error.code).toBe("TAPE_CRC");
    expect(end.error.message).toContain(`block 1 at byte ${ends[1]} has the CRC-32`);
    expect(end.error.message).toContain("2 records before it are intact");
  });
});

describe("a hostile tape", () => {
  /** The small tape with the body of block 1 changed by `change`, under a right checksum. */
  function withBody(change: (body: Uint8Array) => void) {
    const { path, bytes, ends } = smallTape(newPath());
    const file = Uint8Array.from(bytes);
    const body = file.subarray(ends[1] + 8, ends[2]);
    change(body);
    new DataView(file.buffer).setUint32(ends[1] + 4, Bun.hash.crc32(body), true);
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

  test.each([
    ["record_seq that starts again", [0], ["A"], 1, "record 0 has record_seq=0 after 0"],
    ["record_seq that is no whole number", [1.5], [], 2, "record 0 has record_seq=1.5 after 0"],
    ["a symbol id without a symbol", [1], [], 3, "record 0 has symbol_id=3 of 1 symbols"],
    ["more symbols than records", [1], ["B", "C"], 1, "2 new symbols in 1 records"],
    ["a symbol that is too long", [1], ["x".repeat(17)], 1, "symbol 2 is not 1 to 16 characters"],
    ["an empty symbol", [1], [""], 1, "symbol 2 is not 1 to 16 characters"],
  ])("%s, under a right checksum", (_, seqs, symbols, symbolId, problem) => {
    const path = newPath();
    const writer = new TapeWriter(path, OPTIONS);
    append(writer, 0, "A", 1);
    writer.close();
    const view = privateSlots(seqs.length, RECORD_BYTES);
    for (const [slot, seq] of seqs.entries()) writeFmv(view, slot, symbolId, seq, 1e15, 0, 1);
    // The first block has symbol 1; a right block goes on with 2.
    const body = encodeBlock(new Builder(), view.u8, 2, symbols);
    const prefix = new DataView(new ArrayBuffer(BLOCK_PREFIX_BYTES));
    prefix.setUint32(0, body.length, true);
    prefix.setUint32(4, Bun.hash.crc32(body), true);
    appendFileSync(path, new Uint8Array(prefix.buffer));
    appendFileSync(path, body);
    const { found, end } = readAll(path);
    expect(found).toHaveLength(1);
    expect(end).toMatchObject({ state: "damaged", error: { code: "TAPE_NOT_A_TAPE" } });
    if (end.state === "damaged") expect(end.error.message).toContain(problem);
  });

  test("a header or a block that claims gigabytes is refused without reading them", () => {
    const { path, bytes, ends } = smallTape(newPath());
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(ends[1], 0xffff_fff0, true);
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
    expect(codeOf(() => new TapeReader(folder.path))).toBe("TAPE_NOT_A_TAPE");
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
    const path = join(folder.path, "no-such-folder", "x.tape");
    expect(codeOf(() => new TapeWriter(path, OPTIONS))).toBe("TAPE_WRITE_FAILED");
  });

  test("a disk that is full in the middle of a block: the file ends at the last whole block", () => {
    const path = newPath();
    // A file size limit stands in for the full disk: the write that meets it is a partial one.
    const script = `
      import { privateSlots, TapeWriter, writeTick } from ${JSON.stringify(join(import.meta.dir, "../index.ts"))};
      const writer = new TapeWriter(${JSON.stringify(path)}, { origin: "", calendar: "", recordsPerBlock: 1000 });
      const view = privateSlots(1, 128);
      try {
        for (let seq = 0; ; seq++) {
          const identity = { symbolId: 0, recordSeq: seq, exchangeEpochUs: 1e15, receivedEpochUs: 0 };
          writeTick(view, 0, { ...identity, feedSeq: seq, isEligible: true, price: seq + 1, size: 1 });
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
