/** The table of an event's fields in event.fbs, as the code that is made of it needs it. */
import type { FbsFile } from "./fbs.ts";
import { type LayoutField, layoutFields } from "./layout-code.ts";

/** How an item shows a number: as it is, as a count, as seconds, as a moment, or as a word. */
export type Form = "number" | "count" | "seconds" | "moment" | "word";

/** A field that clients see. */
export interface ItemField extends LayoutField {
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
/**
 * The objects of items with all their fields: each kind's has those of the header, too. One function for
 * all of them, because a call more is felt.
 */
export function objectsOf(event: FbsFile): [group: string, fields: readonly ItemField[]][] {
  const { [SHARED]: shared = [], ...others } = Object.fromEntries(groupsOf(event));
  return Object.entries(others).map(([group, fields]) => {
    const isInside = fields.some(({ key, path }) => key !== path);
    return [group, isInside ? fields : [...shared, ...fields]];
  });
}

/** Fields of items by the group that has them. */
export function groupsOf(event: FbsFile): Map<string, ItemField[]> {
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
export function groupOf(struct: string): string {
  if (struct === "EventHeader") return SHARED;
  return struct.charAt(0).toLowerCase() + struct.slice(1).replace(/Event$/, "");
}

function formOf(type: string, unit: string): Form {
  if (type === "ubyte") return "word";
  if (type === "uint") return "count";
  if (unit === "duration_us") return "seconds";
  return unit === "epoch_us" ? "moment" : "number";
}

export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}
