/** Known answers of tape-block-builder.ts: symbols, slots and full blocks. */
import { BLOCK_RECORDS, SYMBOL_UNITS_MAX } from "#codec";
import type { Observe, Probe } from "#schemas";
import { TapeBlockBuilder } from "./tape-block-builder.ts";

export const TAPE_BLOCK_BUILDER_PROBE: Probe = {
  name: "tape-block-builder",
  stage: "source",
  file: "engine/sources/tape-block-builder.ts",
  needs: ["tape-format"],
  run: (observe: Observe): void => {
    const builder = new TapeBlockBuilder();
    const { view } = builder;
    observe("view", "slots, and bytes of one", [view.u8.length / view.slotBytes, view.slotBytes]);
    observe("records", "at first", builder.records);
    observe("isFull", "at first", builder.isFull);
    const longest = "L".repeat(SYMBOL_UNITS_MAX);
    for (const text of ["A", "B", "A", "", longest, `${longest}L`, "C", "B"]) {
      observe("symbolId", JSON.stringify(text), builder.symbolId(text));
    }
    builder.commit();
    builder.commit();
    observe("commit", "records", builder.records);
    const block = builder.take();
    observe("take", "records and symbols of the block", [block.records, block.symbols]);
    observe("take", "the block has the slots that were written", block.view === view);
    observe("take", "the next block has others", builder.view !== view);
    observe("take", "how many others", builder.view.u8.length / builder.view.slotBytes);
    observe("take", "the next block is empty", builder.records);
    observe("symbolId", "symbols are kept", builder.symbolId("B"));
    for (let i = 0; i < BLOCK_RECORDS - 1; i++) builder.commit();
    observe("isFull", "one record before", builder.isFull);
    builder.commit();
    observe("isFull", "at the last record", builder.isFull);
  },
};
