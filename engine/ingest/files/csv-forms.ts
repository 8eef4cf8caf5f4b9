/**
 * The CSV files that can be imported, by their columns (any order), and how a row becomes a record.
 *
 *   ticks       ticker,price,volume,timestamp[,vwap,market_open_price,eligible,seq]  time: epoch s
 *   bars        ticker,open,high,low,close,volume,start,end                          times: epoch s
 *   trades      symbol,timestamp,price,amount[,exchange,local_timestamp,id,side]     times: epoch us
 *   plain bars  timestamp,open,high,low,close,volume; the symbol is given by the user, the time is the
 *               bar's end in UTC, its start is 60 s before
 */
import { distance } from "fastest-levenshtein";
import { asEpochUs, type EpochUs, type TapeCalendar, writeBar, writeTick } from "#codec";
import { TickscopeError } from "#schemas";
import type { CsvRow } from "./csv-row.ts";
import type { TapeBlockBuilder } from "./tape-block-builder.ts";

const MINUTE_US = 60_000_000;
/** Edits between a column and the one that was meant. */
const TYPO_EDITS_MAX = 3;

/** A form of CSV file. */
export interface CsvForm {
  readonly name: "ticks" | "bars" | "trades" | "plain bars";
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** True when the rows carry no symbol. */
  readonly needsSymbol: boolean;
  /** The calendar when the user names none. */
  readonly calendar: TapeCalendar;
  /** Writes the row into the builder's next slot. `symbol`: the user's, "" when rows carry their own. */
  readonly write: (row: CsvRow, to: TapeBlockBuilder, recordSeq: number, symbol: string) => void;
}

function writeTickRow(row: CsvRow, to: TapeBlockBuilder, recordSeq: number): void {
  writeTick(to.view, to.nextSlot, {
    symbolId: to.symbolId(row.text("ticker")),
    recordSeq,
    exchangeEpochUs: row.seconds("timestamp"),
    receivedEpochUs: asEpochUs(0),
    feedSeq: row.sequence("seq"),
    isEligible: row.flag("eligible"),
    price: row.number("price"),
    size: row.number("volume"),
    dayVwap: row.optionalPrice("vwap"),
    officialOpen: row.optionalPrice("market_open_price"),
  });
}

function writeTradeRow(row: CsvRow, to: TapeBlockBuilder, recordSeq: number): void {
  writeTick(to.view, to.nextSlot, {
    symbolId: to.symbolId(row.text("symbol")),
    recordSeq,
    exchangeEpochUs: asEpochUs(row.number("timestamp")),
    receivedEpochUs: row.optionalTime("local_timestamp"),
    feedSeq: row.sequence("id"),
    isEligible: true,
    price: row.number("price"),
    size: row.number("amount"),
  });
}

function writeBarRow(
  row: CsvRow,
  to: TapeBlockBuilder,
  recordSeq: number,
  symbol: string,
  startEpochUs: EpochUs,
  endEpochUs: EpochUs,
): void {
  writeBar(to.view, to.nextSlot, {
    symbolId: to.symbolId(symbol),
    recordSeq,
    startEpochUs,
    endEpochUs,
    receivedEpochUs: asEpochUs(0),
    isMinute: endEpochUs - startEpochUs >= MINUTE_US,
    open: row.number("open"),
    high: row.number("high"),
    low: row.number("low"),
    close: row.number("close"),
    volume: row.number("volume"),
  });
}

/** All forms, the most usual one first. */
export const CSV_FORMS: readonly CsvForm[] = [
  {
    name: "ticks",
    required: ["ticker", "price", "volume", "timestamp"],
    optional: ["vwap", "market_open_price", "eligible", "seq"],
    needsSymbol: false,
    calendar: "us-equities",
    write: writeTickRow,
  },
  {
    name: "bars",
    required: ["ticker", "open", "high", "low", "close", "volume", "start", "end"],
    optional: [],
    needsSymbol: false,
    calendar: "us-equities",
    write: (row, to, recordSeq) => {
      const ticker = row.text("ticker");
      writeBarRow(row, to, recordSeq, ticker, row.seconds("start"), row.seconds("end"));
    },
  },
  {
    name: "trades",
    required: ["symbol", "timestamp", "price", "amount"],
    optional: ["exchange", "local_timestamp", "id", "side"],
    needsSymbol: false,
    calendar: "continuous",
    write: writeTradeRow,
  },
  {
    name: "plain bars",
    required: ["timestamp", "open", "high", "low", "close", "volume"],
    optional: [],
    needsSymbol: true,
    calendar: "continuous",
    write: (row, to, recordSeq, symbol) => {
      const endEpochUs = row.dateTime("timestamp");
      writeBarRow(row, to, recordSeq, symbol, asEpochUs(endEpochUs - MINUTE_US), endEpochUs);
    },
  },
];

/** The form that a header has. Throws CSV_HEADER, which names the columns of the likeliest form. */
export function formOf(path: string, columns: readonly string[]): CsvForm {
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new TickscopeError(
      "CSV_HEADER",
      `${path}: column ${JSON.stringify(twice)} appears twice`,
    );
  }
  const exact = CSV_FORMS.find((form) => {
    return (
      form.required.every((name) => columns.includes(name)) && unknownIn(form, columns).length === 0
    );
  });
  if (exact !== undefined) return exact;
  const scores = CSV_FORMS.map((form) => scoreOf(form, columns));
  const best = Math.max(...scores);
  // Without one column in common, every form is as likely: name them all.
  if (best <= 0) {
    const all = CSV_FORMS.map((form) => `${form.name}: ${columnsText(form)}`).join("; ");
    const was = columns.slice(0, 20).join(",").slice(0, 120);
    throw new TickscopeError(
      "CSV_HEADER",
      `${path}: unknown header ${JSON.stringify(was)}; ${all}`,
    );
  }
  const form = CSV_FORMS[scores.indexOf(best)];
  if (form === undefined) throw new Error("Invariant: the best score belongs to a form");
  throw new TickscopeError("CSV_HEADER", `${path}: ${mismatch(form, columns)}`);
}

function unknownIn(form: CsvForm, columns: readonly string[]): string[] {
  return columns.filter((name) => !form.required.includes(name) && !form.optional.includes(name));
}

/** How well a header fits a form: its columns that are there, almost right ones half. */
function scoreOf(form: CsvForm, columns: readonly string[]): number {
  const missing = form.required.filter((name) => !columns.includes(name));
  const unknown = unknownIn(form, columns);
  const typos = unknown.filter((name) => meant(name, missing) !== undefined).length;
  const present = columns.length - unknown.length;
  return (present + typos / 2) / (form.required.length + unknown.length);
}

/** The column that a misspelt one most likely means. */
function meant(name: string, candidates: readonly string[]): string | undefined {
  const lower = name.trim().toLowerCase();
  const near = candidates
    .map((candidate) => ({ candidate, edits: distance(lower, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.min(TYPO_EDITS_MAX, candidate.length / 2))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.candidate;
}

function mismatch(form: CsvForm, columns: readonly string[]): string {
  const absent = [...form.required, ...form.optional].filter((name) => !columns.includes(name));
  const parts = unknownIn(form, columns).map((name) => {
    const suggestion = meant(name, absent);
    const hint = suggestion === undefined ? "" : ` (did you mean "${suggestion}"?)`;
    return `unknown column ${JSON.stringify(name.slice(0, 40))}${hint}`;
  });
  const missing = form.required.filter((name) => !columns.includes(name));
  if (missing.length > 0) parts.push(`missing ${missing.join(",")}`);
  return `${parts.join(", ")}; ${form.name} have ${columnsText(form)}`;
}

function columnsText(form: CsvForm): string {
  const optional = form.optional.length > 0 ? ` and optionally ${form.optional.join(",")}` : "";
  return `${form.required.join(",")}${optional}`;
}
