/**
 * Makes a tape of a CSV file or a recorded session. The tape appears under its name only when it is
 * whole: it is written beside it as `.partial` and renamed.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { basename } from "node:path";
import {
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type Slot,
  type TapeBlock,
  type TapeCalendar,
  TapeWriter,
} from "#codec";
import { TickscopeError } from "#schemas";
import { CsvFile } from "./csv-import.ts";
import { SessionFile } from "./session-import.ts";

const PROGRESS_EVERY_MS = 200;

export interface TapeImportOptions {
  /** Symbol of all rows, for CSV files without a column for it; "" = none. */
  symbol: string;
  /** Calendar to write into the header; "" = the usual one of the file's form. */
  calendar: TapeCalendar;
  /** Replace an existing tape. */
  force: boolean;
  /** Called now and then with the records so far. */
  onProgress?: (records: number) => void;
}

export interface TapeImportResult {
  /** Form of the input: ticks, bars, trades, plain bars, session. */
  form: string;
  calendar: TapeCalendar;
  records: number;
  symbols: number;
  /** Bytes of the tape. */
  bytes: number;
  /** Of a session: messages that are no record, by reason or error code. */
  leftOut: Record<string, number>;
}

/** What an import reads from. */
interface TapeInput {
  form: string;
  calendar: TapeCalendar;
  blocks: AsyncGenerator<TapeBlock, void, void>;
  leftOut: () => Record<string, number>;
  close: () => void | Promise<void>;
}

/**
 * Imports `input` (`.txt[.gz]`: a recorded session, else CSV) to the tape `output`. Rejects with
 * TAPE_NOT_FOUND, CSV_HEADER, CSV_VALUE, SESSION_FORMAT, TAPE_WRITE_FAILED, or USAGE when the output
 * exists; then nothing of the output has changed.
 */
export async function importTape(
  input: string,
  output: string,
  options: TapeImportOptions,
): Promise<TapeImportResult> {
  if (existsSync(output) && !options.force) {
    throw new TickscopeError("USAGE", `${output} exists: give --force to replace it`);
  }
  const from = await openInput(input, options.symbol);
  const calendar = options.calendar === "" ? from.calendar : options.calendar;
  const partial = `${output}.partial`;
  try {
    const writer = new TapeWriter(partial, {
      origin: `${from.form} of ${basename(input)}`,
      calendar,
    });
    try {
      await writeBlocks(writer, from.blocks, options.onProgress);
    } finally {
      writer.close();
    }
    rename(partial, output);
    return {
      form: from.form,
      calendar,
      records: writer.recordsWritten,
      symbols: writer.symbols,
      bytes: writer.bytesWritten,
      leftOut: from.leftOut(),
    };
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  } finally {
    await from.close();
  }
}

async function openInput(path: string, symbol: string): Promise<TapeInput> {
  if (!/\.txt(\.gz)?$/i.test(path)) {
    const file = await CsvFile.open(path, { symbol });
    const { name, calendar } = file.form;
    return {
      form: name,
      calendar,
      blocks: file.blocks(),
      leftOut: () => ({}),
      close: () => file.close(),
    };
  }
  if (symbol !== "") {
    const message = `a session names its own symbols: omit --symbol ${symbol}`;
    throw new TickscopeError("USAGE", message);
  }
  const session = await SessionFile.open(path);
  const leftOut = () => {
    const { filtered, errored } = session.leftOut();
    return { ...filtered, ...errored };
  };
  const close = () => session.close();
  return { form: "session", calendar: "continuous", blocks: session.blocks(), leftOut, close };
}

async function writeBlocks(
  writer: TapeWriter,
  blocks: AsyncIterable<TapeBlock>,
  onProgress: ((records: number) => void) | undefined,
): Promise<void> {
  let records = 0;
  let toldAtLocalMs = performance.now();
  for await (const { view, records: count, symbols } of blocks) {
    for (let slot = 0 as Slot; slot < count; slot++) {
      const symbolId = view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] ?? 0;
      writer.append(view, slot, symbols[symbolId] ?? "");
    }
    records += count;
    if (performance.now() - toldAtLocalMs > PROGRESS_EVERY_MS) {
      toldAtLocalMs = performance.now();
      onProgress?.(records);
    }
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    const message = `${to}: ${(cause as Error).message}`;
    throw new TickscopeError("TAPE_WRITE_FAILED", message, { cause });
  }
}
