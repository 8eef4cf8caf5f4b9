/**
 * For tests: pins element offsets of a layout file against the accessors that FlatBuffers generated
 * from the schema. Both directions: what the layout writes the accessor reads, and the reverse.
 */
import { ByteBuffer } from "flatbuffers";
import { type SlotView, slotView } from "./slot-view.ts";

/** A generated struct class. */
export interface StructClass {
  new (): { __init(position: number, buffer: ByteBuffer): object };
  sizeOf(): number;
}

/** Constant of the layout file -> getter of the struct. */
export type Pins = Record<string, string>;

/** Slots of the memory that is pinned; an offset must hold in each. */
const SLOTS = 3;

type Method = (this: object, value?: number) => number;

function method(struct: object, name: string): Method {
  const found = (struct as Record<string, unknown>)[name];
  if (typeof found !== "function") throw new Error(`the generated struct has no ${name}()`);
  return found as Method;
}

const mutatorOf = (getter: string) =>
  `mutate_${getter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

function elementOf(view: SlotView, constant: string, offset: number, slot: number) {
  const width = /_(U8|U32|F64)$/.exec(constant)?.[1];
  if (width === "U8") return { array: view.u8, index: slot * view.slotBytes + offset };
  if (width === "U32") return { array: view.u32, index: (slot * view.slotBytes) / 4 + offset };
  if (width === "F64") return { array: view.f64, index: (slot * view.slotBytes) / 8 + offset };
  throw new Error(`${constant} does not say its width`);
}

/**
 * Writes `value` at `offset` and reads it with the accessor, and the reverse, in a slot of memory that
 * is otherwise filled with `fill`. Returns what differs, in words; "" when nothing does.
 */
export function pinProblem(
  Struct: StructClass,
  slotBytes: number,
  constant: string,
  offset: number,
  getter: string,
  slot: number,
  value: number,
  fill: number,
): string {
  const buffer = new ArrayBuffer(SLOTS * slotBytes);
  const view = slotView(buffer, 0, SLOTS, slotBytes);
  const { array, index } = elementOf(view, constant, offset, slot % SLOTS);
  const struct = new Struct().__init((slot % SLOTS) * slotBytes, new ByteBuffer(view.u8));

  view.u8.fill(fill);
  array[index] = value;
  const expected = array[index];
  const read = method(struct, getter).call(struct);
  if (!Object.is(read, expected)) return `${constant} wrote ${expected}, ${getter}() read ${read}`;

  view.u8.fill(fill);
  method(struct, mutatorOf(getter)).call(struct, value);
  const found = array[index];
  return Object.is(found, expected)
    ? ""
    : `${getter} wrote ${expected}, ${constant} found ${found}`;
}

/** The fields of a struct that a layout must name: all but the header and what is reserved. */
export function fieldsOf(Struct: StructClass): string[] {
  return Object.getOwnPropertyNames(Struct.prototype)
    .filter((name) => !/^(constructor|__init|header|mutate_.*|reserved\d*)$/.test(name))
    .sort();
}

/** The constants of a layout module that are offsets, by their suffix; sizes of a slot are none. */
export function offsetsOf(layout: Record<string, unknown>): string[] {
  return Object.keys(layout)
    .filter((name) => /_(U8|U32|F64)$/.test(name) && !/^(RECORD|EVENT)_(U32|F64)$/.test(name))
    .sort();
}
