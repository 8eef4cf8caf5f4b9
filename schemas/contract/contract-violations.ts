/** What is wrong with a message, and where the contract says so. */
import type { ErrorObject } from "./contract-ajv.ts";
import type { ContractEvent } from "./contract-events.ts";
import { allowed, dottedPath, type PlaceSchema, shown } from "./contract-words.ts";

/** One thing at one place of a message that is not as the contract wants it. */
export interface Violation {
  /** `highs[0].price`; "" for the message itself. */
  path: string;
  /** What the contract wants there, in words. */
  expected: string;
  /** What stands there, as short JSON; `absent` for a missing key. */
  actual: string;
  /** The heading of schemas/contract/JSON.md that says so, as an anchor without the #. */
  section: string;
  /** `schema`: shape, type or range of one value. `rule`: values that contradict each other. */
  kind: "schema" | "rule";
}

/**
 * The violations in ajv's errors, one per place and keyword. Where an item's schema and its list's
 * both refuse a value, the list's is kept: it allows less.
 */
export function violationsOf(
  event: ContractEvent,
  errors: readonly ErrorObject[],
  root = "",
): Violation[] {
  const violations = new Map<string, Violation>();
  for (const error of errors) {
    const violation = violationOf(event, error, root);
    if (violation === undefined) continue;
    const key = `${violation.path}\n${error.keyword}`;
    const known = violations.get(key);
    if (known === undefined || violation.expected.length < known.expected.length) {
      violations.set(key, violation);
    }
  }
  return [...violations.values()];
}

function violationOf(
  event: ContractEvent,
  error: ErrorObject,
  root: string,
): Violation | undefined {
  const place = joined(root, dottedPath(error.instancePath));
  const data = error.data as Record<string, unknown>;
  switch (error.keyword) {
    case "required": {
      const path = joined(place, error.params.missingProperty);
      return violation(event, path, "present", "absent");
    }
    case "additionalProperties": {
      const key: string = error.params.additionalProperty;
      return violation(event, joined(place, key), "absent: not in the contract", shown(data[key]));
    }
    // These only repeat what the errors inside them say.
    case "if":
    case "allOf":
      return undefined;
    default: {
      const expected = allowed(error.parentSchema as PlaceSchema);
      return violation(event, place, expected, shown(error.data));
    }
  }
}

/** A violation of the schema at `path`. */
export function violation(
  event: ContractEvent,
  path: string,
  expected: string,
  actual: string,
  kind: Violation["kind"] = "schema",
): Violation {
  return { path, expected, actual, section: sectionOf(event, path), kind };
}

/** Keys that all kinds of items share, less those whose values differ by kind. */
const SHARED_KEYS = new Set([
  "ticker",
  "type",
  "price",
  "time",
  "event_id",
  "direction",
  "reversal",
  "count",
  "count_up",
  "count_down",
  "percent_change",
  "vwap",
  "vwap_divergence",
  "volume",
  "rel_volume",
  "label",
]);

/** The heading of schemas/contract/JSON.md that describes `path` of `event`, as an anchor without the #. */
export function sectionOf(event: ContractEvent, path: string): string {
  switch (event) {
    case "status_update":
      return "status_update";
    case "stock_data":
      return stockSection(path);
    case "envelope":
      return "transport";
    case "client_message":
      return "client-messages";
    default:
      return "other-events";
  }
}

function stockSection(path: string): string {
  if (path.startsWith("activity.")) return "activity";
  const item = /^(highs|lows|trending\.(?:up|down)|surging\.(?:up|down))\[\d+\]\.?([a-z_]*)/.exec(
    path,
  );
  if (item === null) return "stock_data";
  if (SHARED_KEYS.has(item[2] ?? "")) return "every-item";
  if (item[1]?.startsWith("trending")) return "trends";
  return item[1]?.startsWith("surging") ? "surges" : "highs-and-lows";
}

function joined(parent: string, key: string): string {
  if (parent === "" || key === "") return parent + key;
  return key.startsWith("[") ? `${parent}${key}` : `${parent}.${key}`;
}
