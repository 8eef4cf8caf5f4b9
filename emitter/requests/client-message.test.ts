import { expect, test } from "bun:test";
import fc from "fast-check";
import { createValidator } from "#schemas";
import { checkClientMessage, parseClientMessage } from "./client-message.ts";

const GOOD: unknown[] = [
  { action: "ping" },
  { action: "refresh" },
  { action: "subscribe", universe: "all" },
  { action: "subscribe", universe: [] },
  { action: "subscribe", universe: ["AAPL", "BRK.B"] },
  { action: "filters", filters: {} },
  {
    action: "filters",
    filters: {
      highlow: { min_count: 2, min_volume: 0 },
      trends: {
        strength: ["strong"],
        vwap_position: ["above", "unknown"],
        min_age: 0,
        max_age: 60,
        volume_confirmation: true,
      },
      surges: {
        min_magnitude: 2.5,
        trigger_type: ["price_and_volume"],
        max_age: 30,
        price_range: ["penny", "high"],
      },
    },
  },
];

const BAD: [string, unknown][] = [
  ["an action", null],
  ["an action", "ping"],
  ["an action", [1]],
  ["action must be one of", {}],
  ["action must be one of", { action: "constructor" }],
  ["action must be one of", { action: 5 }],
  ['key "extra" is unknown', { action: "ping", extra: 1 }],
  ["universe must be", { action: "subscribe" }],
  ["universe must be", { action: "subscribe", universe: "tech" }],
  ["universe[1]", { action: "subscribe", universe: ["A", ""] }],
  ["universe[0]", { action: "subscribe", universe: ["X".repeat(17)] }],
  ["universe[0]", { action: "subscribe", universe: [7] }],
  ["filters must be", { action: "filters", filters: [] }],
  ["filters.toString is unknown", { action: "filters", filters: { toString: {} } }],
  ["filters.highlow must be", { action: "filters", filters: { highlow: 3 } }],
  ["highlow.min_cuont is unknown", { action: "filters", filters: { highlow: { min_cuont: 1 } } }],
  ["min_count must be", { action: "filters", filters: { highlow: { min_count: "2" } } }],
  ["min_count must be", { action: "filters", filters: { highlow: { min_count: -1 } } }],
  ["strength must be", { action: "filters", filters: { trends: { strength: "strong" } } }],
  ["strength must be", { action: "filters", filters: { trends: { strength: ["huge"] } } }],
  ["strength must be", { action: "filters", filters: { trends: { strength: ["weak", "weak"] } } }],
  ["true or false", { action: "filters", filters: { trends: { volume_confirmation: 1 } } }],
];

test.each(GOOD)("accepts %j", (message) => {
  const parsed = parseClientMessage(JSON.stringify(message));
  expect(parsed.problem).toBeNull();
  expect(parsed.message as unknown).toEqual(message);
});

test.each(BAD)("refuses with %s: %j", (reason, message) => {
  const { problem } = parseClientMessage(JSON.stringify(message));
  expect(problem).toContain(reason);
});

test("refuses what is not JSON, whatever it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const { message, problem } = parseClientMessage(text);
      expect(message === null).toBe(problem !== null);
    }),
  );
});

test("agrees with the JSON Schema on every message near the contract", () => {
  const validator = createValidator({ mode: "strict" });
  const words = fc.constantFrom<unknown>(
    "all",
    "ping",
    "strong",
    "above",
    "price",
    "penny",
    "AAPL",
    "",
    0,
    1.5,
    -1,
    true,
    null,
    "x",
  );
  const value = fc.oneof(words, fc.array(words, { maxLength: 3 }));
  const group = fc.dictionary(
    fc.constantFrom(
      "min_count",
      "min_volume",
      "strength",
      "vwap_position",
      "min_age",
      "max_age",
      "volume_confirmation",
      "min_magnitude",
      "trigger_type",
      "price_range",
      "else",
    ),
    value,
    { maxKeys: 2 },
  );
  const filters = fc.dictionary(
    fc.constantFrom("highlow", "trends", "surges", "else"),
    fc.oneof({ weight: 4, arbitrary: group }, value),
    { maxKeys: 2 },
  );
  const anyFilters = fc.oneof({ weight: 4, arbitrary: filters }, value);
  const message = fc.oneof(
    fc.record({ action: fc.constant("subscribe"), universe: value }),
    fc.record({ action: fc.constant("filters"), filters: anyFilters }),
    fc.record(
      {
        action: fc.constantFrom("subscribe", "filters", "refresh", "ping", "else"),
        universe: value,
        filters: anyFilters,
        extra: words,
      },
      { requiredKeys: ["action"] },
    ),
  );
  let accepted = 0;
  fc.assert(
    fc.property(message, (candidate) => {
      const isMine = checkClientMessage(candidate).problem === null;
      const { compliant } = validator.validate("client_message", candidate);
      expect(isMine).toBe(compliant);
      if (isMine) accepted += 1;
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(20);
});
