import { heapStats } from "bun:jsc";
import { expect, test } from "bun:test";
import { asEpochUs, asSlot, EventText, FrameWriter } from "#codec";
import { highLowSlot } from "../testing/event-slots.ts";
import { InProcessView, TEN_O_CLOCK_US } from "../testing/in-process-view.ts";
import { EdgeFrame } from "./edge-frame.ts";
import { FeedHistory } from "./feed-history.ts";
import { FrameRow, LIST_HIGHS } from "./frame-row.ts";

const FRAMES = 60;
const ROWS_PER_FRAME = 100;

/** Strings that are alive on this thread: collected until another collection finds no more to free. */
function liveStrings(): number {
  for (let strings = Number.POSITIVE_INFINITY; ; ) {
    Bun.gc(true);
    const left = heapStats().objectTypeCounts.string ?? 0;
    if (left >= strings) return strings;
    strings = left;
  }
}

test("a held row is one string, not the pieces that its text was put together from", () => {
  const view = new InProcessView();
  const writer = new FrameWriter(view.symbols, new EventText("UTC"));
  const { symbolId } = view.parts("AAPL");
  const rowAt = (recordSeq: number) => {
    const epochUs = TEN_O_CLOCK_US + recordSeq * 1234;
    const slot = highLowSlot({ symbolId, epochUs, recordSeq, price: 10 + recordSeq / 7 });
    return new FrameRow(slot, asSlot(0), LIST_HIGHS, "AAPL", writer.item(slot, 0));
  };
  const feed = new FeedHistory("run-1", FRAMES, 100_000_000);
  const before = liveStrings();
  for (let seq = 1; seq <= FRAMES; seq++) {
    const rows = Array.from({ length: ROWS_PER_FRAME }, (_, i) => rowAt(seq * ROWS_PER_FRAME + i));
    feed.addFrame(new EdgeFrame(rows, "{}", asEpochUs(0), seq));
  }
  const strings = liveStrings() - before;
  const rows = feed.size * ROWS_PER_FRAME;
  expect(rows).toBe(FRAMES * ROWS_PER_FRAME);
  expect(feed.bytes).toBeGreaterThan(rows * 500);
  // What other tests have left behind may go meanwhile: some hundred strings.
  expect(strings).toBeGreaterThan(0.9 * rows);
  expect(strings).toBeLessThan(2 * rows);
});
