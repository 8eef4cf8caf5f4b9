/** What is wrong with a config, in words that name key, value and what is allowed. */
import { distance } from "fastest-levenshtein";
import { type ErrorObject, lazyValidator } from "../contract/contract-ajv.ts";
import { allowed, dottedPath, type PlaceSchema, shown } from "../contract/contract-words.ts";
import { validate as isValid } from "../generated/config-validator.js";
import type { ErrorCode } from "../generated/error-code.ts";
import { CONFIG_KEYS } from "./config-keys.ts";
import schema from "./engine-config.schema.json" with { type: "json" };

/** What is wrong at one place of a config. */
export interface ConfigProblem {
  code: Extract<ErrorCode, "CONFIG_UNKNOWN_KEY" | "CONFIG_INVALID">;
  /** `detectors.highLow.minPercent`; "" for the config itself. */
  path: string;
  /** One sentence, the suggestion included. */
  message: string;
  /** The key (as a path) or the value that was probably meant; null when nothing comes near. */
  suggestion: string | null;
}

const validator = lazyValidator(schema);

/**
 * Everything that is wrong with `config`, a parsed config file or a merged config; nothing is
 * required and nothing is coerced: the text "false" is not a boolean. No problems = valid.
 */
export function validateConfig(config: unknown): { problems: ConfigProblem[] } {
  if (isValid(config)) return { problems: [] };
  const validate = validator();
  validate(config);
  const problems: ConfigProblem[] = [];
  for (const errors of byPlace(validate.errors ?? [])) {
    // A value that fits none of several shapes gives an error per shape; the outer one says it all.
    const first = errors.find((error) => error.keyword === "anyOf") ?? errors[0]!;
    for (const error of errors) {
      if (error.keyword === "additionalProperties") problems.push(unknownKey(error));
      else if (error.keyword === "required") problems.push(missingKey(error));
      else if (error === first) problems.push(badValue(error));
    }
  }
  return { problems };
}

/**
 * The candidate that `word` was probably meant to be, whatever its case; undefined when none is
 * near: more than a third of its letters differ, and more than two, which is what swapped letters
 * cost.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const away = distance(lower, candidate.toLowerCase());
    if (away < bestDistance) [best, bestDistance] = [candidate, away];
  }
  return best;
}

function byPlace(errors: readonly ErrorObject[]): ErrorObject[][] {
  const places = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    const place = places.get(error.instancePath);
    if (place === undefined) places.set(error.instancePath, [error]);
    else place.push(error);
  }
  return [...places.values()];
}

function unknownKey(error: ErrorObject): ConfigProblem {
  const parent = dottedPath(error.instancePath);
  const key = String(error.params.additionalProperty);
  const path = join(parent, key);
  const siblings = Object.keys((error.parentSchema as PlaceSchema).properties ?? {}).filter(
    (name) => name !== "$schema",
  );
  const sibling = nearest(key, siblings);
  const suggestion = sibling === undefined ? elsewhere(key) : join(parent, sibling);
  const hint =
    suggestion === null ? `known here: ${siblings.join(", ")}` : `did you mean ${suggestion}?`;
  const value = shown((error.data as Record<string, unknown>)[key]);
  const message = `${path}=${value} is not a known key; ${hint}`;
  return { code: "CONFIG_UNKNOWN_KEY", path, message, suggestion };
}

/** A key that exists, but at another place. */
function elsewhere(key: string): string | null {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const name = nearest(
    key,
    CONFIG_KEYS.map((known) => last(known.path)),
  );
  return CONFIG_KEYS.find((known) => last(known.path) === name)?.path ?? null;
}

function missingKey(error: ErrorObject): ConfigProblem {
  const path = join(dottedPath(error.instancePath), String(error.params.missingProperty));
  return { code: "CONFIG_INVALID", path, message: `${path} is required`, suggestion: null };
}

function badValue(error: ErrorObject): ConfigProblem {
  const path = dottedPath(error.instancePath);
  const place = error.parentSchema as PlaceSchema;
  const words = (place.enum ?? []).filter((word) => typeof word === "string");
  const suggestion = typeof error.data === "string" ? (nearest(error.data, words) ?? null) : null;
  const hint = suggestion === null ? "" : `; did you mean ${suggestion}?`;
  const about = place.description === undefined ? "" : ` (${place.description.replace(/\.$/, "")})`;
  const what = `${path === "" ? "the config" : path}=${shown(error.data)}`;
  const message = `${what} is not allowed: must be ${allowed(place)}${hint}${about}`;
  return { code: "CONFIG_INVALID", path, message, suggestion };
}

function join(parent: string, key: string): string {
  return parent === "" ? key : `${parent}.${key}`;
}
