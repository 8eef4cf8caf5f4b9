/** For probes: every value of a JSON document, one by one, under its path. */
import type { Observe } from "./probe.ts";

/**
 * Reports each value of `value` under its path, `definitions.price.exclusiveMinimum`, and lists of
 * plain values as a whole. The path stands in for the function's name: a document has no functions.
 */
export function observePlaces(observe: Observe, value: unknown, path = ""): void {
  if (isPlain(value)) {
    observe(path, "value", value);
    return;
  }
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value as object)) {
    const named = path === "" ? key : `${path}.${key}`;
    observePlaces(observe, inner, isList ? `${path}[${key}]` : named);
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  const inner: unknown[] = Object.values(value);
  return inner.length === 0 || (Array.isArray(value) && inner.every((each) => !isObject(each)));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
