/** JSON Schemas of the contract as `components.schemas` of one document: references made to fit. */

/** Any JSON Schema. */
export type JsonSchema = Record<string, unknown>;

/** Where the schemas of a document stand. */
const HOME = "#/components/schemas/";

/**
 * `schemas` by component name, and the file name that other schemas know each by. `$id` and `$schema` go:
 * the document has one identity.
 */
export function componentSchemas(
  schemas: Readonly<Record<string, { file: string; schema: object }>>,
): Record<string, JsonSchema> {
  const nameOfFile = new Map(Object.entries(schemas).map(([name, { file }]) => [file, name]));
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { schema }]) => {
      const { $id: _id, $schema: _schema, ...rest } = schema as JsonSchema;
      return [name, rehomed(rest, name, nameOfFile) as JsonSchema];
    }),
  );
}

/** A copy in which every `$ref` leads into the document. */
function rehomed(value: unknown, name: string, nameOfFile: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => rehomed(entry, name, nameOfFile));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== "$ref" || typeof member !== "string") {
        return [key, rehomed(member, name, nameOfFile)];
      }
      const [file, pointer = ""] = member.split("#");
      const target = file === "" ? name : nameOfFile.get(file ?? "");
      if (target === undefined)
        throw new Error(`Invariant: ${member} leads to a schema of the document`);
      return [key, `${HOME}${target}${pointer}`];
    }),
  );
}

/** A reference to a component, or to a definition in it. */
export function refTo(name: string, definition?: string): { $ref: string } {
  return { $ref: `${HOME}${name}${definition === undefined ? "" : `/definitions/${definition}`}` };
}
