/**
 * Code about an event's fields, made of the table in event.fbs: the table itself for what is cold; for
 * the frame writer's path straight code, because a loop over the table took an eighth longer per item.
 */
import {
  camelCase,
  groupOf,
  groupsOf,
  type ItemField,
  objectsOf,
  pascalCase,
} from "./event-table.ts";
import type { FbsFile } from "./fbs.ts";
import { type LayoutField, layoutFields } from "./layout-code.ts";

/** Types of the contract by group. */
const ITEM_TYPES: ReadonlyMap<string, string> = new Map([
  ["highLow", "HighLowItem"],
  ["reversalInfo", "ReversalInfo"],
  ["trend", "TrendItem"],
  ["surge", "SurgeItem"],
]);

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

/** The text of codec/generated/item-parts.ts. */
export function itemPartsModule(event: FbsFile): string {
  const parts = objectsOf(event).flatMap(([group, fields]) => {
    const type = ITEM_TYPES.get(group);
    if (type === undefined) throw new Error(`Invariant: the type of ${group} is known`);
    const keys = fields.map(({ key }) => `"${key}"`).join(" | ");
    return [
      "",
      "/** The fields that an item shows as the slot holds them. */",
      `export function ${group}Part(view: SlotView, slot: number): Pick<${type}, ${keys}> {`,
      ...preamble(fields),
      "  return {",
      ...fields.map((field) => `    ${field.key}: ${shownOf(field, type)},`),
      "  };",
      "}",
    ];
  });
  return [
    "// @generated from event.fbs",
    `import type { ${[...new Set(ITEM_TYPES.values())].join(", ")} } from "#schemas";`,
    'import { UNIT_WORDS } from "../frame/event-units.ts";',
    'import type { SlotView } from "../layout/slot-view.ts";',
    'import * as layout from "./event-layout.ts";',
    ...parts,
    "",
  ].join("\n");
}

function shownOf(field: ItemField, type: string): string {
  const value = readOf(field);
  switch (field.form) {
    case "seconds":
    case "moment":
      return `${value} / 1e6`;
    case "word":
      return `UNIT_WORDS.${field.unit}[${value}] as ${type}["${field.key}"]`;
    default:
      return value;
  }
}

/** The text of codec/generated/field-ranges.ts. */
export function fieldRangesModule(event: FbsFile): string {
  const functions = objectsOf(event).flatMap(([group, fields]) => rangeFunction(group, fields));
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
  const runs = [...groupsOf(event)].flatMap(([group, fields]) => {
    const own = fields.filter(({ isJoined }) => !isJoined);
    return [
      "",
      ...own.map(({ key }) => `const ${constantOf(group, key)} = new AsciiPiece(',"${key}":');`),
      `/** Writes the fields of ${group} that are not joined, each behind its key. @hot */`,
      ...(own.length === 0 ? emptyRun(group) : fullRun(group, own)),
    ];
  });
  return [
    "// @generated from event.fbs",
    'import { AsciiPiece, type AsciiText } from "../text/ascii-text.ts";',
    'import { writeNumber, writeSeconds6, writeWhole } from "../text/number-text.ts";',
    'import type { SlotView } from "../layout/slot-view.ts";',
    'import * as layout from "./event-layout.ts";',
    ...runs,
    "",
  ].join("\n");
}

/** All fields are joined: the function is there for the next one that is not, and costs nothing. */
function emptyRun(group: string): string[] {
  const parameters = "_text: AsciiText, at: number, _view: SlotView, _slot: number";
  return [
    `export function write${pascalCase(group)}(${parameters}): number {`,
    "  return at;",
    "}",
  ];
}

function fullRun(group: string, fields: readonly ItemField[]): string[] {
  const parameters = "text: AsciiText, start: number, view: SlotView, slot: number";
  return [
    `export function write${pascalCase(group)}(${parameters}): number {`,
    ...preamble(fields),
    "  let at = start;",
    ...fields.map((field) => {
      const valueAt = `text.piece(at, ${constantOf(group, field.key)})`;
      return `  at = ${writeOf(field, valueAt)};`;
    }),
    "  return at;",
    "}",
  ];
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

function constantOf(group: string, key: string): string {
  return `${group}_${key}`.toUpperCase();
}
