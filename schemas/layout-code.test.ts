/** The generated constants name the places that FlatBuffers' own accessors read and write. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ByteBuffer } from "flatbuffers";
import { type FbsField, parseFbs } from "./fbs.ts";
import * as wire from "./generated/wire/index.ts";
import { layoutFields } from "./layout-code.ts";

interface StructClass {
  new (): { __init(position: number, buffer: ByteBuffer): Record<string, unknown> };
  sizeOf(): number;
}

const FILES = ["tick", "event"].map((name) => join(import.meta.dir, `${name}.fbs`));
const LAYOUTS = ["record", "event"].map((name) => `../codec/generated/${name}-layout.ts`);
const ELEMENT_BYTES = { u8: 1, u32: 4, f64: 8 };

/** The constants as they stand in the generated code, which the tests of this folder cannot import. */
async function constants(): Promise<Map<string, number>> {
  const texts = LAYOUTS.map((path) => Bun.file(join(import.meta.dir, path)).text());
  const found = (await Promise.all(texts)).join("").matchAll(/export const (\w+) = (\d+);/g);
  return new Map([...found].map(([, name = "", value]) => [name, Number(value)]));
}

/** The bytes that the struct's mutator of `field` changes. */
function changedBytes(Struct: StructClass, { name }: FbsField): number[] {
  const bytes = new Uint8Array(Struct.sizeOf());
  const struct = new Struct().__init(0, new ByteBuffer(bytes));
  // No byte of these is 0: -1 as a whole number of any width, or a double without a zero byte.
  const value = bytesOfDouble(name, struct) ? -1.2345678901234567e-100 : 0xffffffff;
  (struct[`mutate_${name}`] as (value: number) => boolean).call(struct, value);
  return [...bytes.keys()].filter((at) => bytes[at] !== 0);
}

function bytesOfDouble(name: string, struct: Record<string, unknown>): boolean {
  return String(struct[`mutate_${name}`]).includes("writeFloat64");
}

const files = await Promise.all(FILES.map(async (path) => parseFbs(await Bun.file(path).text())));
const values = await constants();

describe.each(files.flatMap(({ structs }) => structs))("$name", ({ name, bytes, fields }) => {
  const Struct = (wire as unknown as Record<string, StructClass>)[name] as StructClass;

  test("is as long as FlatBuffers' struct", () => {
    expect(bytes).toBe(Struct.sizeOf());
  });

  test("every field has its accessor, and every accessor its field", () => {
    const accessors = Object.getOwnPropertyNames(Struct.prototype).filter((each) => {
      return each.startsWith("mutate_");
    });
    const scalars = fields.filter(({ name, type }) => /^[a-z]/.test(type) && name !== "reserved");
    expect(accessors.sort()).toEqual(scalars.map((field) => `mutate_${field.name}`).sort());
  });

  const own = files.flatMap(layoutFields).filter(({ struct }) => struct === name);
  test.each(own)("$constant", ({ field, constant, width }) => {
    const size = ELEMENT_BYTES[width];
    const start = (values.get(constant) ?? Number.NaN) * size;
    expect(changedBytes(Struct, field)).toEqual(Array.from({ length: size }, (_, i) => start + i));
  });
});

test("the numbers of the enums are FlatBuffers' own", () => {
  const expected = [
    ["KIND_TICK", wire.RecordKind.Tick],
    ["KIND_BAR", wire.RecordKind.Bar],
    ["KIND_FMV", wire.RecordKind.Fmv],
    ["EVENT_HIGH", wire.EventKind.High],
    ["EVENT_LOW", wire.EventKind.Low],
    ["EVENT_TREND", wire.EventKind.Trend],
    ["EVENT_SURGE", wire.EventKind.Surge],
    ["EVENT_SESSION", wire.EventKind.Session],
    ["SIDE_NONE", wire.Side.None],
    ["SIDE_UP", wire.Side.Up],
    ["SIDE_DOWN", wire.Side.Down],
  ] as const;
  for (const [name, value] of expected) expect([name, values.get(name)]).toEqual([name, value]);
  expect(values.get("RECORD_BYTES")).toBe(wire.Tick.sizeOf());
  expect(values.get("EVENT_BYTES")).toBe(wire.SurgeEvent.sizeOf());
});

test("what the reader does not know is an error", () => {
  const wrong = [
    "struct A { a: long; }",
    'struct A { a: ubyte (unit: "price"); }',
    "struct A { a ubyte; }",
    "union B { A }",
    "enum C : ubyte { One }",
  ];
  for (const text of wrong) expect(() => parseFbs(text)).toThrow("Invariant");
});
