/** JSON objects whose members are not known yet. */

/** A JSON object: members by name. */
export type JsonTree = Record<string, unknown>;

/** Whether `value`, as JSON.parse gives it, is an object: neither null nor a list nor plain. */
export function isJsonTree(value: unknown): value is JsonTree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
