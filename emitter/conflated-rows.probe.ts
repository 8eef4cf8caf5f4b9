/** Known answers of conflated-rows.ts. */
import { asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import { ConflatedRows } from "./conflated-rows.ts";
import type { FrameRow } from "./frame-row.ts";
import { rowOf } from "./probe-fixture.ts";

function row(symbolId: number, list: number, text: string): FrameRow {
  return rowOf({ symbolId: asSymbolId(symbolId), list, text });
}

function run(observe: Observe): void {
  const rows = new ConflatedRows(3);
  const texts = (max = 99) => rows.oldest(max).map(({ text }) => text);
  const keep = (symbolId: number, list: number, text: string) => {
    return rows.keep(row(symbolId, list, text))?.text ?? "nothing";
  };
  observe("constructor", "bound", [rows.rowsMax, rows.size]);
  observe("keep", "the first", keep(1, 0, "a"));
  // Neighbours whose keys would meet if lists or symbols were counted wrongly.
  observe("keyOf", "another list of the symbol", keep(1, 5, "b"));
  observe("keyOf", "the first list of the next symbol", keep(2, 0, "c"));
  observe("size", "three", rows.size);
  observe("oldest", "in order", texts());
  observe("oldest", "two, one, none", [texts(2), texts(1), texts(0)]);
  observe("keep", "a newer one of the same", keep(1, 0, "a2"));
  observe("keep", "moves to the end", texts());
  observe("keep", "no room: the oldest leaves", keep(3, 1, "d"));
  observe("keep", "who is left", texts());
  const [oldest] = rows.oldest(1);
  rows.forget([oldest!, row(1, 0, "a stranger")]);
  observe("forget", "only what it gave", texts());
  keep(4, 2, "e");
  observe("clear", "how many", rows.clear([1, 2]));
  observe("clear", "who is left", texts());
  const wide = new ConflatedRows(9);
  wide.keep(row(1, 1, "a"));
  observe("keyOf", "symbols far apart", wide.keep(row(7, 0, "b"))?.text ?? "nothing");
  observe("clear", "none", [rows.clear([4]), rows.size]);
}

export const conflatedRowsProbe: Probe = {
  name: "conflated-rows",
  stage: "send",
  file: "emitter/conflated-rows.ts",
  needs: ["frame-row"],
  run,
};
