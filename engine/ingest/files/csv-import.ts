/**
 * Reads a CSV file of ticks or bars, plain or gzip, as blocks of records. Ingest thread or command.
 *
 * record_seq is the row's position in the file, from 0, header and blank lines not counted.
 */
import { pipeline } from "node:stream";
import { CsvError, type InfoRecord, type Parser, parse } from "csv-parse";
import { SYMBOL_UNITS_MAX, type TapeBlock } from "#codec";
import { TickscopeError } from "#schemas";
import { type CsvForm, formOf } from "./csv-forms.ts";
import { CsvRow } from "./csv-row.ts";
import { TapeBlockBuilder } from "./tape-block-builder.ts";
import { inputBytes } from "./tape-input.ts";

/** Longest row, bytes: garbage without line ends must not be collected. */
const ROW_BYTES_MAX = 64 * 1024;
const SAID_CHARS_MAX = 120;

interface ParsedRow {
  record: string[];
  info: InfoRecord;
}

export interface CsvOptions {
  /** The symbol of all rows, for files that have no column for it; "" = none given. */
  symbol: string;
}

export class CsvFile {
  readonly path: string;
  readonly form: CsvForm;
  readonly #parser: Parser;
  readonly #rows: AsyncIterator<ParsedRow>;
  readonly #row: CsvRow;
  readonly #symbol: string;
  #records = 0;

  private constructor(
    path: string,
    form: CsvForm,
    parser: Parser,
    rows: AsyncIterator<ParsedRow>,
    row: CsvRow,
    symbol: string,
  ) {
    this.path = path;
    this.form = form;
    this.#parser = parser;
    this.#rows = rows;
    this.#row = row;
    this.#symbol = symbol;
  }

  /**
   * Opens a file and reads its header. Rejects with TAPE_NOT_FOUND, CSV_HEADER, CSV_VALUE, or USAGE when
   * a symbol is needed and not given, or the reverse.
   */
  static async open(path: string, options: CsvOptions): Promise<CsvFile> {
    const parser = parse({
      bom: true,
      info: true,
      // Rows of a wrong length are ours to report, with their line.
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: ROW_BYTES_MAX,
    });
    // The callback is for errors of the input; the parser's iterator rejects with the same one.
    pipeline(inputBytes(path), parser, () => undefined);
    const rows: AsyncIterator<ParsedRow> = parser[Symbol.asyncIterator]();
    try {
      const header = await next(path, rows);
      if (header === undefined) throw new TickscopeError("CSV_HEADER", `${path} is empty`);
      const columns = header.record.map((name) => name.trim());
      const form = formOf(path, columns);
      checkSymbol(path, form, options.symbol);
      return new CsvFile(path, form, parser, rows, new CsvRow(path, columns), options.symbol);
    } catch (thrown) {
      parser.destroy();
      throw thrown;
    }
  }

  /** Records read so far. */
  get records(): number {
    return this.#records;
  }

  /**
   * The records, block by block; a block is valid until the next one is asked for. Rejects with
   * CSV_VALUE at the first row that cannot be read, after the rows before it were given.
   */
  async *blocks(): AsyncGenerator<TapeBlock, void, void> {
    const builder = new TapeBlockBuilder();
    try {
      for (;;) {
        const problem = await this.#fill(builder);
        if (builder.records > 0) yield builder.take();
        if (problem === "end") return;
        if (problem !== "full") throw problem;
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#parser.destroy();
  }

  /** Reads rows until the block is full, the file ends, or a row cannot be read. */
  async #fill(builder: TapeBlockBuilder): Promise<"full" | "end" | TickscopeError> {
    try {
      while (!builder.isFull) {
        const parsed = await next(this.path, this.#rows);
        if (parsed === undefined) return "end";
        this.#row.set(parsed.record, parsed.info.lines);
        this.form.write(this.#row, builder, this.#records, this.#symbol);
        builder.commit();
        this.#records += 1;
      }
      return "full";
    } catch (thrown) {
      if (thrown instanceof TickscopeError) return thrown;
      throw thrown;
    }
  }
}

/** The next row; undefined at the end. Rejects with CSV_VALUE. */
async function next(path: string, rows: AsyncIterator<ParsedRow>): Promise<ParsedRow | undefined> {
  try {
    const step = await rows.next();
    return step.done === true ? undefined : step.value;
  } catch (cause) {
    if (cause instanceof TickscopeError) throw cause;
    // The parser quotes the value at fault, which in a binary file may be long.
    const said = (cause instanceof Error ? cause.message : String(cause)).slice(0, SAID_CHARS_MAX);
    const lines = cause instanceof CsvError ? Number(cause.lines) : Number.NaN;
    const where = Number.isFinite(lines) ? `: line ${lines}` : "";
    throw new TickscopeError("CSV_VALUE", `${path}${where}: ${said}`, { cause });
  }
}

function checkSymbol(path: string, form: CsvForm, symbol: string): void {
  if (form.needsSymbol && symbol === "") {
    const message = `${path} has no column for the symbol: make a tape of it with --symbol NAME`;
    throw new TickscopeError("USAGE", message);
  }
  if (!form.needsSymbol && symbol !== "") {
    const message = `${path} has its own column for the symbol: omit --symbol ${symbol}`;
    throw new TickscopeError("USAGE", message);
  }
  if (symbol.length > SYMBOL_UNITS_MAX) {
    const message = `--symbol ${symbol} is longer than ${SYMBOL_UNITS_MAX} characters`;
    throw new TickscopeError("USAGE", message);
  }
}
