/** Pins what is read of whole, cut, damaged and other files. */
import { truncateSync } from "node:fs";
import type { Observe, Probe } from "#schemas";
import { asEpochUs } from "./nominal.ts";
import { blockOf, bodyOf, headerBytes, ProbeFolder, refusalOf } from "./probe-tapes.ts";
import { encodeTapeHeader, TAPE_PREFIX_BYTES } from "./tape-format.ts";
import { readTapeHeader, TapeReader } from "./tape-reader.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Blocks of two, one and four records: the second fits the memory of the first, the third does not. */
interface Parts {
  header: Uint8Array;
  one: Bytes;
  blocks: readonly [Uint8Array, Uint8Array, Uint8Array];
}

/** Made when the probe runs, because a fault may be in what makes them. */
function tapeParts(): Parts {
  const two = bodyOf(
    [
      [1, 0],
      [0, 3],
    ],
    1,
    ["A"],
  );
  const one = bodyOf([[1, 4]], 9, []);
  const four = bodyOf(
    [
      [2, 5],
      [1, 6],
      [3, 8],
      [0, 9],
    ],
    2,
    ["BC", "D"],
  );
  return { header: headerBytes(), one, blocks: [blockOf(two), blockOf(one), blockOf(four)] };
}

function endOf(folder: ProbeFolder, reader: TapeReader): string {
  const { end } = reader;
  if (end === undefined || end.state === "complete") return end?.state ?? "none";
  const message = end.state === "damaged" ? `${end.error.code} ${end.error.message}` : end.message;
  return `${end.state}: ${folder.anonymous(message)}`;
}

/** The state and what was said of bytes, without the words around. */
function briefly(end: string): string {
  return [/^\w+/, /\(.*\)|\d+ bytes|stored was \w+/].map((part) => part.exec(end)?.[0]).join();
}

/** Reads to the end; returns how it came. */
function finish(folder: ProbeFolder, name: string, ...parts: readonly Uint8Array[]): string {
  const reader = new TapeReader(folder.write(name, ...parts));
  while (reader.next() !== undefined);
  reader.close();
  return endOf(folder, reader);
}

function observeHeaders(observe: Observe, folder: ProbeFolder, { header }: Parts): void {
  const refused = (...parts: readonly Uint8Array[]) =>
    folder.anonymous(refusalOf(() => readTapeHeader(folder.write("header.tape", ...parts))));
  const sized = (bytes: number, body: Uint8Array) => {
    const made = new Uint8Array(TAPE_PREFIX_BYTES + body.length);
    made.set(header.subarray(0, TAPE_PREFIX_BYTES));
    new DataView(made.buffer).setUint32(8, bytes, true);
    made.set(body, TAPE_PREFIX_BYTES);
    return made;
  };
  const body = header.subarray(TAPE_PREFIX_BYTES);
  const missing = refusalOf(() => new TapeReader(folder.path("missing.tape")));
  observe("constructor", "TAPE_NOT_FOUND", folder.anonymous(missing));
  const directory = refusalOf(() => new TapeReader(folder.path(".")));
  observe("constructor", "isFile", folder.anonymous(directory).split("/")[0]);
  observe("#readHeader", "empty", refused());
  observe("#readHeader", "isWhole", refused(header.subarray(0, TAPE_PREFIX_BYTES - 1)));
  observe("#readHeader", "magic", refused(Uint8Array.from(header, (byte, i) => byte ^ +(i === 7))));
  observe("#readHeader", "header cut", refused(header.subarray(0, -1)));
  const large = new Uint8Array(65_537);
  large.set(body);
  observe("#readHeader", "header too long", refused(sized(65_537, large)));
  observe("#readHeader", "longest header", refused(sized(65_536, large.subarray(0, 65_536))));
  // The version and the size of a record stand side by side, as 16-bit numbers.
  const at = header.findIndex((byte, i) => byte === 128 && header[i + 1] === 0 && i > 12);
  const changed = (index: number) => Uint8Array.from(header, (byte, i) => byte + +(i === index));
  observe("#readHeader", "record_bytes", refused(changed(at)));
  observe("#readHeader", "TAPE_VERSION", refused(changed(header.indexOf(1, at - 2))));
  observe("readTapeHeader", "header", readTapeHeader(folder.write("good.tape", header)));
  const quiet = encodeTapeHeader({ origin: "", calendar: "", createdEpochUs: asEpochUs(1) });
  const reader = new TapeReader(folder.write("quiet.tape", quiet));
  observe("constructor", "path", folder.anonymous(reader.path));
  observe("constructor", "bytes", reader.bytes === quiet.length);
  observe("constructor", "header", reader.header);
  observe("next", "left: nothing", [reader.next() === undefined, endOf(folder, reader)]);
  reader.close();
}

function observeBlocks(observe: Observe, folder: ProbeFolder, parts: Parts): void {
  const { header, blocks } = parts;
  const reader = new TapeReader(folder.write("whole.tape", header, ...blocks));
  observe("end", "before the first", endOf(folder, reader));
  observe("blocks", "before the first", reader.blocks);
  observe("records", "before the first", reader.records);
  observe("symbols", "before the first", reader.symbols);
  for (let number = 0; number < 3; number++) {
    const block = reader.next();
    observe("next", `records of block ${number}`, block?.records);
    observe("#bodyOf", `slots of block ${number}`, block?.view.u8 ?? []);
    observe("#take", `symbols with block ${number}`, block?.symbols);
    observe("#take", `blocks after block ${number}`, reader.blocks);
    observe("#take", `records after block ${number}`, reader.records);
    observe("#take", `symbols after block ${number}`, reader.symbols);
  }
  observe("next", "after the last", [reader.next() === undefined, reader.next() === undefined]);
  observe("end", "after the last", endOf(folder, reader));
  reader.close();
  observe(
    "close",
    "again",
    refusalOf(() => reader.close()),
  );

  observe("close", "isOpen", folder.isOpen("whole.tape"));

  const closed = new TapeReader(folder.write("closed.tape", header, ...blocks));
  closed.close();
  observe("next", "isClosed", [closed.next() === undefined, endOf(folder, closed)]);
}

function observeCuts(observe: Observe, folder: ProbeFolder, { header, blocks }: Parts): void {
  const [first, second] = blocks;
  const cut = (bytes: number) =>
    finish(folder, "cut.tape", header, first, second.subarray(0, bytes));
  for (const bytes of [1, 7, 8, 9, second.length - 1]) {
    observe("next", `left: ${bytes} bytes of a block`, briefly(cut(bytes)));
  }
  observe("#cut", "message", cut(9));
  // A file that somebody shortens while it is read.
  for (const bytes of [0, 7, 20]) {
    const path = folder.write("shrunk.tape", header, first, second);
    const reader = new TapeReader(path);
    truncateSync(path, header.length + bytes);
    observe("next", `shortened to ${bytes} bytes`, [
      reader.next() === undefined,
      endOf(folder, reader),
    ]);
    reader.close();
  }
}

function observeDamage(observe: Observe, folder: ProbeFolder, parts: Parts): void {
  const { header, one } = parts;
  const [first] = parts.blocks;
  const after = (...parts: readonly Uint8Array[]) => finish(folder, "bad.tape", header, ...parts);
  const damaged = one.slice();
  damaged[40] ^= 1;
  const tails: [fact: string, block: Uint8Array][] = [
    ["bodyBytes 0", blockOf(one, 0)],
    ["bodyBytes too many", blockOf(one, 67_108_865)],
    ["bodyBytes at most, cut", blockOf(one, 67_108_864)],
    ["stored and computed", blockOf(damaged, damaged.length, Bun.hash.crc32(one))],
  ];
  for (const [fact, block] of tails) observe("next", fact, briefly(after(first, block)));
  for (const [fact, block] of tails) observe("#damage", fact, after(first, block));
  observe("hex", "a short CRC-32", after(first, blockOf(damaged, damaged.length, 0xabc)));
  observe("#take", "record_seq of the block before", after(first, first));
  const again = bodyOf([[1, 3]], 1, []);
  observe("#take", "lastRecordSeq", after(first, blockOf(again)));
  const next = bodyOf([[1, 4]], 1, []);
  observe("#take", "lastRecordSeq, one more", after(first, blockOf(next)));
  const reader = new TapeReader(folder.write("end.tape", header, first, blockOf(one, 0), first));
  const found = [reader.next(), reader.next(), reader.next()].map((block) => block !== undefined);
  observe("next", "ends at the damage", found);
  observe("blocks", "before the damage", [reader.blocks, reader.records, reader.symbols]);
  reader.close();
}

export const TAPE_READER_PROBE: Probe = {
  name: "tape-reader",
  stage: "source",
  file: "codec/tape-reader.ts",
  needs: ["errors", "record-layout", "tape-format", "slot-view"],
  run: (observe) =>
    ProbeFolder.within((folder) => {
      const parts = tapeParts();
      observeHeaders(observe, folder, parts);
      observeBlocks(observe, folder, parts);
      observeCuts(observe, folder, parts);
      observeDamage(observe, folder, parts);
    }),
};
