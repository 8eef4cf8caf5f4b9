/** Known answers of client-message.ts: what is a message, and why something is none. */
import type { Observe, Probe } from "#schemas";
import { checkClientMessage, filtersProblem, parseClientMessage } from "./client-message.ts";

const LONG = "x".repeat(33);
/** By the function that decides. */
const VALUES: Record<string, unknown[]> = {
  checkClientMessage: [
    null,
    1,
    "a",
    [],
    true,
    {},
    { action: 1 },
    { action: "toString" },
    { action: "unsubscribe" },
    { action: "ping" },
    { action: "refresh" },
    { action: "ping", universe: 1 },
    { action: "subscribe", filters: {} },
    { action: "filters", universe: {} },
  ],
  shown: [
    { action: "ping", ["y".repeat(32)]: 1 },
    { action: "ping", [LONG]: 1 },
  ],
  checkSubscribe: [
    { action: "subscribe" },
    { action: "subscribe", universe: "some" },
    { action: "subscribe", universe: "all" },
    { action: "subscribe", universe: [] },
    { action: "subscribe", universe: ["A", "x".repeat(16)] },
    { action: "subscribe", universe: ["A", ""] },
    { action: "subscribe", universe: ["x".repeat(17)] },
    { action: "subscribe", universe: [1] },
  ],
  checkFilters: [
    { action: "filters" },
    { action: "filters", filters: [] },
    { action: "filters", filters: {} },
    { action: "filters", filters: { others: {} } },
    { action: "filters", filters: { toString: {} } },
    { action: "filters", filters: { [LONG]: {} } },
    { action: "filters", filters: { highlow: [] } },
    { action: "filters", filters: { highlow: { max_count: 1 } } },
    { action: "filters", filters: { highlow: { toString: 1 } } },
    { action: "filters", filters: { highlow: { min_count: 3, min_volume: -1 } } },
  ],
};
const MEMBERS: Record<string, [group: string, key: string, values: unknown[]][]> = {
  atLeast0: [
    ["highlow", "min_count", [0, -0.1, "1", null]],
    ["highlow", "min_volume", [1, -1]],
    ["trends", "min_age", [1, -1]],
    ["trends", "max_age", [1, -1]],
    ["surges", "min_magnitude", [1, -1]],
    ["surges", "max_age", [1, -1]],
  ],
  bool: [["trends", "volume_confirmation", [true, false, 1, "true"]]],
  wordsOf: [
    ["trends", "strength", [["weak", "strong", "moderate", "neutral"], ["up"], "weak"]],
    ["trends", "strength", [["weak", "weak"], [1], []]],
    ["trends", "vwap_position", [["above", "below", "unknown"], ["weak"]]],
    ["surges", "trigger_type", [["price", "volume", "price_and_volume"], ["weak"]]],
    ["surges", "price_range", [["penny", "low", "mid", "high"], ["weak"]]],
  ],
};

function run(observe: Observe): void {
  for (const [name, values] of Object.entries(VALUES)) {
    for (const value of values) observe(name, JSON.stringify(value), checkClientMessage(value));
  }
  for (const [name, members] of Object.entries(MEMBERS)) {
    for (const [group, key, values] of members) {
      for (const value of values) {
        const message = { action: "filters", filters: { [group]: { [key]: value } } };
        observe(name, `${group}.${key} ${JSON.stringify(value)}`, checkClientMessage(message));
      }
    }
  }
  for (const filters of [
    {},
    { highlow: {} },
    { highlow: { min_count: -1 } },
    { lows: {} },
    [],
    3,
  ]) {
    observe("filtersProblem", JSON.stringify(filters), filtersProblem(filters));
  }
  const endless = {
    action: "filters",
    filters: { highlow: { min_count: Number.POSITIVE_INFINITY } },
  };
  observe("atLeast0", "Infinity", checkClientMessage(endless));
  observe("parseClientMessage", "a message", parseClientMessage('{"action":"ping"}'));
  observe("parseClientMessage", "another value", parseClientMessage("7"));
  const { message, problem } = parseClientMessage("{action");
  observe("parseClientMessage", "not JSON", [message, problem?.slice(0, 10)]);
}

export const clientMessageProbe: Probe = {
  name: "client-message",
  stage: "client",
  file: "emitter/client-message.ts",
  needs: ["json-tree", "client-filter", "symbol"],
  run,
};
