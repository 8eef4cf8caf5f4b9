/** Places of a schema and values of a frame in words, for messages about either. */

/** The parts of JSON Schema that our schemas use at one place. */
export interface PlaceSchema {
  description?: string;
  type?: string | string[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  anyOf?: PlaceSchema[];
  properties?: Record<string, PlaceSchema>;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  pattern?: string;
  "x-flag"?: string;
}

/** Dotted path of a JSON pointer, `a.b[0]`; "" for the value itself. */
export function dottedPath(pointer: string): string {
  let path = "";
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (/^\d+$/.test(name)) path += `[${name}]`;
    else path += path === "" ? name : `.${name}`;
  }
  return path;
}

/** `value` as short JSON for a message. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** What a place of the schema takes, in words. */
export function allowed(place: PlaceSchema): string {
  if (place.anyOf !== undefined) return place.anyOf.map(allowed).join(" or ");
  if (place.const !== undefined) return String(place.const);
  if (place.enum !== undefined) return `one of ${place.enum.map(String).join(", ")}`;
  const types = [place.type ?? "anything"].flat();
  return types.map((type) => `${TYPE_WORDS[type] ?? type}${bounds(place, type)}`).join(" or ");
}

const TYPE_WORDS: Record<string, string> = {
  integer: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function bounds(place: PlaceSchema, type: string): string {
  if (type === "integer" || type === "number") {
    const { minimum, maximum, exclusiveMinimum } = place;
    if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
    const low = exclusiveMinimum === undefined ? "" : ` above ${exclusiveMinimum}`;
    return maximum === undefined ? low : `${low} and at most ${maximum}`;
  }
  if (type === "string") {
    if (place.pattern !== undefined) return ` like /${place.pattern}/`;
    if (place.maxLength !== undefined) return ` of 1 to ${place.maxLength} characters`;
    return place.minLength === undefined ? "" : ", not empty";
  }
  if (type === "array") {
    const unique = place.uniqueItems === true ? "different " : "";
    const { minItems = 0, maxItems } = place;
    if (maxItems === undefined) return ` of at least ${minItems} ${unique}entries`;
    return ` of ${minItems} to ${maxItems} ${unique}entries`;
  }
  return "";
}
