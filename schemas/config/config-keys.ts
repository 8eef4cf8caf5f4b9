/** The keys of the engine's config one by one: paths, environment names, flags. From the schema. */
import type { PlaceSchema } from "../contract/contract-words.ts";
import schema from "./engine-config.schema.json" with { type: "json" };

/** One key that holds a value (not a group of keys). */
export interface ConfigKey {
  /** `detectors.highLow.minPercent`. */
  path: string;
  /** `TICKSCOPE_DETECTORS_HIGH_LOW_MIN_PERCENT`. */
  environment: string;
  /** `--cadence`; null for keys without a flag. */
  flag: string | null;
  description: string;
  /** Words and numbers that the value may be, as text; empty when it is not one of a few. */
  choices: readonly string[];
  defaultValue: unknown;
}

/** All keys, in the order of the schema. */
export const CONFIG_KEYS: readonly ConfigKey[] = keysOf(schema as PlaceSchema, "");

function keysOf(group: PlaceSchema, parent: string): ConfigKey[] {
  const keys: ConfigKey[] = [];
  for (const [name, place] of Object.entries(group.properties ?? {})) {
    const path = parent === "" ? name : `${parent}.${name}`;
    if (place.properties !== undefined) keys.push(...keysOf(place, path));
    else if (name !== "$schema") {
      keys.push({
        path,
        environment: environmentName(path),
        flag: place["x-flag"] ?? null,
        description: place.description ?? "",
        choices: (place.enum ?? []).filter((value) => value !== null).map(String),
        defaultValue: place.default,
      });
    }
  }
  return keys;
}

function environmentName(path: string): string {
  const snake = path.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(".", "_");
  return `TICKSCOPE_${snake.toUpperCase()}`;
}

/**
 * The value that `text`, from the environment or a flag, stands for at `key`: numbers and booleans
 * for keys that take them, `null` where null is allowed, lists by comma or as JSON. What does not
 * read as the key's type stays text, so that validateConfig refuses it and no guess becomes a
 * value.
 */
export function configValueOf(key: ConfigKey, text: string): unknown {
  const place = placeOf(key.path);
  const types = (place.anyOf ?? [place]).flatMap((option) => [option.type ?? []].flat());
  const numbers = types.includes("number") || types.includes("integer") || hasNumbers(place);
  if (types.includes("array")) return listOf(text);
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  if (text === "null" && (types.includes("null") || place.enum?.includes(null))) return null;
  if (numbers && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  return text;
}

function hasNumbers(place: PlaceSchema): boolean {
  return place.enum?.some((value) => typeof value === "number") ?? false;
}

function listOf(text: string): unknown {
  if (!text.trimStart().startsWith("[")) {
    return text.trim() === "" ? [] : text.split(",").map((entry) => entry.trim());
  }
  try {
    return JSON.parse(text);
  } catch {
    return text; // refused by the schema, which names the key
  }
}

function placeOf(path: string): PlaceSchema {
  let place = schema as PlaceSchema;
  for (const name of path.split(".")) {
    const next = place.properties?.[name];
    if (next === undefined) throw new Error(`Invariant: the schema has the key ${path}`);
    place = next;
  }
  return place;
}
