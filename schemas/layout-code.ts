/** The layout of records and events as constants, made of tick.fbs and event.fbs. */
import type { FbsEnum, FbsField, FbsFile, FbsStruct } from "./fbs.ts";

/** Constants whose names are older than the rule PREFIX_FIELD and say the same in fewer words. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ["RECORD_RECORD_SEQ", "RECORD_SEQ"],
  ["HIGHLOW_SIGNIFICANCE_SCORE", "HIGHLOW_SIGNIFICANCE"],
  ["SURGE_DAILY_SURGE_COUNT", "SURGE_DAILY_COUNT"],
  ["SESSION_SESSION_DATE", "SESSION_DATE"],
]);
/** Prefix of an enum's constants; RecordKind and EventKind have no constant for None. */
const ENUM_PREFIXES: ReadonlyMap<string, string> = new Map([
  ["RecordKind", "KIND"],
  ["EventKind", "EVENT"],
  ["Side", "SIDE"],
]);
/** The array of a slot view that has a field, which is also the suffix of its constant. */
export type Width = "u8" | "u32" | "f64";
/** By scalar type. */
const ELEMENTS: ReadonlyMap<string, { width: Width; bytes: number }> = new Map([
  ["ubyte", { width: "u8", bytes: 1 }],
  ["uint", { width: "u32", bytes: 4 }],
  ["double", { width: "f64", bytes: 8 }],
]);

/** A field that hot code reads and writes, and its constant. */
export interface LayoutField {
  readonly struct: string;
  readonly field: FbsField;
  readonly constant: string;
  /** Elements of `width` from the start of the slot. */
  readonly element: number;
  readonly width: Width;
}

/** The fields of `file` that have a constant: all but the header of a slot and what is reserved. */
export function layoutFields(file: FbsFile): LayoutField[] {
  return file.structs.flatMap((struct) => {
    return struct.fields.flatMap((field) => {
      const element = ELEMENTS.get(field.type);
      if (/^reserved\d*$/.test(field.name) || isStruct(file, field.type)) return [];
      if (element === undefined || field.count !== 1) {
        throw new Error(`Invariant: ${struct.name}.${field.name} is a ubyte, a uint or a double`);
      }
      const long = `${prefixOf(struct)}_${field.name.toUpperCase()}`;
      const { width, bytes } = element;
      const constant = `${SHORT_NAMES.get(long) ?? long}_${width.toUpperCase()}`;
      return [{ struct: struct.name, field, constant, element: field.offset / bytes, width }];
    });
  });
}

function isStruct(file: FbsFile, type: string): boolean {
  return file.structs.some((each) => each.name === type);
}

/** `HighLowEvent` -> `HIGHLOW`. */
function prefixOf(struct: FbsStruct): string {
  return struct.name.replace(/(Header|Event)$/, "").toUpperCase();
}

/** The text of a layout module; `slot`: prefix of the constants that say how long one is. */
export function layoutModule(source: string, slot: string, file: FbsFile): string {
  const slotBytes = new Set(
    file.structs.filter((struct) => !struct.name.endsWith("Header")).map(({ bytes }) => bytes),
  );
  const [bytes = 0] = slotBytes;
  if (slotBytes.size !== 1 || bytes % 64 !== 0) {
    throw new Error(`Invariant: the structs of ${source} are as long as a slot, a multiple of 64`);
  }
  return [
    `// @generated from ${source}`,
    "",
    "/** Bytes of one slot, a multiple of 64. */",
    `export const ${slot}_BYTES = ${bytes};`,
    "/** Float64 elements of one slot. */",
    `export const ${slot}_F64 = ${bytes / 8};`,
    "/** Uint32 elements of one slot. */",
    `export const ${slot}_U32 = ${bytes / 4};`,
    ...file.structs.flatMap(({ name }) => [
      "",
      `// ${name}`,
      ...layoutFields(file)
        .filter(({ struct }) => struct === name)
        .map(({ constant, element }) => `export const ${constant} = ${element};`),
    ]),
    ...file.enums.flatMap(enumConstants),
    "",
  ].join("\n");
}

function enumConstants({ name, members }: FbsEnum): string[] {
  const prefix = ENUM_PREFIXES.get(name);
  if (prefix === undefined) throw new Error(`Invariant: the constants of ${name} have a prefix`);
  const named = members.filter(([member]) => member !== "None" || !name.endsWith("Kind"));
  return [
    "",
    `// ${name}`,
    ...named.map(([member, value]) => `export const ${prefix}_${member.toUpperCase()} = ${value};`),
  ];
}
