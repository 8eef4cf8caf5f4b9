/** A tape of made-up trades that is the same on every machine. */
import { asSlot, TapeWriter } from "#codec";
import { OneThreadPipeline } from "../one-thread-pipeline.ts";

const SYMBOLS = 600;
const BATCH = 1024;
/** The tape's own date; nothing depends on it. */
const CREATED_EPOCH_US = Date.UTC(2025, 6, 29) * 1000;

/** Writes a tape of at least `ticks` trades, about 600 a second of event time; returns how many. */
export async function writeFixedTape(path: string, ticks: number): Promise<number> {
  const market = await OneThreadPipeline.make(SYMBOLS, 1);
  const tape = new TapeWriter(path, {
    origin: "bench before-after",
    calendar: "us-equities",
    createdEpochUs: CREATED_EPOCH_US,
  });
  while (market.recordSeq < ticks) {
    market.prepare(BATCH);
    for (let i = 0; i < BATCH; i++) tape.append(market.ticks, asSlot(i), market.symbolAt(i));
  }
  tape.close();
  return market.recordSeq;
}
