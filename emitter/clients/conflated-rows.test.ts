import { expect, test } from "bun:test";
import fc from "fast-check";
import { asSlot } from "#codec";
import { FrameRow, listOf, SESSION_LISTS } from "../frames/frame-row.ts";
import { highLowSlot, trendSlot } from "../testing/event-slots.ts";
import { ConflatedRows } from "./conflated-rows.ts";

function row(symbolId: number, isTrend: boolean, seq: number): FrameRow {
  const parts = { symbolId, recordSeq: seq, epochUs: 1_753_797_600e6 + seq };
  const view = isTrend ? trendSlot(parts) : highLowSlot(parts);
  return new FrameRow(view, asSlot(0), listOf(view, asSlot(0)), `S${symbolId}`, String(seq));
}

test("keeps the newest row per symbol and list, oldest first, and every row leaves once", () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()) },
    fc.record({ take: fc.integer({ min: 0, max: 4 }) }),
    fc.constant("clear" as const),
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, rowsMax) => {
        const rows = new ConflatedRows(rowsMax);
        let model: FrameRow[] = [];
        let kept = 0;
        let left = 0;
        for (const [seq, one] of steps.entries()) {
          if (one === "clear") {
            const cleared = model.filter((each) => SESSION_LISTS.includes(each.list));
            model = model.filter((each) => !cleared.includes(each));
            expect(rows.clear(SESSION_LISTS)).toBe(cleared.length);
            left += cleared.length;
          } else if ("take" in one) {
            const taken = rows.oldest(one.take);
            expect(taken).toEqual(model.slice(0, one.take));
            rows.forget(taken);
            model.splice(0, taken.length);
            left += taken.length;
          } else {
            const newest = row(one[0], one[1], seq);
            const isSame = (each: FrameRow) => {
              return each.symbolId === newest.symbolId && each.list === newest.list;
            };
            const replaced = model.find(isSame);
            model = [...model.filter((each) => !isSame(each)), newest];
            const evicted = model.length > rowsMax ? model.shift() : undefined;
            expect(rows.keep(newest)).toBe(replaced ?? evicted);
            kept += 1;
            if (replaced !== undefined || evicted !== undefined) left += 1;
          }
          expect(rows.oldest(100)).toEqual(model);
          expect(rows.size).toBe(model.length);
          expect(kept).toBe(left + rows.size);
        }
      },
    ),
  );
});
