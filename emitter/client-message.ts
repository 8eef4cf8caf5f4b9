/**
 * Messages from clients, checked key by key: what is not in the contract is refused with a reason.
 */
import { SYMBOL_UNITS_MAX } from "#codec";
import { isJsonTree } from "#schemas";
import {
  type ClientFilters,
  PRICE_RANGES,
  STRENGTH_CODES,
  TRIGGER_CODES,
  VWAP_CODES,
} from "./client-filter.ts";

/** What a client may ask for; see schemas/JSON.md, client messages. */
export type ClientMessage =
  | { action: "subscribe"; universe: readonly string[] | "all" }
  | { action: "filters"; filters: ClientFilters }
  | { action: "refresh" }
  | { action: "ping" };

/** A message, or why it is none. */
export type ParsedMessage =
  | { message: ClientMessage; problem: null }
  | { message: null; problem: string };

/** Says what is wrong with a value, "" for nothing. */
type Check = (value: unknown) => string;

const KEYS: Record<string, readonly string[]> = {
  subscribe: ["action", "universe"],
  filters: ["action", "filters"],
  refresh: ["action"],
  ping: ["action"],
};

const atLeast0: Check = (value) => {
  const isGood = typeof value === "number" && Number.isFinite(value) && value >= 0;
  return isGood ? "" : "must be a finite number, 0 or more";
};
const bool: Check = (value) => (typeof value === "boolean" ? "" : "must be true or false");

function wordsOf(table: object): Check {
  const words = Object.keys(table);
  return (value) => {
    const isGood =
      Array.isArray(value) &&
      value.every((word) => words.includes(word)) &&
      new Set(value).size === value.length;
    return isGood ? "" : `must be a list of ${words.join(", ")}, each at most once`;
  };
}

const FILTERS: Record<string, Record<string, Check>> = {
  highlow: { min_count: atLeast0, min_volume: atLeast0 },
  trends: {
    strength: wordsOf(STRENGTH_CODES),
    vwap_position: wordsOf(VWAP_CODES),
    min_age: atLeast0,
    max_age: atLeast0,
    volume_confirmation: bool,
  },
  surges: {
    min_magnitude: atLeast0,
    trigger_type: wordsOf(TRIGGER_CODES),
    max_age: atLeast0,
    price_range: wordsOf(PRICE_RANGES),
  },
};

/** Reads a text message of `/ws`. */
export function parseClientMessage(text: string): ParsedMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(`not JSON: ${error instanceof Error ? error.message : error}`);
  }
  return checkClientMessage(value);
}

/** Checks a message that is parsed already (Socket.IO). */
export function checkClientMessage(value: unknown): ParsedMessage {
  if (!isJsonTree(value)) return refused("must be an object with an action");
  const { action } = value;
  const keys = typeof action === "string" && Object.hasOwn(KEYS, action) ? KEYS[action]! : null;
  if (keys === null) return refused(`action must be one of ${Object.keys(KEYS).join(", ")}`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) return refused(`key "${shown(unknown)}" is unknown in ${action}`);
  if (action === "subscribe") return checkSubscribe(value.universe);
  if (action === "filters") return checkFilters(value.filters);
  return { message: { action: action === "ping" ? "ping" : "refresh" }, problem: null };
}

function checkSubscribe(universe: unknown): ParsedMessage {
  if (universe === "all") return { message: { action: "subscribe", universe }, problem: null };
  if (!Array.isArray(universe)) return refused('universe must be "all" or a list of symbols');
  const isGood = (symbol: unknown) => {
    return typeof symbol === "string" && symbol.length > 0 && symbol.length <= SYMBOL_UNITS_MAX;
  };
  const bad = universe.findIndex((symbol) => !isGood(symbol));
  if (bad >= 0) {
    return refused(`universe[${bad}] must be a symbol of 1 to ${SYMBOL_UNITS_MAX} characters`);
  }
  return { message: { action: "subscribe", universe }, problem: null };
}

function checkFilters(filters: unknown): ParsedMessage {
  const problem = filtersProblem(filters);
  if (problem !== "") return refused(`filters${problem}`);
  return { message: { action: "filters", filters: filters as ClientFilters }, problem: null };
}

/** What is wrong with filters, beginning with the place in them: `.highlow.min_count must …`; "" = nothing. */
export function filtersProblem(filters: unknown): string {
  if (!isJsonTree(filters)) return " must be an object";
  for (const [group, members] of Object.entries(filters)) {
    const checks = Object.hasOwn(FILTERS, group) ? FILTERS[group] : undefined;
    if (checks === undefined) return `.${shown(group)} is unknown`;
    if (!isJsonTree(members)) return `.${group} must be an object`;
    for (const [key, member] of Object.entries(members)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      if (check === undefined) return `.${group}.${shown(key)} is unknown`;
      const problem = check(member);
      if (problem !== "") return `.${group}.${key} ${problem}`;
    }
  }
  return "";
}

/** A client's own word in an answer: cut, so that it cannot blow up the log. */
function shown(word: string): string {
  return word.length > 32 ? `${word.slice(0, 32)}…` : word;
}

function refused(problem: string): ParsedMessage {
  return { message: null, problem };
}
