/** Known answers of tape-replay.ts: what a block is counted as, and how its records are handed over. */
import {
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  type TapeBlock,
  TICK_PRICE_F64,
} from "#codec";
import type { Observe } from "#schemas";
import { FixtureContext } from "../testing/cases-fixture.ts";
import { countBadBlock, replayBlocks } from "./tape-replay.ts";

const T_US = Date.UTC(2024, 5, 3, 15) * 1000;

/** `count` records, `stepMs` of event time apart, of symbols 0, 1, 2, 0, 1, 2, … and once of 9. */
function blockOf(
  firstSeq: number,
  count: number,
  symbols: readonly string[],
  stepMs = 0,
): TapeBlock {
  const view = privateSlots(count, RECORD_BYTES);
  for (let slot = 0; slot < count; slot++) {
    const at = slot * RECORD_F64;
    view.f64[at + RECORD_SEQ_F64] = firstSeq + slot;
    view.f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = T_US + slot * stepMs * 1000;
    view.f64[at + TICK_PRICE_F64] = 100 + slot;
    view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] = slot === 3 ? 9 : slot % 3;
  }
  return { view, records: count, symbols };
}

/** Keeps the thread busy for longer than it may be. */
function busyContext(): FixtureContext {
  const context = new FixtureContext();
  const beat = () => {
    const endMs = performance.now() + 55;
    while (performance.now() < endMs);
  };
  return Object.assign(context, { beat });
}

/** A context that stops when it has been asked `calls` times whether to. */
function stoppingAfter(calls: number): FixtureContext {
  const context = new FixtureContext();
  let left = calls;
  Object.assign(context, { stopRequested: () => left-- <= 0 });
  return context;
}

async function observeBlocks(observe: Observe): Promise<void> {
  const context = new FixtureContext();
  const blocks = [blockOf(40, 5, ["", "A", "B"]), blockOf(90, 2, ["", "A", "B", "C", "D"])];
  observe(replayBlocks, "reached the end", await replayBlocks(context, blocks, "max"), true);
  const notes = context.notes.take();
  observe("countFrame", "counts of a block", notes.slice(0, 4), [
    ["enter", "source", 1],
    ["leave", "source", 1],
    ["produce", "source", 1],
    ["enter", "decode", 1],
  ]);
  observe("block", "the block leaves, its symbols are interned", notes.slice(4, 7), [
    ["leave", "decode", 1],
    ["internSymbol", "A"],
    ["internSymbol", "B"],
  ]);
  observe("#handOver", "records of the first block", notes.slice(7, 19));
  observe("block", "the second block", notes.slice(19));
  observe("block", "beats, one per batch", context.beats, 2);
  const many = new FixtureContext();
  await replayBlocks(many, [blockOf(0, 600, ["", "A", "B"])], "max");
  const flushes = many.notes.take().filter((note) => String(note) === "flush").length;
  observe("block", "batches of 600 records", [flushes, many.beats], [3, 3]);
  const none = new FixtureContext();
  observe(
    replayBlocks,
    "no block",
    [await replayBlocks(none, [], "max"), none.notes.take()],
    [true, []],
  );
  const bad = new FixtureContext();
  countBadBlock(bad.ledger, "TAPE_TRUNCATED");
  observe(countBadBlock, "counts", bad.notes.take());
}

async function observeStops(observe: Observe): Promise<void> {
  for (const calls of [0, 1, 2, 3, 4, 5]) {
    const context = stoppingAfter(calls);
    const blocks = [blockOf(0, 300, ["", "A"]), blockOf(300, 1, ["", "A"])];
    const isWhole = await replayBlocks(context, blocks, "max");
    const encoded = context.notes.take().filter((note) => String(note).startsWith("encoded"));
    const functionName = calls === 5 ? replayBlocks : "block";
    observe(functionName, `stopped at look ${calls}`, [isWhole, encoded.length, context.beats]);
  }
}

async function observePace(observe: Observe): Promise<void> {
  // A clock that is late makes this slower, never different.
  let context = new FixtureContext();
  let tookMs = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && tookMs > 60; tries++) {
    context = new FixtureContext();
    const startMs = performance.now();
    await replayBlocks(context, [blockOf(0, 5, [""], 3)], 1);
    tookMs = performance.now() - startMs;
  }
  const encoded = context.notes.take().filter((note) => String(note).startsWith("encoded"));
  observe("block", "at speed 1, all handed over", encoded.length, 5);
  observe(
    "block",
    "at speed 1 it took the 12 ms, and not many more",
    tookMs >= 11 && tookMs <= 60,
    true,
  );
  observe("block", "at speed 1 it slept instead of looking", context.beats < 200, true);
  let isTurned = false;
  setTimeout(() => {
    isTurned = true;
  }, 0);
  await replayBlocks(busyContext(), [blockOf(0, 5, [""])], "max");
  observe("block", "a busy replay returns to the event loop", isTurned, true);
  const far = new FixtureContext();
  const stopped = replayBlocks(far, [blockOf(0, 8, [""], 3_600_000)], 1);
  setTimeout(() => far.abort.abort(), 1);
  observe("#sleep", "a long sleep is ended by the signal", await stopped, false);
  const early = new FixtureContext();
  let looks = 0;
  // Stops by the signal alone: the loop itself is told only later.
  Object.assign(early, { stopRequested: () => ++looks > 6 });
  early.abort.abort();
  const isWhole = await replayBlocks(early, [blockOf(0, 8, [""], 3_600_000)], 1);
  observe("#sleep", "none after the signal", [isWhole, looks], [false, 7]);
}

export default async function cases(observe: Observe): Promise<void> {
  await observeBlocks(observe);
  await observeStops(observe);
  await observePace(observe);
}
