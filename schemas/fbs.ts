/**
 * Reads the structs and enums of our .fbs files: where each field lies, and the attributes it has.
 *
 * FlatBuffers lays a struct out as C does: a running sum, each field at a multiple of its own
 * alignment, the whole a multiple of the largest. layout-code.test.ts holds the result against the
 * accessors that the FlatBuffers compiler generated. Tables are skipped: they have no fixed layout.
 * What this reader does not know is an error, not a guess.
 */

/** A field of a struct. */
export interface FbsField {
  readonly name: string;
  /** Name of a scalar type or of a struct. */
  readonly type: string;
  /** Bytes from the start of the struct. */
  readonly offset: number;
  /** Elements; 1 unless the type is a fixed array. */
  readonly count: number;
  /** What stands in parentheses behind the type; "" for an attribute without a value. */
  readonly attributes: ReadonlyMap<string, string>;
}

export interface FbsStruct {
  readonly name: string;
  readonly bytes: number;
  readonly alignment: number;
  readonly fields: readonly FbsField[];
}

export interface FbsEnum {
  readonly name: string;
  readonly members: readonly (readonly [name: string, value: number])[];
}

export interface FbsFile {
  readonly structs: readonly FbsStruct[];
  readonly enums: readonly FbsEnum[];
}

/** Bytes of a scalar, which is its alignment, too. */
const SCALAR_BYTES: ReadonlyMap<string, number> = new Map([
  ["ubyte", 1],
  ["ushort", 2],
  ["uint", 4],
  ["double", 8],
]);

const DECLARATION =
  /\s*(?:(?<plain>namespace|root_type|attribute)\s+[^;]*;|(?<kind>enum|struct|table)\s+(?<name>\w+)\s*(?::\s*ubyte\s*)?\{(?<body>[^}]*)\})/y;
const FIELD =
  /^(?<name>\w+)\s*:\s*(?:(?<type>\w+)|\[(?<element>\w+):(?<count>\d+)\])\s*(?:\((?<attributes>[^)]*)\))?$/;
const ATTRIBUTE = /^(?<name>\w+)(?:\s*:\s*"(?<value>[^"]*)")?$/;

/** The structs and enums of the text of a .fbs file. Throws for what it cannot read. */
export function parseFbs(text: string): FbsFile {
  const source = text.replace(/\/\/.*$/gm, "").trimEnd();
  const attributes = new Set(
    [...source.matchAll(/attribute\s+"(\w+)"\s*;/g)].map(([, name]) => name),
  );
  const structs: FbsStruct[] = [];
  const enums: FbsEnum[] = [];
  DECLARATION.lastIndex = 0;
  while (DECLARATION.lastIndex < source.length) {
    const at = DECLARATION.lastIndex;
    const found = DECLARATION.exec(source)?.groups;
    if (found === undefined) {
      throw new Error(`Invariant: a declaration at "${source.slice(at, at + 40).trim()}"`);
    }
    const { kind, name = "", body = "" } = found;
    if (kind === "struct") structs.push(structOf(name, body, structs, attributes));
    if (kind === "enum") enums.push(enumOf(name, body));
  }
  return { structs, enums };
}

function structOf(
  name: string,
  body: string,
  known: readonly FbsStruct[],
  declared: ReadonlySet<string | undefined>,
): FbsStruct {
  const fields: FbsField[] = [];
  let end = 0;
  let alignment = 1;
  for (const statement of statements(body, ";")) {
    const field = FIELD.exec(statement)?.groups;
    if (field === undefined) throw new Error(`Invariant: a field, was "${statement}"`);
    const type = field.type ?? field.element ?? "";
    const size = sizeOf(type, known);
    const count = Number(field.count ?? 1);
    const offset = roundUp(end, size.alignment);
    const attributes = attributesOf(field.attributes ?? "", declared);
    fields.push({ name: field.name ?? "", type, offset, count, attributes });
    end = offset + size.bytes * count;
    alignment = Math.max(alignment, size.alignment);
  }
  return { name, bytes: roundUp(end, alignment), alignment, fields };
}

function sizeOf(type: string, known: readonly FbsStruct[]): { bytes: number; alignment: number } {
  const scalar = SCALAR_BYTES.get(type);
  if (scalar !== undefined) return { bytes: scalar, alignment: scalar };
  const struct = known.find((each) => each.name === type);
  if (struct === undefined) throw new Error(`Invariant: ${type} is a known type`);
  return struct;
}

function attributesOf(
  text: string,
  declared: ReadonlySet<string | undefined>,
): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const part of statements(text, ",")) {
    const { name = "", value = "" } = ATTRIBUTE.exec(part)?.groups ?? {};
    if (!declared.has(name)) throw new Error(`Invariant: a declared attribute, was "${part}"`);
    attributes.set(name, value);
  }
  return attributes;
}

function enumOf(name: string, body: string): FbsEnum {
  const members = statements(body, ",").map((statement) => {
    const [, member = "", value = ""] = /^(\w+)\s*=\s*(\d+)$/.exec(statement) ?? [];
    if (member === "") throw new Error(`Invariant: a member with its number, was "${statement}"`);
    return [member, Number(value)] as const;
  });
  return { name, members };
}

function statements(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function roundUp(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
