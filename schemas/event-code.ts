/**
 * Code about an event's fields, made of the table in event.fbs: the table itself for what is cold; for
 * the frame writer's path straight code, because a loop over the table took an eighth longer per item.
 */
import type { FbsFile } from "./fbs.ts";
import { type LayoutField, layoutFields } from "./layout-code.ts";

/** How an item shows a number: as it is, as a count, as seconds, as a moment, or as a word. */
type Form = "number" | "count" | "seconds" | "moment" | "word";

/** A field that clients see. */
interface ItemField extends LayoutField {
  /** The object of the item that has it: that of the event's kind, or one inside. */
  readonly group: string;
  readonly key: string;
  /** `key` as problems name it. */
  readonly path: string;
  readonly unit: string;
  readonly form: Form;
  readonly isJoined: boolean;
}

/** The fields of the header, which every event has. */
const SHARED = "shared";
/** Units of which every number is legal. */
const UNCHECKED_UNITS: ReadonlySet<string> = new Set(["count"]);

/** The text of codec/generated/event-fields.ts. */
export function eventFieldsModule(event: FbsFile): string {
  const tapped = Map.groupBy(layoutFields(event).flatMap(tapRow), ({ struct }) => struct);
  return [
    "// @generated from event.fbs",
    "",
    "/** Fields that items show as the slot holds them; `at`: element of `width` in the slot. */",
    "export const ITEM_FIELDS = {",
    ...[...groupsOf(event)].flatMap(([group, fields]) => list(group, fields.map(itemRow))),
    "} as const;",
    "",
    "/** Fields that `bun run tap` shows. */",
    "export const TAP_FIELDS = {",
    ...[...tapped].flatMap(([struct, rows]) =>
      list(
        groupOf(struct),
        rows.map(({ text }) => text),
      ),
    ),
    "} as const;",
    "",
  ].join("\n");
}

function list(name: string, rows: readonly string[]): string[] {
  return [`  ${name}: [`, ...rows.map((row) => `    { ${row} },`), "  ],"];
}

function itemRow({ key, unit, form, width, element }: ItemField): string {
  const texts = Object.entries({ key, unit, form, width });
  return `${texts.map(([name, text]) => `${name}: "${text}", `).join("")}at: ${element}`;
}

function tapRow({
  struct,
  field,
  width,
  element,
}: LayoutField): { struct: string; text: string }[] {
  const tap = field.attributes.get("tap");
  if (tap === undefined) return [];
  const name = tap === "" ? camelCase(field.name) : tap;
  return [{ struct, text: `name: "${name}", width: "${width}", at: ${element}` }];
}

/** The text of codec/generated/field-ranges.ts. */
export function fieldRangesModule(event: FbsFile): string {
  const groups = groupsOf(event);
  const shared = groups.get(SHARED) ?? [];
  const functions = [...groups].flatMap(([group, fields]) => {
    if (group === SHARED) return [];
    // One function for all fields of an event: a call more is felt where this is called.
    const isEvent = fields.every(({ key, path }) => key === path);
    return rangeFunction(group, isEvent ? [...shared, ...fields] : fields);
  });
  return [
    "// @generated from event.fbs",
    'import * as units from "../frame/event-units.ts";',
    'import type { SlotView } from "../layout/slot-view.ts";',
    'import * as layout from "./event-layout.ts";',
    ...functions,
    "",
  ].join("\n");
}

function rangeFunction(group: string, fields: readonly ItemField[]): string[] {
  const checked = fields.filter(({ unit }) => !UNCHECKED_UNITS.has(unit));
  return [
    "",
    `/** Path of the first field that is out of its unit's range, "" for none. @hot */`,
    `export function ${group}Range(view: SlotView, slot: number): string {`,
    ...preamble(checked),
    ...checked.map((field) => {
      const check = `units.is${pascalCase(field.unit)}(${readOf(field)})`;
      return `  if (!${check}) return "${field.path}";`;
    }),
    '  return "";',
    "}",
  ];
}

/** The text of codec/generated/field-runs.ts. */
export function fieldRunsModule(event: FbsFile): string {
  const runs = [...groupsOf(event)].map(([group, fields]) => {
    const own = fields.filter(({ isJoined }) => !isJoined);
    const [first, ...others] = own;
    if (first === undefined) throw new Error(`Invariant: a field of ${group} is not joined`);
    return [
      "",
      ...others.map(({ key }) => `const ${constantOf(group, key)} = new AsciiPiece(',"${key}":');`),
      `/** Key of the first field that write${pascalCase(group)} writes; the caller's to write. */`,
      `export const ${group.toUpperCase()}_FIRST_KEY = ',"${first.key}":';`,
      `/** Writes the fields of ${group} that are not joined, the first key being written. @hot */`,
      `export function write${pascalCase(group)}(`,
      "  text: AsciiText,",
      "  start: number,",
      "  view: SlotView,",
      "  slot: number,",
      "): number {",
      ...preamble(own),
      `  let at = ${writeOf(first, "start")};`,
      ...others.map((field) => {
        return `  at = ${writeOf(field, `text.piece(at, ${constantOf(group, field.key)})`)};`;
      }),
      "  return at;",
      "}",
    ];
  });
  return [
    "// @generated from event.fbs",
    'import { AsciiPiece, type AsciiText } from "../text/ascii-text.ts";',
    'import { writeNumber, writeSeconds6, writeWhole } from "../text/number-text.ts";',
    'import type { SlotView } from "../layout/slot-view.ts";',
    'import * as layout from "./event-layout.ts";',
    ...runs.flat(),
    "",
  ].join("\n");
}

function writeOf(field: ItemField, at: string): string {
  switch (field.form) {
    case "number":
      return `writeNumber(text, ${at}, ${readOf(field)})`;
    case "count":
      return `writeWhole(text, ${at}, ${readOf(field)})`;
    case "seconds":
      return `writeNumber(text, ${at}, ${readOf(field)} / 1e6)`;
    case "moment":
      return `writeSeconds6(text, ${at}, ${readOf(field)})`;
    case "word":
      throw new Error(`Invariant: ${field.struct}.${field.field.name} is a word, which is joined`);
  }
}

/** Start of a slot in each array of a view. */
const SLOT_STARTS: readonly (readonly [width: string, name: string, elements: string])[] = [
  ["f64", "f", "EVENT_F64"],
  ["u32", "u", "EVENT_U32"],
  ["u8", "b", "EVENT_BYTES"],
];

/** What the lines that read `fields` stand on. */
function preamble(fields: readonly ItemField[]): string[] {
  const used = SLOT_STARTS.filter(([width]) => fields.some((field) => field.width === width));
  return [
    `  const { ${used.map(([width]) => width).join(", ")} } = view;`,
    ...used.map(([, name, elements]) => `  const ${name} = slot * layout.${elements};`),
  ];
}

function readOf({ width, constant }: ItemField): string {
  const start = SLOT_STARTS.find((each) => each[0] === width)?.[1];
  return `${width}[${start} + layout.${constant}]`;
}

/** Fields of items by the object that has them. */
function groupsOf(event: FbsFile): Map<string, ItemField[]> {
  return Map.groupBy(layoutFields(event).flatMap(itemField), ({ group }) => group);
}

function itemField(field: LayoutField): ItemField[] {
  const { attributes, name, type } = field.field;
  const unit = attributes.get("unit");
  const path = attributes.get("item") ?? name;
  if (unit === undefined) {
    const stray = ["item", "joined"].filter((attribute) => attributes.has(attribute));
    if (stray.length > 0) throw new Error(`Invariant: ${field.struct}.${name} has a unit`);
    return [];
  }
  const [key = "", inside] = path.split(".").toReversed();
  const group = inside === undefined ? groupOf(field.struct) : camelCase(inside);
  const form = formOf(type, unit);
  return [{ ...field, group, key, path, unit, form, isJoined: attributes.has("joined") }];
}

/** `HighLowEvent` -> `highLow`; the header is what all kinds share. */
function groupOf(struct: string): string {
  if (struct === "EventHeader") return SHARED;
  return struct.charAt(0).toLowerCase() + struct.slice(1).replace(/Event$/, "");
}

function formOf(type: string, unit: string): Form {
  if (type === "ubyte") return "word";
  if (type === "uint") return "count";
  if (unit === "duration_us") return "seconds";
  return unit === "epoch_us" ? "moment" : "number";
}

function constantOf(group: string, key: string): string {
  return `${group}_${key}`.toUpperCase();
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}
