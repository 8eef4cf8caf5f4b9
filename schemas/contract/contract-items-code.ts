/** The items of the contract as TypeScript, made of stock-data.schema.json. */
import stockData from "./stock-data.schema.json" with { type: "json" };

/** The parts of JSON Schema that the items use. */
interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly unknown[];
}

const DEFINITIONS: Readonly<Record<string, Schema>> = stockData.definitions;
/** Definitions that become interfaces, by name. */
const INTERFACES: ReadonlyMap<string, string> = new Map([
  ["reversalInfo", "ReversalInfo"],
  ["highLowItem", "HighLowItem"],
  ["trendItem", "TrendItem"],
  ["surgeItem", "SurgeItem"],
]);
const TYPES: ReadonlyMap<string, string> = new Map([
  ["number", "number"],
  ["integer", "number"],
  ["string", "string"],
  ["boolean", "boolean"],
  ["null", "null"],
]);

/** The text of generated/contract-items.ts. */
export function contractItemsModule(): string {
  const interfaces = [...INTERFACES].map(([definition, name]) => interfaceOf(definition, name));
  return `// @generated from stock-data.schema.json\n${interfaces.join("")}`;
}

function interfaceOf(definition: string, name: string): string {
  const { description = "", properties = {}, required = [] } = DEFINITIONS[definition] ?? {};
  const members = Object.entries(properties).map(([key, schema]) => {
    const said = schema.description ?? definitionOf(schema)?.description ?? "";
    const comment = said === "" ? "" : `  /** ${said} */\n`;
    return `${comment}  ${key}${required.includes(key) ? "" : "?"}: ${typeOf(schema)};\n`;
  });
  return `\n/** ${description} */\nexport interface ${name} {\n${members.join("")}}\n`;
}

function definitionOf({ $ref }: Schema): Schema | undefined {
  return $ref === undefined ? undefined : DEFINITIONS[nameOf($ref)];
}

function nameOf(ref: string): string {
  return ref.replace("#/definitions/", "");
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type ?? []].flat();
  const name = schema.$ref === undefined ? undefined : INTERFACES.get(nameOf(schema.$ref));
  const definition = definitionOf(schema);
  if (name !== undefined) {
    const isNullable = definition?.type?.includes("null") === true;
    return isNullable ? `${name} | null` : name;
  }
  if (definition !== undefined) return typeOf(definition);
  return types.map(typeWord).join(" | ");
}

function typeWord(type: string): string {
  const word = TYPES.get(type);
  if (word === undefined) throw new Error(`Invariant: ${type} is a type of an item's key`);
  return word;
}
