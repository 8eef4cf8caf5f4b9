/** Cases of the words for places of a schema and values of a frame. */

import type { Observe } from "../observe.ts";
import { allowed, dottedPath, type PlaceSchema, shown } from "./contract-words.ts";

const POINTERS = ["", "/a", "/a/b", "/a/0", "/0", "/a/12/b", "/a/b1", "/1b", "/a~1b/c~0d", "/~01"];
const TEXTS = ["x".repeat(77), "x".repeat(78), "x".repeat(79), "x".repeat(120)];
const VALUES = [1.5, Number.NaN, Number.POSITIVE_INFINITY, null, true, { a: [1] }, "text"];

const BOUNDS: readonly PlaceSchema[] = [
  { type: "integer" },
  { type: "number", minimum: 1, maximum: 2 },
  { type: "integer", minimum: 0, maximum: 0 },
  { type: "number", minimum: 1 },
  { type: "number", maximum: 2 },
  { type: "number", exclusiveMinimum: 0 },
  { type: "number", exclusiveMinimum: 0, maximum: 9 },
  { type: "string" },
  { type: "string", minLength: 1 },
  { type: "string", minLength: 1, maxLength: 16 },
  { type: "string", minLength: 1, pattern: "^a$" },
  { type: "array" },
  { type: "array", minItems: 2 },
  { type: "array", maxItems: 5, uniqueItems: true },
  { type: "array", minItems: 1, maxItems: 5 },
  { type: "array", minItems: 1, uniqueItems: true },
  { type: "array", uniqueItems: false },
  { type: "boolean", minimum: 1, minLength: 1, minItems: 1 },
  { type: "object" },
];

const PLACES: readonly PlaceSchema[] = [
  { type: "null" },
  {},
  { type: ["string", "null"] },
  { const: "max", type: "string" },
  { const: 0 },
  { enum: ["a", 1, null] },
  { anyOf: [{ type: "boolean" }, { enum: ["x"] }], enum: ["y"] },
  { enum: ["z"], const: "c" },
];

/** Names of types, whatever bounds follow. */
const NAMES = /^(a whole number|a number|a text|true or false|a list|an object)/;

function observeShown(observe: Observe): void {
  observe(shown, "absent", shown(undefined), "absent");
  for (const value of VALUES) observe(shown, String(value), shown(value));
  observe(shown, "a function", shown(Math.abs).startsWith("function"), true);
  for (const text of TEXTS) observe(shown, `text of ${text.length}`, shown(text));
}

export default function cases(observe: Observe): void {
  for (const pointer of POINTERS) observe(dottedPath, pointer, dottedPath(pointer));
  observeShown(observe);
  for (const type of ["integer", "number", "string", "boolean", "array", "object"]) {
    const text = allowed({ type });
    observe("TYPE_WORDS", type, NAMES.exec(text)?.[0] ?? text);
  }
  for (const place of BOUNDS) observe("bounds", JSON.stringify(place), allowed(place));
  for (const place of PLACES) observe(allowed, JSON.stringify(place), allowed(place));
}
