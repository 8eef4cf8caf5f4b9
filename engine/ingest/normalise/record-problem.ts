/**
 * How to say what is wrong with a record: field, value, what was expected, what to look at. Cold
 * code; what is wrong is decided by engine/detect/channels/validity.ts.
 */
import { SYMBOL_UNITS_MAX } from "#codec";
import { TIME_END_EPOCH_US, TIME_MIN_EPOCH_US } from "#engine/detect";
import type { ErrorCode } from "#schemas";

/** Unit of the times that a feed sends; only for the sentence of TIME_UNIT. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

const US_PER_UNIT: Record<TimeUnit, number> = { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 };
const VALUE_CHARS_MAX = 80;

/** The numbers of a bar, in the order of Normaliser.bar; times in epoch microseconds. */
export interface BarNumbers {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  start: number;
  end: number;
}

/**
 * A value as text of at most 80 characters. Objects are only named: their text may be megabytes,
 * and as part of a message it would make every occurrence look like another error.
 */
export function valueText(value: unknown): string {
  if (typeof value === "string") {
    const text = JSON.stringify(value.slice(0, VALUE_CHARS_MAX)).replaceAll('\\"', "'");
    return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX - 2)}…"` : text;
  }
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value).slice(0, VALUE_CHARS_MAX);
}

/** The sentence for a symbol that is none. */
export function symbolMessage(symbol: unknown): string {
  if (symbol === undefined) return "symbol is absent; check whether the feed renamed the field";
  const was = `symbol=${valueText(symbol)}`;
  return `${was} is not text of 1 to ${SYMBOL_UNITS_MAX} characters; check the symbol field`;
}

/** The sentence for a value that should be a number and is of another type, or absent. */
export function typeMessage(field: string, value: unknown): string {
  if (value === undefined) return `${field} is absent; check whether the feed renamed it`;
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return `${field}=${valueText(value)} is not a number but of type ${type}; check the format`;
}

/** The sentence for a tick's or FMV's numbers; `code` as tickProblem decided. */
export function tickMessage(
  code: ErrorCode,
  priceField: string,
  price: number,
  size: number,
  exchangeEpochUs: number,
  unit: TimeUnit,
): string {
  if (code === "PRICE_INVALID") return priceMessage(priceField, price);
  if (code === "SIZE_INVALID") return sizeMessage("size", size);
  return timeMessage("time", exchangeEpochUs, unit);
}

/** The sentence for a bar's numbers; `code` as barProblem decided. */
export function barMessage(code: ErrorCode, bar: BarNumbers, unit: TimeUnit): string {
  const { open, high, low, close } = bar;
  if (code === "PRICE_INVALID") {
    for (const [field, price] of Object.entries({ open, high, low, close })) {
      if (!(price > 0 && price < Number.POSITIVE_INFINITY)) return priceMessage(field, price);
    }
  }
  if (code === "SIZE_INVALID") return sizeMessage("volume", bar.volume);
  if (code === "BAR_INCONSISTENT") {
    if (bar.end <= bar.start) return `end=${bar.end} us is not after start=${bar.start} us`;
    return `open=${open} high=${high} low=${low} close=${close}: high below or low above another`;
  }
  const isStart = !isPlausible(bar.start);
  return timeMessage(isStart ? "start" : "end", isStart ? bar.start : bar.end, unit);
}

function priceMessage(field: string, price: number): string {
  return `${field}=${price} is not a finite number above 0; the record is rejected`;
}

function sizeMessage(field: string, size: number): string {
  return `${field}=${size} is not a finite number of at least 0; the record is rejected`;
}

/** Names the value in the feed's unit, and the unit that would make it plausible. */
function timeMessage(field: string, epochUs: number, unit: TimeUnit): string {
  const value = epochUs / US_PER_UNIT[unit];
  if (!Number.isFinite(value)) return `${field}=${value} is not a finite number of ${unit}`;
  const said = `${field}=${value} read as ${unit} lies outside the years 2000 to 2100`;
  for (const other of ["s", "ms", "us", "ns"] as const) {
    const otherUs = value * US_PER_UNIT[other];
    if (other === unit || !isPlausible(otherUs)) continue;
    const year = new Date(otherUs / 1000).getUTCFullYear();
    return `${said}; as ${other} it would be in the year ${year}: check the feed's unit`;
  }
  return `${said}; no other unit makes it plausible: check the time field`;
}

function isPlausible(epochUs: number): boolean {
  return epochUs >= TIME_MIN_EPOCH_US && epochUs < TIME_END_EPOCH_US;
}
