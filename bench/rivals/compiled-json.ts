/** fast-json-stringify for contract items: a writer compiled per kind, from the items themselves. */
import build, { type Schema } from "fast-json-stringify";

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

/** The schema that all `values` of one key satisfy. */
function schemaOf(values: readonly unknown[]): Schema {
  const types = [...new Set(values.map(typeOf))];
  const known = types.filter((type) => type !== "null");
  if (known.length === 0) return { type: "null" };
  // Texts and numbers in one key: written as JSON.stringify would.
  if (known.length > 1) return { title: "anything" } as Schema;
  const nullable = types.length > 1;
  if (known[0] !== "object") return { type: known[0] as "string", nullable };
  const objects = values.filter((value): value is Record<string, unknown> => {
    return typeOf(value) === "object";
  });
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const properties = keys.map((key): [string, Schema] => {
    const present = objects.filter((object) => key in object);
    return [key, schemaOf(present.map((object) => object[key]))];
  });
  return { type: "object", nullable, properties: Object.fromEntries(properties) };
}

/** Writes item i; items with the same keys share a compiled writer. */
export function compiledWriters(items: readonly object[]): (i: number) => string {
  const shapes = items.map((item) => Object.keys(item).join());
  const writers = new Map<string, (item: object) => string>();
  for (const shape of new Set(shapes)) {
    const alike = items.filter((_, i) => shapes[i] === shape);
    writers.set(shape, build(schemaOf(alike)));
  }
  const writerOf = items.map((_, i) => writers.get(shapes[i]!)!);
  return (i) => writerOf[i]!(items[i]!);
}
