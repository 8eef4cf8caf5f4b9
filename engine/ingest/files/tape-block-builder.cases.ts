/** Known answers of tape-block-builder.ts: symbols, slots and full blocks. */
import { BLOCK_RECORDS, SYMBOL_UNITS_MAX } from "#codec";
import { type Observe, of } from "#schemas";
import { TapeBlockBuilder } from "./tape-block-builder.ts";

export default function cases(observe: Observe): void {
  const builder = new TapeBlockBuilder();
  const { view } = builder;
  observe(
    of(TapeBlockBuilder, "view"),
    "slots, and bytes of one",
    [view.u8.length / view.slotBytes, view.slotBytes],
    [4096, 128],
  );
  observe(of(TapeBlockBuilder, "records"), "at first", builder.records, 0);
  observe(of(TapeBlockBuilder, "isFull"), "at first", builder.isFull, false);
  const longest = "L".repeat(SYMBOL_UNITS_MAX);
  for (const text of ["A", "B", "A", "", longest, `${longest}L`, "C", "B"]) {
    observe(of(TapeBlockBuilder, "symbolId"), JSON.stringify(text), builder.symbolId(text));
  }
  builder.commit();
  builder.commit();
  observe(of(TapeBlockBuilder, "commit"), "records", builder.records, 2);
  const block = builder.take();
  observe(
    of(TapeBlockBuilder, "take"),
    "records and symbols of the block",
    [block.records, block.symbols],
    [2, ["", "A", "B", "LLLLLLLLLLLLLLLL", "C"]],
  );
  observe(
    of(TapeBlockBuilder, "take"),
    "the block has the slots that were written",
    block.view === view,
    true,
  );
  observe(of(TapeBlockBuilder, "take"), "the next block has others", builder.view !== view, true);
  observe(
    of(TapeBlockBuilder, "take"),
    "how many others",
    builder.view.u8.length / builder.view.slotBytes,
    4096,
  );
  observe(of(TapeBlockBuilder, "take"), "the next block is empty", builder.records, 0);
  observe(of(TapeBlockBuilder, "symbolId"), "symbols are kept", builder.symbolId("B"), 2);
  for (let i = 0; i < BLOCK_RECORDS - 1; i++) builder.commit();
  observe(of(TapeBlockBuilder, "isFull"), "one record before", builder.isFull, false);
  builder.commit();
  observe(of(TapeBlockBuilder, "isFull"), "at the last record", builder.isFull, true);
}
