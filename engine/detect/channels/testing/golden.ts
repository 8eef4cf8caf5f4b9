/** The golden sets: their records, their expected events, and an event's slot as a contract item. */
import {
  EVENT_BYTES,
  EVENT_RECORD_SEQ_F64,
  EventText,
  eventItem,
  type SymbolTable,
  slotView,
} from "#codec";
import type { BarInput, TickInput } from "./market.ts";

const FOLDER = new URL("../../testdata/golden/", import.meta.url);

/** One line of a `.events.jsonl` file. */
export interface GoldenEvent {
  /** Index of the input record. */
  tick: number;
  event: Item;
}

/** An item of a frame, `event_time` in place of event_id and time. */
export type Item = Record<string, unknown>;

async function lines(name: string): Promise<string[]> {
  const packed = await Bun.file(new URL(name, FOLDER)).bytes();
  const text = new TextDecoder().decode(Bun.gunzipSync(packed));
  return text.split("\n").filter((line) => line !== "");
}

async function rows(name: string): Promise<Record<string, string>[]> {
  const [header, ...body] = await lines(name);
  const names = header!.split(",");
  return body.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(names.map((column, i) => [column, values[i] ?? ""]));
  });
}

/** The text of a column that must be there; "" is not a number, unlike for Number(). */
const number = (text: string | undefined): number => (text === "" ? Number.NaN : Number(text));
const optional = (text: string | undefined, absent: number): number =>
  text === undefined || text === "" ? absent : Number(text);
const epochUs = (text: string | undefined): number => Math.round(number(text) * 1e6);

/** The ticks of a set, in order of arrival, bad ones included. */
export async function goldenTicks(set: string): Promise<TickInput[]> {
  return (await rows(`${set}.ticks.csv.gz`)).map((row, recordSeq) => ({
    recordSeq,
    symbol: row.ticker!,
    price: number(row.price),
    size: number(row.volume),
    epochUs: epochUs(row.timestamp),
    dayVwap: optional(row.vwap, 0),
    officialOpen: optional(row.market_open_price, 0),
    isEligible: row.eligible !== "0",
    feedSeq: optional(row.seq, -1),
  }));
}

/** The bars of a set. */
export async function goldenBars(set: string): Promise<BarInput[]> {
  return (await rows(`${set}.bars.csv.gz`)).map((row, recordSeq) => ({
    recordSeq,
    symbol: row.ticker!,
    open: number(row.open),
    high: number(row.high),
    low: number(row.low),
    close: number(row.close),
    volume: number(row.volume),
    startEpochUs: epochUs(row.start),
    endEpochUs: epochUs(row.end),
  }));
}

/** The events that an independent implementation of the rules made of a set. */
export async function goldenEvents(set: string): Promise<GoldenEvent[]> {
  return (await lines(`${set}.events.jsonl.gz`)).map((line) => JSON.parse(line) as GoldenEvent);
}

const UTC = new EventText("UTC");

/** The bytes of an event's slot as a line of a golden file. */
export function goldenLine(bytes: Uint8Array, symbols: SymbolTable): GoldenEvent {
  const view = slotView(bytes.buffer, bytes.byteOffset, 1, EVENT_BYTES);
  const { event_id, time: _clock, ...item } = eventItem(view, 0, symbols, UTC);
  const event = { ...item, event_time: Number(event_id.split("_")[0]) };
  return { tick: view.f64[EVENT_RECORD_SEQ_F64]!, event };
}

/**
 * `lines` less the keys that no golden event of the same type states: fields newer than the golden
 * files, which the contract's schema holds.
 */
export function statedOnly(lines: GoldenEvent[], golden: GoldenEvent[]): GoldenEvent[] {
  const stated = new Set(
    golden.flatMap(({ event }) => Object.keys(event).map((key) => `${event.type} ${key}`)),
  );
  return lines.map(({ tick, event }) => {
    const known = Object.entries(event).filter(([key]) => stated.has(`${event.type} ${key}`));
    return { tick, event: Object.fromEntries(known) };
  });
}

const TIME_FIELDS = new Set([
  "event_time",
  "last_update",
  "last_trend_update",
  "trend_age",
  "last_surge_timestamp",
  "expiration",
  "time_span",
]);
/** Text made of other fields; a half in the last decimal may round either way. */
const ROUNDED_TEXTS = new Set(["label", "description"]);

/** Differences between two items, in words; empty when they agree as the golden README asks. */
export function differences(expected: Item, actual: Item, path = ""): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const found: string[] = [];
  for (const name of names) {
    const a = expected[name];
    const b = actual[name];
    if (isItem(a) && isItem(b)) found.push(...differences(a, b, `${path}${name}.`));
    else if (!isSame(name, a, b)) {
      found.push(`${path}${name}: expected ${JSON.stringify(a)}, was ${JSON.stringify(b)}`);
    }
  }
  return found;
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null;
}

function isSame(name: string, a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isInteger(a) && /^(count|daily)/.test(name)) return a === b;
    if (TIME_FIELDS.has(name)) return Math.abs(a - b) <= 2e-6;
    const scale = Math.max(Math.abs(a), Math.abs(b));
    return Math.abs(a - b) <= Math.max(1e-6 * scale, 1e-9);
  }
  if (ROUNDED_TEXTS.has(name)) return isSameRounded(String(a), String(b));
  return a === b;
}

function isSameRounded(a: string, b: string): boolean {
  if (a === b) return true;
  const decimal = /\d+\.\d/;
  if (a.replace(decimal, "#") !== b.replace(decimal, "#")) return false;
  const [x, y] = [a, b].map((text) => Number(decimal.exec(text)?.[0]));
  return Math.abs(x! - y!) < 0.1 + 1e-9;
}
