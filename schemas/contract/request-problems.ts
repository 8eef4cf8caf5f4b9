/**
 * What is wrong with a request of a client or a page, in the words of the schema that it breaks. The generated
 * checks are loaded with the first request: a start must not wait for them.
 */
import type { ErrorObject } from "ajv";
import clientMessage from "./client-message.schema.json" with { type: "json" };
import { dottedPath, type PlaceSchema } from "./contract-words.ts";

type Checks = typeof import("../generated/request-validators.js");

/** The first mistake in a value. */
export interface RequestProblem {
  /** `trends.strength`; "" for the value itself. */
  path: string;
  /** What stands there; undefined when it is missing. */
  value: unknown;
  /** "must be …", or "is unknown" of a key. */
  rule: string;
}

/** Characters of a key in a path: a sender's own word must not blow up the log. */
const KEY_MAX = 32;

/** A place of these schemas. */
interface Place extends PlaceSchema {
  $ref?: string;
  /** What one of a list's entries is called. */
  title?: string;
  items?: Place;
  anyOf?: Place[];
  properties?: Record<string, Place>;
  additionalProperties?: unknown;
}

const DEFINITIONS: Record<string, Place> = clientMessage.definitions;

let checks: Checks | undefined;

/** The first mistake in a message of `/ws`; null for none, as of the other kinds of request. */
export function clientMessageProblem(message: unknown): RequestProblem | null {
  return problemOf("isClientMessage", message);
}

/** Of the filters in a message or a body. */
export function filterSetProblem(filters: unknown): RequestProblem | null {
  return problemOf("isFilterSet", filters);
}

/** Of the universes that a page has chosen, by tracker. */
export function selectionsProblem(selections: unknown): RequestProblem | null {
  return problemOf("isSelections", selections);
}

/** Of the grid that a page saves. */
export function layoutSettingProblem(setting: unknown): RequestProblem | null {
  return problemOf("isLayoutSetting", setting);
}

function problemOf(name: keyof Checks, value: unknown): RequestProblem | null {
  checks ??= require("../generated/request-validators.js") as Checks;
  const check = checks[name];
  return check(value) ? null : mistakeOf(check.errors ?? []);
}

function mistakeOf(errors: readonly ErrorObject[]): RequestProblem {
  const error = deepest(errors);
  const place = error.parentSchema as Place;
  const path = dottedPath(shortened(error.instancePath));
  const value: unknown = error.data;
  const { limit } = error.params;
  // One of a list's words: the list is what has to change.
  if (place.enum !== undefined && path.endsWith("]")) {
    return { path: listOf(path), value, rule: `must be ${words(place)}` };
  }
  switch (error.keyword) {
    case "additionalProperties":
      return unknownKey(path, value, String(error.params.additionalProperty));
    case "required":
      return missingKey(path, value, place, String(error.params.missingProperty));
    case "maxProperties": {
      const count = Object.keys(value as object).length;
      return { path, value: count, rule: `must have at most ${limit} keys` };
    }
    case "maxItems":
      return { path, value, rule: `must be a list of at most ${limit} ${entriesOf(place)}` };
    default:
      return { path, value, rule: `must be ${noun(place)}` };
  }
}

/** The error that says most: a value of several shapes has one for each, and one for all. */
function deepest(errors: readonly ErrorObject[]): ErrorObject {
  const depth = (error: ErrorObject) => error.instancePath.split("/").length;
  const [first] = errors;
  if (first === undefined) throw new Error("Invariant: a refused value has an error");
  return errors.reduce((best, error) => {
    if (depth(error) !== depth(best)) return depth(error) > depth(best) ? error : best;
    return error.keyword === "anyOf" ? error : best;
  }, first);
}

function unknownKey(parent: string, value: unknown, key: string): RequestProblem {
  const path = joined(parent, shortened(key));
  return { path, value: (value as Record<string, unknown>)[key], rule: "is unknown" };
}

function missingKey(parent: string, value: unknown, place: Place, key: string): RequestProblem {
  const known = place.properties ?? {};
  // A misspelt key says why another one is missing.
  const strange = Object.keys(value as object).find((name) => !Object.hasOwn(known, name));
  if (place.additionalProperties === false && strange !== undefined) {
    return unknownKey(parent, value, strange);
  }
  return { path: joined(parent, key), value: undefined, rule: `must be ${noun(known[key] ?? {})}` };
}

/** What a place takes. */
function noun(place: Place): string {
  if (place.$ref !== undefined) return noun(DEFINITIONS[place.$ref.split("/").at(-1)!] ?? {});
  if (place.anyOf !== undefined) return place.anyOf.map(noun).join(" or ");
  if (place.enum !== undefined) {
    return place.enum.length === 1 ? `"${place.enum[0]}"` : `one of ${place.enum.join(", ")}`;
  }
  switch (place.type) {
    case "array":
      return place.items?.enum === undefined ? `a list of ${entriesOf(place)}` : words(place.items);
    case "string": {
      const length = `${place.minLength} to ${place.maxLength} characters`;
      return `a ${place.title ?? "text"}${place.maxLength === undefined ? "" : ` of ${length}`}`;
    }
    case "number":
      return `a finite number, ${place.minimum} or more`;
    case "boolean":
      return "true or false";
    default:
      return "an object";
  }
}

/** A list of some of the words of `entry`. */
function words(entry: Place): string {
  return `a list of ${entry.enum?.join(", ")}, each at most once`;
}

function entriesOf(list: Place): string {
  return `${list.items?.title ?? "entry"}s`;
}

/** The path of the list whose entry `path` names. */
function listOf(path: string): string {
  return path.slice(0, path.lastIndexOf("["));
}

function joined(parent: string, key: string): string {
  return parent === "" ? key : `${parent}.${key}`;
}

/** `path` with its long keys cut. */
function shortened(path: string): string {
  const cut = (key: string) => (key.length > KEY_MAX ? `${key.slice(0, KEY_MAX)}…` : key);
  return path.split("/").map(cut).join("/");
}
