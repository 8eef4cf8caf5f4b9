/** Pins every offset of record-layout.ts to the structs of schemas/tick.fbs. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { wire } from "#schemas";
import { fieldsOf, offsetsOf, pinProblem } from "./layout-pins.ts";
import * as layout from "./record-layout.ts";
import { RECORD_PINS } from "./record-pins.ts";

const offsets = layout as unknown as Record<string, number>;

describe("record layout", () => {
  test("a slot is as long as each struct", () => {
    for (const Struct of [wire.Tick, wire.Bar, wire.Fmv]) {
      expect(Struct.sizeOf()).toBe(layout.RECORD_BYTES);
      const struct = new Struct();
      expect(struct.header()?.bb_pos).toBe(struct.bb_pos);
    }
    expect(layout.RECORD_F64 * 8).toBe(layout.RECORD_BYTES);
    expect(layout.RECORD_U32 * 4).toBe(layout.RECORD_BYTES);
    expect(layout.RECORD_BYTES % 64).toBe(0);
  });

  test("every offset is pinned, and every field of the schema has an offset", () => {
    const pinned = RECORD_PINS.flatMap(([, pins]) => Object.keys(pins)).sort();
    expect(pinned).toEqual(offsetsOf(layout));
    for (const [Struct, pins] of RECORD_PINS) {
      expect(Object.values(pins).sort()).toEqual(fieldsOf(Struct));
    }
  });

  for (const [Struct, pins] of RECORD_PINS) {
    test(`${(Struct as unknown as { name: string }).name}: layout and accessors agree`, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.entries(pins)),
          fc.nat(2),
          fc.double(),
          fc.nat(255),
          ([constant, getter], slot, value, fill) => {
            const offset = offsets[constant] as number;
            const bytes = layout.RECORD_BYTES;
            const problem = pinProblem(Struct, bytes, constant, offset, getter, slot, value, fill);
            expect(problem).toBe("");
          },
        ),
        { numRuns: 400 },
      );
    });
  }

  test("an offset that is one too far is found", () => {
    for (const [Struct, pins] of RECORD_PINS) {
      for (const [constant, getter] of Object.entries(pins)) {
        const wrong = (offsets[constant] as number) + 1;
        const found = pinProblem(Struct, layout.RECORD_BYTES, constant, wrong, getter, 1, 77, 1);
        expect(found).toContain(constant);
      }
    }
  });

  test("kinds are those of the schema", () => {
    expect(layout.KIND_TICK as number).toBe(wire.RecordKind.Tick);
    expect(layout.KIND_BAR as number).toBe(wire.RecordKind.Bar);
    expect(layout.KIND_FMV as number).toBe(wire.RecordKind.Fmv);
  });
});
