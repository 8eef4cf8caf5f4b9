/**
 * Every way to break a message in one place: each value removed, replaced by every other type,
 * pushed out of its range or its list of words, and each object given a key too many. Test support.
 */
import type { ContractEvent } from "./contract-events.ts";

/** One broken copy of a message. */
export interface Mutation {
  /** `highs[0].price`. */
  path: string;
  what: string;
  value: unknown;
}

/** What replaces a value, by JSON type; a value is never replaced by one of its own type. */
const OTHERS: readonly [type: string, value: unknown][] = [
  ["null", null],
  ["boolean", true],
  ["number", 12_345],
  ["string", "none of the known words"],
  ["array", []],
  ["object", {}],
];
/**
 * What breaks a number while it stays one, whatever its range; none of our ranges reaches so far.
 */
const NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1e12];
/** What breaks a text while it stays one. */
const TEXTS = ["", "none of the known words", "<b>x</b>", "\u0000"];

/** All mutations of `message`, a JSON value, which itself stays as it is. */
export function* mutationsOf(message: unknown): Generator<Mutation> {
  for (const path of placesOf(message, [])) yield* mutationsAt(message, path);
}

type Path = readonly (string | number)[];

function* placesOf(value: unknown, path: Path): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys)
    yield* placesOf((value as Record<string | number, unknown>)[key], [...path, key]);
}

function* mutationsAt(message: unknown, path: Path): Generator<Mutation> {
  const value = path.reduce<unknown>(
    (at, key) => (at as Record<string | number, unknown>)[key],
    message,
  );
  const type = typeOf(value);
  const place = pathText(path);
  const replaced = (what: string, other: unknown): Mutation => {
    return { path: place, what, value: withValue(message, path, other) };
  };
  for (const [otherType, other] of OTHERS) {
    if (otherType !== type) yield replaced(`is ${otherType}`, other);
  }
  if (type === "number") for (const other of NUMBERS) yield replaced(`is ${other}`, other);
  if (type === "number" && Number.isInteger(value))
    yield replaced("is no integer", Number(value) + 0.5);
  if (type === "string")
    for (const other of TEXTS) yield replaced(`is ${JSON.stringify(other)}`, other);
  if (type === "object") {
    const extra = { ...(value as object), extra_key: 1 };
    const inner = place === "" ? "extra_key" : `${place}.extra_key`;
    yield { path: inner, what: "is a key too many", value: withValue(message, path, extra) };
  }
  if (typeof path.at(-1) === "string") {
    yield { path: place, what: "is removed", value: withoutKey(message, path) };
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function withValue(message: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = structuredClone(message);
  parentOf(copy, path)[path.at(-1)!] = value;
  return copy;
}

function withoutKey(message: unknown, path: Path): unknown {
  const copy = structuredClone(message);
  delete parentOf(copy, path)[path.at(-1)!];
  return copy;
}

function parentOf(message: unknown, path: Path): Record<string | number, unknown> {
  let parent = message as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  return parent;
}

/** `["highs", 0, "price"]` as `highs[0].price`. */
function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** Keys whose numbers count something. */
export const INTEGERS: RegExp =
  /(count|count_up|count_down|total_highs|total_lows|current_rate|threshold_\w+|ticks_\d+sec|seq)$/;

/** Mutations that make another valid message, each for a reason that the contract states. */
export function isAllowed(event: ContractEvent, path: string, what: string): boolean {
  const key = path.slice(path.lastIndexOf(".") + 1);
  const isText = what.startsWith('is "') && what !== 'is ""';
  if (what === "is no integer") return event === "client_message" || !INTEGERS.test(path);
  if (what === "is removed" && key === "pattern") return true;
  if (what === "is null" && (key === "trend_flag" || key === "surge_flag")) return true;
  if (event === "error" || event === "envelope") return isText && /^(message|epoch)$/.test(path);
  if (event === "user_cache_invalidated") return /string|^is "|^is -1000/.test(what);
  if (event !== "client_message") return false;
  // Any text is a symbol if it is short enough; what is absent from filters filters nothing.
  if (path === "universe" && what === "is array") return true;
  if (path.startsWith("universe[")) return isText && what.length < 16;
  return path.startsWith("filters.") && what === "is removed";
}

/** Where a broken value shows: there, but null and not null are legal in themselves in two keys. */
export function namedAt(path: string, what: string): string {
  if (path.endsWith(".vwap") && /null|number/.test(what)) return `${path}_divergence`;
  if (path.endsWith(".reversal_info") && what === "is null") return path.replace("_info", "");
  return path;
}
