/** Cases of what is read of whole, cut, damaged and other files. */
import { truncateSync } from "node:fs";
import { type Observe, of } from "#schemas";
import { asEpochUs } from "../layout/nominal.ts";
import { encodeTapeHeader, TAPE_PREFIX_BYTES } from "./tape-format.ts";
import { readTapeHeader, TapeReader } from "./tape-reader.ts";
import { blockOf, bodyOf, FixtureFolder, headerBytes, refusalOf } from "./tapes-fixture.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Blocks of two, one and four records: the second fits the memory of the first, the third does not. */
interface Parts {
  header: Uint8Array;
  one: Bytes;
  blocks: readonly [Uint8Array, Uint8Array, Uint8Array];
}

/** Made when the cases run, because a fault may be in what makes them. */
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

function endOf(folder: FixtureFolder, reader: TapeReader): string {
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
function finish(folder: FixtureFolder, name: string, ...parts: readonly Uint8Array[]): string {
  const reader = new TapeReader(folder.write(name, ...parts));
  while (reader.next() !== undefined);
  reader.close();
  return endOf(folder, reader);
}

function observeHeaders(observe: Observe, folder: FixtureFolder, { header }: Parts): void {
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
  observe(
    of(TapeReader, "constructor"),
    "TAPE_NOT_FOUND",
    folder.anonymous(missing),
    "TAPE_NOT_FOUND /missing.tape: ENOENT: no such file or directory, open '/missing.tape'",
  );
  const directory = refusalOf(() => new TapeReader(folder.path(".")));
  observe(
    of(TapeReader, "constructor"),
    "isFile",
    folder.anonymous(directory).split("/")[0],
    "TAPE_NOT_A_TAPE  is not a file",
  );
  observe(
    "#readHeader",
    "empty",
    refused(),
    "TAPE_NOT_A_TAPE /header.tape does not begin with TSCOPE01",
  );
  observe(
    "#readHeader",
    "isWhole",
    refused(header.subarray(0, TAPE_PREFIX_BYTES - 1)),
    "TAPE_NOT_A_TAPE /header.tape does not begin with TSCOPE01",
  );
  observe(
    "#readHeader",
    "magic",
    refused(Uint8Array.from(header, (byte, i) => byte ^ +(i === 7))),
    "TAPE_NOT_A_TAPE /header.tape does not begin with TSCOPE01",
  );
  observe(
    "#readHeader",
    "header cut",
    refused(header.subarray(0, -1)),
    "TAPE_NOT_A_TAPE /header.tape: its header of 72 bytes is incomplete",
  );
  const large = new Uint8Array(65_537);
  large.set(body);
  observe(
    "#readHeader",
    "header too long",
    refused(sized(65_537, large)),
    "TAPE_NOT_A_TAPE /header.tape: its header of 65537 bytes is incomplete",
  );
  observe("#readHeader", "longest header", refused(sized(65_536, large.subarray(0, 65_536))), "");
  // The version and the size of a record stand side by side, as 16-bit numbers.
  const at = header.findIndex((byte, i) => byte === 128 && header[i + 1] === 0 && i > 12);
  const changed = (index: number) => Uint8Array.from(header, (byte, i) => byte + +(i === index));
  observe("#readHeader", "record_bytes", refused(changed(at)));
  observe("#readHeader", "TAPE_VERSION", refused(changed(header.indexOf(1, at - 2))));
  observe(readTapeHeader, "header", readTapeHeader(folder.write("good.tape", header)), {
    calendar: "continuous",
    createdEpochUs: 1755698405250000,
    origin: "a probe",
    version: 1,
  });
  const quiet = encodeTapeHeader({ origin: "", calendar: "", createdEpochUs: asEpochUs(1) });
  const reader = new TapeReader(folder.write("quiet.tape", quiet));
  observe(of(TapeReader, "constructor"), "path", folder.anonymous(reader.path), "/quiet.tape");
  observe(of(TapeReader, "constructor"), "bytes", reader.bytes === quiet.length, true);
  observe(of(TapeReader, "constructor"), "header", reader.header, {
    calendar: "",
    createdEpochUs: 1,
    origin: "",
    version: 1,
  });
  observe(
    of(TapeReader, "next"),
    "left: nothing",
    [reader.next() === undefined, endOf(folder, reader)],
    [true, "complete"],
  );
  reader.close();
}

function observeBlocks(observe: Observe, folder: FixtureFolder, parts: Parts): void {
  const { header, blocks } = parts;
  const reader = new TapeReader(folder.write("whole.tape", header, ...blocks));
  observe(of(TapeReader, "end"), "before the first", endOf(folder, reader), "none");
  observe(of(TapeReader, "blocks"), "before the first", reader.blocks, 0);
  observe(of(TapeReader, "records"), "before the first", reader.records, 0);
  observe(of(TapeReader, "symbols"), "before the first", reader.symbols, 0);
  for (let number = 0; number < 3; number++) {
    const block = reader.next();
    observe(of(TapeReader, "next"), `records of block ${number}`, block?.records);
    observe("#bodyOf", `slots of block ${number}`, block?.view.u8 ?? []);
    observe("#take", `symbols with block ${number}`, block?.symbols);
    observe("#take", `blocks after block ${number}`, reader.blocks);
    observe("#take", `records after block ${number}`, reader.records);
    observe("#take", `symbols after block ${number}`, reader.symbols);
  }
  observe(
    of(TapeReader, "next"),
    "after the last",
    [reader.next() === undefined, reader.next() === undefined],
    [true, true],
  );
  observe(of(TapeReader, "end"), "after the last", endOf(folder, reader), "complete");
  reader.close();
  observe(
    of(TapeReader, "close"),
    "again",
    refusalOf(() => reader.close()),
    "",
  );

  observe(of(TapeReader, "close"), "isOpen", folder.isOpen("whole.tape"), false);

  const closed = new TapeReader(folder.write("closed.tape", header, ...blocks));
  closed.close();
  observe(
    of(TapeReader, "next"),
    "isClosed",
    [closed.next() === undefined, endOf(folder, closed)],
    [true, "none"],
  );
}

function observeCuts(observe: Observe, folder: FixtureFolder, { header, blocks }: Parts): void {
  const [first, second] = blocks;
  const cut = (bytes: number) =>
    finish(folder, "cut.tape", header, first, second.subarray(0, bytes));
  for (const bytes of [1, 7, 8, 9, second.length - 1]) {
    observe(of(TapeReader, "next"), `left: ${bytes} bytes of a block`, briefly(cut(bytes)));
  }
  observe("#cut", "message", cut(9));
  // A file that somebody shortens while it is read.
  for (const bytes of [0, 7, 20]) {
    const path = folder.write("shrunk.tape", header, first, second);
    const reader = new TapeReader(path);
    truncateSync(path, header.length + bytes);
    observe(of(TapeReader, "next"), `shortened to ${bytes} bytes`, [
      reader.next() === undefined,
      endOf(folder, reader),
    ]);
    reader.close();
  }
}

function observeDamage(observe: Observe, folder: FixtureFolder, parts: Parts): void {
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
  for (const [fact, block] of tails)
    observe(of(TapeReader, "next"), fact, briefly(after(first, block)));
  for (const [fact, block] of tails) observe("#damage", fact, after(first, block));
  observe("hex", "a short CRC-32", after(first, blockOf(damaged, damaged.length, 0xabc)));
  observe("#take", "record_seq of the block before", after(first, first));
  const again = bodyOf([[1, 3]], 1, []);
  observe("#take", "lastRecordSeq", after(first, blockOf(again)));
  const next = bodyOf([[1, 4]], 1, []);
  observe("#take", "lastRecordSeq, one more", after(first, blockOf(next)), "complete");
  const reader = new TapeReader(folder.write("end.tape", header, first, blockOf(one, 0), first));
  const found = [reader.next(), reader.next(), reader.next()].map((block) => block !== undefined);
  observe(of(TapeReader, "next"), "ends at the damage", found, [true, false, false]);
  observe(
    of(TapeReader, "blocks"),
    "before the damage",
    [reader.blocks, reader.records, reader.symbols],
    [1, 2, 1],
  );
  reader.close();
}

export default function cases(observe: Observe): void {
  FixtureFolder.within((folder) => {
    const parts = tapeParts();
    observeHeaders(observe, folder, parts);
    observeBlocks(observe, folder, parts);
    observeCuts(observe, folder, parts);
    observeDamage(observe, folder, parts);
  });
}
