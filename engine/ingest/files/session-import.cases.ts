/** Known answers of session-import.ts: a short recorded session, whole and broken. */

import { join } from "node:path";
import { BLOCK_RECORDS, RECORD_F64, RECORD_SEQ_F64, type TapeBlock } from "#codec";
import { type Observe, of, type Subject } from "#schemas";
import { rejectedBy, slotNumbers, withFolder } from "../testing/cases-fixture.ts";
import { SessionFile } from "./session-import.ts";

const FIRST = "wss://f.example/stream?streams=btcusdt@aggTrade/ethusdt@trade <-> 1626992740.1";
const T_MS = 1_626_992_741_000;

/** What is read from a file at a time. */
const CHUNK_BYTES = 64 * 1024;

const agg = (a: number, s = "BTCUSDT"): string =>
  `{"e":"aggTrade","s":"${s}","a":${a},"p":"32000.5","q":"0.25","T":${T_MS + a}}`;
const plain = (s: string): string =>
  `{"e":"trade","s":"${s}","t":7,"p":"2000.5","q":"1","T":${T_MS}}`;
const line = (frame: string, stamp = "1626992742.289739"): string => `${stamp}: ${frame}`;

type Lines = readonly string[];
const FILES: readonly (readonly [functionName: Subject, fact: string, lines: Lines])[] = [
  [of(SessionFile, "open"), "nothing", []],
  [of(SessionFile, "open"), "the first line only", [FIRST]],
  ["#take", "one trade", [FIRST, line(agg(1))]],
  [of(SessionFile, "open"), "no streams named", [line(agg(1))]],
  [of(SessionFile, "open"), "a plain address", ["ws://x", line(agg(1))]],
  [of(SessionFile, "open"), "another protocol", ["http://x", line(agg(1))]],
  ["#take", "other stamps", [FIRST, line(agg(1), "162699274"), line(agg(2), "16269927421.5")]],
  ["constructor", "trades of which aggregates are taken", [FIRST, line(plain("BTCUSDT"))]],
  ["constructor", "trades of which none are taken", [FIRST, line(plain("ETHUSDT"))]],
  ["commit", "two symbols", [FIRST, line(agg(1, "B")), line(agg(1, "A")), line(agg(2, "B"))]],
  [
    of(SessionFile, "leftOut"),
    "what is no record",
    [FIRST, line('{"result":null,"id":1}'), line("x"), line(agg(1))],
  ],
  [
    of(SessionFile, "leftOut"),
    "data that is refused",
    [FIRST, line('{"e":"aggTrade"}'), line(agg(5))],
  ],
  ["linesOf", "other line ends", [`${FIRST}\r`, "\r", `${line(agg(1))}\r`, `${line(agg(2))}\r`]],
  ["#take", "blank lines", [FIRST, "", line(agg(1)), "", ""]],
  ["#take", "a line without stamp", [FIRST, line(agg(1)), "junk", line(agg(2))]],
  ["#take", "a stamp that is too short", [FIRST, "", line(agg(1), "16269927")]],
  ["wrongLine", "a long line without stamp", [FIRST, line(agg(1)), "junk ".repeat(40)]],
];

function shown({ view, records, symbols }: TapeBlock): unknown {
  const last = view.f64[(records - 1) * RECORD_F64 + RECORD_SEQ_F64];
  const kept = Array.from({ length: Math.min(3, records) }, (_, slot) => slotNumbers(view, slot));
  return [records, symbols, last, kept];
}

/** Observes what a file is opened as, then its frames, what was left out, and its blocks. */
async function observeFile(
  observe: Observe,
  [functionName, fact]: readonly [functionName: Subject, fact: string],
  path: string,
  folder: string,
): Promise<void> {
  let file: SessionFile | undefined;
  const open = async () => {
    file = await SessionFile.open(path);
  };
  observe(of(SessionFile, "open"), `${fact}: opened`, await rejectedBy(open(), folder));
  if (file === undefined) return;
  const blocks: TapeBlock[] = [];
  const end = await rejectedBy(collect(file, blocks), folder);
  observe("#take", `${fact}: frames`, file.frames);
  observe(of(SessionFile, "leftOut"), `${fact}: left out`, file.leftOut());
  observe(
    of(SessionFile, "blocks"),
    `${fact}: records by block`,
    blocks.map(({ records }) => records),
  );
  observe(
    "commit",
    `${fact}: symbols`,
    blocks.map(({ symbols }) => symbols),
  );
  observe(functionName, `${fact}: records`, blocks.map(shown));
  observe(functionName, `${fact}: end`, end);
}

async function collect(file: SessionFile, into: TapeBlock[]): Promise<void> {
  for await (const block of file.blocks()) into.push(block);
}

/** Trades in frames of many, so that blocks fill up inside one and at the end of one. */
const many = (from: number, count: number): string =>
  line(`[${Array.from({ length: count }, (_, i) => agg(from + i)).join(",")}]`);

async function observeBlocks(observe: Observe, folder: string): Promise<void> {
  const path = join(folder, "many.txt");
  const half = BLOCK_RECORDS / 2;
  await Bun.write(path, [FIRST, many(0, half), many(half, half)].join("\n"));
  await observeFile(observe, ["flush", "a block that is full at the end of a frame"], path, folder);
  await Bun.write(path, [FIRST, many(0, half), many(half, half + 2), line(agg(9999))].join("\n"));
  await observeFile(observe, ["claim", "a block that is full inside a frame"], path, folder);
}

export default function cases(observe: Observe): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, "session.txt");
    for (const [functionName, fact, lines] of FILES) {
      await Bun.write(path, lines.join("\n"));
      await observeFile(observe, [functionName, fact], path, folder);
    }
    await observeFile(
      observe,
      [of(SessionFile, "open"), "no file"],
      join(folder, "missing"),
      folder,
    );
    const zipped = Bun.gzipSync([FIRST, line(agg(1))].join("\n"));
    await Bun.write(path, zipped.subarray(0, zipped.length - 10));
    await observeFile(observe, ["linesOf", "a cut gzip stream"], path, folder);
    // A character that two chunks of the file share, at the beginning of a line that is shown.
    const head = `${FIRST}\n1626992742: `;
    const filler = "x".repeat(CHUNK_BYTES - head.length - 4);
    await Bun.write(path, `${head}"${filler}"\n€ is no stamp`);
    await observeFile(observe, ["linesOf", "a character in two chunks"], path, folder);
    await observeBlocks(observe, folder);
    await Bun.write(path, [FIRST, line(agg(1)), line(agg(2))].join("\n"));
    const file = await SessionFile.open(path);
    observe("constructor", "its path", file.path.replace(folder, ""), "/session.txt");
    await file.close();
    for await (const block of file.blocks())
      observe(of(SessionFile, "close"), "a block after it", shown(block));
    observe(of(SessionFile, "close"), "frames read", file.frames, 0);
  });
}
