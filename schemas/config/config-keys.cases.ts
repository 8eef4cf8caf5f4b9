/** Cases of the names of the config's keys and what a text stands for at them. */

import type { Observe } from "../observe.ts";
import { CONFIG_KEYS, configValueOf } from "./config-keys.ts";

/** Texts at keys that take the type, or do not. */
const TEXTS: readonly [key: string, fact: string, texts: readonly string[]][] = [
  ["host", "configValueOf", ["text"]],
  ["massive.symbols", "listOf", ["A, B ,C", "A", "", "  ", "x[", "[1"]],
  ["massive.symbols", "listOf", ['["A","B"]', ' ["A"]', "[broken", "null"]],
  ["ringSlots", "hasNumbers", ["64", "0x10", "64k"]],
  ["overrun", "hasNumbers", ["64", "gate"]],
  ["massive.symbols", "configValueOf: array", ["5", "true"]],
  ["once", "configValueOf: boolean", ["true", "false", "TRUE", "1", "null"]],
  ["host", "configValueOf: boolean", ["true", "false"]],
  ["start", "configValueOf: null", ["null", "NULL", "2025"]],
  ["calendar", "configValueOf: null", ["null", "continuous", "7"]],
  ["host", "configValueOf: null", ["null", "7"]],
  ["workers", "configValueOf: numbers", ["4", "-1.5", "", " ", "Infinity", "1e3", "four", "null"]],
  ["durationSeconds", "configValueOf: numbers", ["2.5", "null", "x", "true"]],
  ["speed", "configValueOf: anyOf", ["2", "max", "0.5"]],
];

/** A number, a choice, a list, a text or null, a flag. */
const DESCRIBED = ["ringSlots", "overrun", "massive.symbols", "calendar", "once"];

export default function cases(observe: Observe): void {
  observe(
    "keysOf",
    "paths",
    CONFIG_KEYS.map((key) => key.path),
  );
  for (const { path, environment } of CONFIG_KEYS) {
    observe("environmentName", `of ${path}`, environment);
  }
  for (const { path, flag } of CONFIG_KEYS) observe("keysOf", `flag of ${path}`, flag);
  // Of some only: they stand in the schema.
  for (const { path, description, choices, defaultValue } of CONFIG_KEYS) {
    if (!DESCRIBED.includes(path)) continue;
    observe("keysOf", `description of ${path}`, description);
    observe("keysOf", `choices of ${path}`, choices);
    observe("keysOf", `default of ${path}`, defaultValue);
  }
  const known = CONFIG_KEYS[0]!;
  for (const [path, fact, texts] of TEXTS) {
    const [functionName = "", branch = "texts"] = fact.split(": ");
    const values = texts.map((text) => configValueOf({ ...known, path }, text));
    const subject = functionName === configValueOf.name ? configValueOf : functionName;
    observe(subject, `${branch} at ${path}: ${texts.join(" | ")}`, values);
  }
  for (const path of ["no", "queue.p9Max"]) {
    observe("placeOf", `Invariant: ${path}`, placeAnswer({ ...known, path }));
  }
}

function placeAnswer(key: (typeof CONFIG_KEYS)[number]): unknown {
  try {
    return configValueOf(key, "12");
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
