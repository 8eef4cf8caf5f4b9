/** Pins every offset of event-layout.ts to the structs of schemas/event.fbs. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { wire } from "#schemas";
import * as layout from "./event-layout.ts";
import { EVENT_PINS } from "./event-pins.ts";
import { fieldsOf, offsetsOf, pinProblem } from "./layout-pins.ts";

const offsets = layout as unknown as Record<string, number>;

describe("event layout", () => {
  test("a slot is as long as each struct", () => {
    const structs = [wire.HighLowEvent, wire.TrendEvent, wire.SurgeEvent, wire.SessionEvent];
    for (const Struct of structs) {
      expect(Struct.sizeOf()).toBe(layout.EVENT_BYTES);
      const struct = new Struct();
      expect(struct.header()?.bb_pos).toBe(struct.bb_pos);
    }
    expect(layout.EVENT_F64 * 8).toBe(layout.EVENT_BYTES);
    expect(layout.EVENT_U32 * 4).toBe(layout.EVENT_BYTES);
    expect(layout.EVENT_BYTES % 64).toBe(0);
  });

  test("every offset is pinned, and every field of the schema has an offset", () => {
    const pinned = EVENT_PINS.flatMap(([, pins]) => Object.keys(pins)).sort();
    expect(pinned).toEqual(offsetsOf(layout));
    for (const [Struct, pins] of EVENT_PINS) {
      expect(Object.values(pins).sort()).toEqual(fieldsOf(Struct));
    }
  });

  for (const [Struct, pins] of EVENT_PINS) {
    test(`${(Struct as unknown as { name: string }).name}: layout and accessors agree`, () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...Object.entries(pins)),
          fc.nat(2),
          fc.double(),
          fc.nat(255),
          ([constant, getter], slot, value, fill) => {
            const offset = offsets[constant] as number;
            const bytes = layout.EVENT_BYTES;
            const problem = pinProblem(Struct, bytes, constant, offset, getter, slot, value, fill);
            expect(problem).toBe("");
          },
        ),
        { numRuns: 400 },
      );
    });
  }

  test("kinds and sides are those of the schema", () => {
    expect(layout.EVENT_HIGH as number).toBe(wire.EventKind.High);
    expect(layout.EVENT_LOW as number).toBe(wire.EventKind.Low);
    expect(layout.EVENT_TREND as number).toBe(wire.EventKind.Trend);
    expect(layout.EVENT_SURGE as number).toBe(wire.EventKind.Surge);
    expect(layout.EVENT_SESSION as number).toBe(wire.EventKind.Session);
    expect(layout.SIDE_NONE as number).toBe(wire.Side.None);
    expect(layout.SIDE_UP as number).toBe(wire.Side.Up);
    expect(layout.SIDE_DOWN as number).toBe(wire.Side.Down);
  });
});
