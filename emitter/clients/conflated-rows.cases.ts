/** Known answers of conflated-rows.ts. */
import { asSymbolId } from "#codec";
import { type Observe, of } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import { ConflatedRows } from "./conflated-rows.ts";

function row(symbolId: number, list: number, text: string): FrameRow {
  return rowOf({ symbolId: asSymbolId(symbolId), list, text });
}

export default function run(observe: Observe): void {
  const rows = new ConflatedRows(3);
  const texts = (max = 99) => rows.oldest(max).map(({ text }) => text);
  const keep = (symbolId: number, list: number, text: string) => {
    return rows.keep(row(symbolId, list, text))?.text ?? "nothing";
  };
  observe(of(ConflatedRows, "constructor"), "bound", [rows.rowsMax, rows.size], [3, 0]);
  observe(of(ConflatedRows, "keep"), "the first", keep(1, 0, "a"), "nothing");
  // Neighbours whose keys would meet if lists or symbols were counted wrongly.
  observe("keyOf", "another list of the symbol", keep(1, 5, "b"), "nothing");
  observe("keyOf", "the first list of the next symbol", keep(2, 0, "c"), "nothing");
  observe(of(ConflatedRows, "size"), "three", rows.size, 3);
  observe(of(ConflatedRows, "oldest"), "in order", texts(), ["a", "b", "c"]);
  observe(
    of(ConflatedRows, "oldest"),
    "two, one, none",
    [texts(2), texts(1), texts(0)],
    [["a", "b"], ["a"], []],
  );
  observe(of(ConflatedRows, "keep"), "a newer one of the same", keep(1, 0, "a2"), "a");
  observe(of(ConflatedRows, "keep"), "moves to the end", texts(), ["b", "c", "a2"]);
  observe(of(ConflatedRows, "keep"), "no room: the oldest leaves", keep(3, 1, "d"), "b");
  observe(of(ConflatedRows, "keep"), "who is left", texts(), ["c", "a2", "d"]);
  const [oldest] = rows.oldest(1);
  rows.forget([oldest!, row(1, 0, "a stranger")]);
  observe(of(ConflatedRows, "forget"), "only what it gave", texts(), ["a2", "d"]);
  keep(4, 2, "e");
  observe(of(ConflatedRows, "clear"), "how many", rows.clear([1, 2]), 2);
  observe(of(ConflatedRows, "clear"), "who is left", texts(), ["a2"]);
  const wide = new ConflatedRows(9);
  wide.keep(row(1, 1, "a"));
  observe("keyOf", "symbols far apart", wide.keep(row(7, 0, "b"))?.text ?? "nothing", "nothing");
  observe(of(ConflatedRows, "clear"), "none", [rows.clear([4]), rows.size], [0, 1]);
}
