/** Known answers of csv-import.ts: files of every kind, and where reading them ends. */
import { join } from "node:path";
import { BLOCK_RECORDS, RECORD_F64, RECORD_SEQ_F64, TICK_PRICE_F64 } from "#codec";
import { type Observe, of, type Subject } from "#schemas";
import { rejectedBy, withFolder } from "../testing/cases-fixture.ts";
import { CsvFile } from "./csv-import.ts";

const HEADER = "ticker,price,volume,timestamp";
const PLAIN = "timestamp,open,high,low,close,volume";
const PLAIN_ROW = "2024-06-03 15:00:00,10,12,9,11,5";
const ROW = "A,1.5,10,1717426800";
/** Longest row that is read. */
const ROW_BYTES = 64 * 1024;

/** What a file is opened as; its records, first and last sequence, first price by block; its end. */
interface Reading {
  opened: unknown;
  blocks: unknown[];
  end: string;
}

async function readAll(path: string, folder: string, symbol = ""): Promise<Reading> {
  let file: CsvFile | undefined;
  const open = async () => {
    file = await CsvFile.open(path, { symbol });
  };
  const thrown = await rejectedBy(open(), folder);
  const blocks: unknown[] = [];
  const read = async () => {
    if (file === undefined) return;
    for await (const { view, records, symbols } of file.blocks()) {
      const last = view.f64[(records - 1) * RECORD_F64 + RECORD_SEQ_F64];
      const first = [view.f64[RECORD_SEQ_F64], view.f64[TICK_PRICE_F64]];
      blocks.push([file.records, records, first, last, symbols]);
    }
  };
  const end = await rejectedBy(read(), folder);
  return { opened: [file?.form.name, thrown], blocks, end };
}

const FILES: readonly (readonly [
  functionName: Subject,
  fact: string,
  text: string,
  symbol?: string,
])[] = [
  [of(CsvFile, "open"), "an empty file", ""],
  [of(CsvFile, "open"), "a header only", HEADER],
  [of(CsvFile, "open"), "an unknown header", "a,b"],
  ["checkSymbol", "a symbol that is needed", `${PLAIN}\n${PLAIN_ROW}`, "GIVEN"],
  ["checkSymbol", "the longest symbol", `${PLAIN}\n${PLAIN_ROW}`, "S".repeat(16)],
  ["checkSymbol", "a longer symbol", `${PLAIN}\n${PLAIN_ROW}`, "S".repeat(17)],
  ["checkSymbol", "no symbol where one is needed", PLAIN],
  ["checkSymbol", "a symbol where rows have their own", HEADER, "GIVEN"],
  [
    of(CsvFile, "open"),
    "a mark of order before a quoted name",
    `\uFEFF"ticker",price,volume,timestamp\n`,
  ],
  [of(CsvFile, "blocks"), "no row", HEADER],
  [
    of(CsvFile, "open"),
    "spaces round names, a mark of order before",
    `\uFEFF ticker , price,volume,timestamp\n`,
  ],
  ["#fill", "two rows", `${HEADER}\n${ROW}\nB,2.5,1,1717426801\n`],
  [of(CsvFile, "open"), "blank lines, other line ends", `${HEADER}\r\n\r\n${ROW}\r\n`],
  ["#fill", "a row that is too short", `${HEADER}\n${ROW}\nB,2\n${ROW}\n`],
  ["#fill", "a first row that cannot be read", `${HEADER}\nA,x,10,1717426800\n`],
  ["next", "an open quote", `${HEADER}\n${ROW}\n"A,2`],
  ["next", "a long field with a quote", `${HEADER}\n${"B".repeat(200)}"b,2,3,4\n`],
  ["next", "a quote inside a field", `${HEADER}\n${ROW}\nA"b,2,3,4\n`],
  [
    of(CsvFile, "open"),
    "a row of the longest length",
    `${HEADER}\n${"A".repeat(ROW_BYTES - 20)},1,1,1717426800\n`,
  ],
  [
    of(CsvFile, "open"),
    "a longer row",
    `${HEADER}\n${"A".repeat(ROW_BYTES + 20)},1,1,1717426800\n`,
  ],
];

async function observeFiles(observe: Observe, folder: string): Promise<void> {
  const path = join(folder, "file.csv");
  for (const [functionName, fact, text, symbol] of FILES) {
    await Bun.write(path, text);
    const { opened, blocks, end } = await readAll(path, folder, symbol);
    const opener = functionName === "checkSymbol" ? functionName : of(CsvFile, "open");
    observe(opener, `${fact}: opened`, opened);
    observe(
      functionName === "#fill" ? functionName : of(CsvFile, "blocks"),
      `${fact}: blocks`,
      blocks,
    );
    observe(functionName, `${fact}: end`, end);
  }
  observe(of(CsvFile, "open"), "no file", await readAll(join(folder, "missing"), folder));
  const count = BLOCK_RECORDS + 1;
  await Bun.write(path, `${HEADER}\n${`${ROW}\n`.repeat(count)}`);
  observe(of(CsvFile, "blocks"), "one record more than a block", await readAll(path, folder));
}

async function observeClose(observe: Observe, folder: string): Promise<void> {
  const path = join(folder, "short.csv");
  await Bun.write(path, `${HEADER}\n${ROW}\n`);
  const file = await CsvFile.open(path, { symbol: "" });
  observe("constructor", "its path", file.path.replace(folder, ""), "/short.csv");
  observe(of(CsvFile, "records"), "before the first block", file.records, 0);
  file.close();
  const next = file.blocks().next();
  observe(
    of(CsvFile, "close"),
    "nothing comes after it",
    await rejectedBy(next, folder),
    "CSV_VALUE: /short.csv: Premature close",
  );
  for await (const _ of file.blocks()) observe(of(CsvFile, "close"), "a block after it", true);
}

export default function cases(observe: Observe): Promise<void> {
  return withFolder(async (folder) => {
    await observeFiles(observe, folder);
    await observeClose(observe, folder);
  });
}
