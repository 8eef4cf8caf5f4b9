/**
 * What is wrong with the numbers of a record, and how to say it. The rules are those of the detectors,
 * version 1, sections 2 and 6: the border applies them, so that nothing behind it has to ask again.
 *
 * The `...Problem` functions are hot and only name the code; the `...Message` functions are cold and
 * make the sentence: field, value, what was expected, what to look at.
 */
import { SYMBOL_UNITS_MAX } from "#codec";
import type { ErrorCode } from "#schemas";

/** Unit of the times that a feed sends; only for the sentence of TIME_UNIT. */
export type TimeUnit = "s" | "ms" | "us" | "ns";

/** First and first-not-any-more plausible time, epoch microseconds: the years 2000 to 2100. */
const TIME_MIN_US = Date.UTC(2000, 0, 1) * 1000;
const TIME_END_US = Date.UTC(2101, 0, 1) * 1000;

const US_PER_UNIT: Record<TimeUnit, number> = { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 };
const VALUE_CHARS_MAX = 80;

/** "" or the code of what is wrong with a time. @hot no allocation, no throw. */
export function timeProblem(epochUs: number): ErrorCode | "" {
  if (epochUs >= TIME_MIN_US && epochUs < TIME_END_US) return "";
  return Number.isFinite(epochUs) ? "TIME_UNIT" : "TIME_INVALID";
}

/** "" or the code of what is wrong with a price. @hot no allocation, no throw. */
export function priceProblem(price: unknown): ErrorCode | "" {
  if (typeof price === "number") {
    return price > 0 && price < Number.POSITIVE_INFINITY ? "" : "PRICE_INVALID";
  }
  return price === undefined ? "FIELD_MISSING" : "PRICE_NOT_NUMBER";
}

/** "" or the code of what is wrong with a size or volume; 0 is allowed. @hot no allocation, no throw. */
export function sizeProblem(size: unknown): ErrorCode | "" {
  if (typeof size === "number") {
    return size >= 0 && size < Number.POSITIVE_INFINITY ? "" : "SIZE_INVALID";
  }
  return size === undefined ? "FIELD_MISSING" : "SIZE_NOT_NUMBER";
}

/** "" or the code of what is wrong with a symbol's text. @hot no allocation, no throw. */
export function symbolProblem(symbol: unknown): ErrorCode | "" {
  if (typeof symbol !== "string") return symbol === undefined ? "FIELD_MISSING" : "SYMBOL_INVALID";
  return symbol.length > 0 && symbol.length <= SYMBOL_UNITS_MAX ? "" : "SYMBOL_INVALID";
}

/**
 * A value as text of at most 80 characters. Objects are only named: their text may be megabytes, and
 * as part of a message it would make every occurrence look like another error.
 */
export function valueText(value: unknown): string {
  if (typeof value === "string") {
    const cut = JSON.stringify(value.slice(0, VALUE_CHARS_MAX)).replaceAll('\\"', "'");
    return cut.length > VALUE_CHARS_MAX ? `${cut.slice(0, VALUE_CHARS_MAX - 2)}…"` : cut;
  }
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value).slice(0, VALUE_CHARS_MAX);
}

/** The sentence for a field that breaks a rule; `code` is what a `...Problem` function returned. */
export function fieldMessage(code: ErrorCode, field: string, value: unknown): string {
  const was = `${field}=${valueText(value)}`;
  switch (code) {
    case "FIELD_MISSING":
      return `${field} is absent; check whether the feed renamed it`;
    case "PRICE_NOT_NUMBER":
    case "SIZE_NOT_NUMBER":
      return `${was} is not a number but ${kindOf(value)}; check the format of the feed`;
    case "PRICE_INVALID":
      return `${was} is not a finite number above 0; the record is rejected`;
    case "SIZE_INVALID":
      return `${was} is not a finite number of at least 0; the record is rejected`;
    case "SYMBOL_INVALID":
      return `${was} is not a text of 1 to ${SYMBOL_UNITS_MAX} characters; check the symbol field`;
    default:
      return was;
  }
}

/** The sentence for a time: its value in the feed's unit and the unit that would make it plausible. */
export function timeMessage(
  code: ErrorCode,
  field: string,
  epochUs: number,
  unit: TimeUnit,
): string {
  const value = epochUs / US_PER_UNIT[unit];
  if (code === "TIME_INVALID") return `${field}=${value} is not a finite number of ${unit}`;
  const said = `${field}=${value} read as ${unit} lies outside the years 2000 to 2100`;
  for (const other of ["s", "ms", "us", "ns"] as const) {
    if (other === unit || timeProblem(value * US_PER_UNIT[other]) !== "") continue;
    const year = new Date((value * US_PER_UNIT[other]) / 1000).getUTCFullYear();
    return `${said}; as ${other} it would be in the year ${year}: check the feed's unit`;
  }
  return `${said}; no other unit makes it plausible: check the time field`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `of type ${typeof value}`;
}
