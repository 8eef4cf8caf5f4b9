/**
 * One row of a CSV file, read column by column.
 *
 * Numbers that no market makes (nan, inf, negative, an empty required field) are data: they become
 * bad records, which the engine rejects with a code, so that every record keeps the number it has in
 * the file. Text that is no number at all is a mistake in the file: CSV_VALUE with line and column.
 */
import { type EpochUs, NO_FEED_SEQ } from "#codec";
import { TickscopeError } from "#schemas";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** As Python writes and reads them. */
const NOT_FINITE = /^([+-]?)(nan|inf|infinity)$/i;
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?Z?$/;
const VALUE_CHARS_MAX = 60;

export class CsvRow {
  readonly path: string;
  readonly columns: readonly string[];
  readonly #at: Map<string, number>;
  #fields: readonly string[] = [];
  #line = 0;

  constructor(path: string, columns: readonly string[]) {
    this.path = path;
    this.columns = columns;
    this.#at = new Map(columns.map((name, at) => [name, at]));
  }

  /** Goes to the next row. `line`: 1-based line of the file. Throws CSV_VALUE when fields are missing. */
  set(fields: readonly string[], line: number): void {
    this.#fields = fields;
    this.#line = line;
    if (fields.length === this.columns.length) return;
    throw new TickscopeError(
      "CSV_VALUE",
      `${this.path}: line ${line} has ${fields.length} fields; ` +
        `the header has ${this.columns.length} columns: ${this.columns.join(",")}`,
    );
  }

  /** The field as it stands; "" when the file has no such column. */
  text(column: string): string {
    const at = this.#at.get(column);
    return at === undefined ? "" : (this.#fields[at] ?? "");
  }

  /** A number that the record needs; NaN when the field is empty. Throws CSV_VALUE. */
  number(column: string): number {
    const text = this.text(column).trim();
    if (text === "") return Number.NaN;
    if (DECIMAL.test(text)) return Number(text);
    const found = NOT_FINITE.exec(text);
    if (found === null) throw this.#wrong(column, "is not a number");
    if (found[2]?.toLowerCase() === "nan") return Number.NaN;
    return found[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  /** A price that may be absent: 0 when it is, or when it is no price. Throws CSV_VALUE. */
  optionalPrice(column: string): number {
    const price = this.number(column);
    return price > 0 && price < Number.POSITIVE_INFINITY ? price : 0;
  }

  /** An optional time: 0 if missing or invalid. Throws CSV_VALUE. */
  optionalTime(column: string): EpochUs {
    return this.optionalPrice(column) as EpochUs;
  }

  /** An optional feed sequence: -1 if missing or invalid. Throws CSV_VALUE. */
  sequence(column: string): number {
    const seq = this.number(column);
    return seq >= 0 && seq <= Number.MAX_SAFE_INTEGER ? seq : NO_FEED_SEQ;
  }

  /** 0 or 1; true when absent. Throws CSV_VALUE. */
  flag(column: string): boolean {
    const text = this.text(column).trim();
    if (text !== "" && text !== "0" && text !== "1") throw this.#wrong(column, "is not 0 or 1");
    return text !== "0";
  }

  /** Epoch seconds with up to 6 decimals, as epoch microseconds. Throws CSV_VALUE. */
  seconds(column: string): EpochUs {
    return Math.round(this.number(column) * 1e6) as EpochUs;
  }

  /** `YYYY-MM-DD HH:MM:SS[.ffffff]` in UTC as epoch microseconds; NaN when empty. Throws CSV_VALUE. */
  dateTime(column: string): EpochUs {
    const text = this.text(column).trim();
    if (text === "") return Number.NaN as EpochUs;
    const found = DATE_TIME.exec(text);
    if (found === null) throw this.#wrong(column, "is not a time YYYY-MM-DD HH:MM:SS.ffffff");
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
      .slice(1, 7)
      .map(Number);
    const epochMs = Date.UTC(year, month - 1, day, hour, minute, second);
    // Date.UTC rolls over what does not exist (a 31st of June); the way back shows it.
    const isReal = new Date(epochMs).toISOString().startsWith(text.slice(0, 19).replace(" ", "T"));
    if (!isReal) throw this.#wrong(column, "is not a time that exists");
    return (epochMs * 1000 + Number((found[7] ?? "").padEnd(6, "0"))) as EpochUs;
  }

  #wrong(column: string, what: string): TickscopeError {
    const shown = JSON.stringify(this.text(column).slice(0, VALUE_CHARS_MAX));
    const message = `${this.path}: line ${this.#line}, column ${column}: ${shown} ${what}`;
    return new TickscopeError("CSV_VALUE", message);
  }
}
