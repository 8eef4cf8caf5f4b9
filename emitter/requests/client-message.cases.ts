/** Known answers of client-message.ts: what is a message, and why something is none. */
import type { Observe } from "#schemas";
import { checkClientMessage, parseClientMessage } from "./client-message.ts";

const LONG = "x".repeat(33);
const MESSAGES: unknown[] = [
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
  { action: "ping", ["y".repeat(32)]: 1 },
  { action: "ping", [LONG]: 1 },
  { action: "subscribe" },
  { action: "subscribe", universe: "some" },
  { action: "subscribe", universe: "all" },
  { action: "subscribe", universe: [] },
  { action: "subscribe", universe: ["A", "x".repeat(16)] },
  { action: "subscribe", universe: ["A", ""] },
  { action: "subscribe", universe: ["x".repeat(17)] },
  { action: "subscribe", universe: ["\u{1f600}".repeat(9)] },
  { action: "subscribe", universe: [1] },
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
];
const FILTERS: [group: string, key: string, values: unknown[]][] = [
  ["highlow", "min_count", [0, -0.1, "1", null]],
  ["highlow", "min_volume", [1, -1]],
  ["trends", "min_age", [1, -1]],
  ["trends", "max_age", [1, -1]],
  ["surges", "min_magnitude", [1, -1]],
  ["surges", "max_age", [1, -1]],
  ["trends", "volume_confirmation", [true, false, 1, "true"]],
  ["trends", "strength", [["weak", "strong", "moderate", "neutral"], ["up"], "weak"]],
  ["trends", "strength", [["weak", "weak"], [1], []]],
  ["trends", "vwap_position", [["above", "below", "unknown"], ["weak"]]],
  ["surges", "trigger_type", [["price", "volume", "price_and_volume"], ["weak"]]],
  ["surges", "price_range", [["penny", "low", "mid", "high"], ["weak"]]],
];

export default function run(observe: Observe): void {
  const check = (fact: string, value: unknown) => {
    observe(checkClientMessage, fact, checkClientMessage(value));
  };
  for (const message of MESSAGES) check(JSON.stringify(message), message);
  for (const [group, key, values] of FILTERS) {
    for (const value of values) {
      const message = { action: "filters", filters: { [group]: { [key]: value } } };
      check(`${group}.${key} ${JSON.stringify(value)}`, message);
    }
  }
  const endless = {
    action: "filters",
    filters: { highlow: { min_count: Number.POSITIVE_INFINITY } },
  };
  check("min_count Infinity", endless);
  observe(parseClientMessage, "a message", parseClientMessage('{"action":"ping"}'), {
    message: { action: "ping" },
    problem: null,
  });
  observe(parseClientMessage, "another value", parseClientMessage("7"), {
    message: null,
    problem: "must be an object with an action",
  });
  const { message, problem } = parseClientMessage("{action");
  observe(parseClientMessage, "not JSON", [message, problem?.slice(0, 10)], [null, "not JSON: "]);
}
