/** Real events of all kinds, found by the detectors in a made-up market. */
import { asSymbolId, EVENT_BYTES, type SlotView, type SymbolTableWriter } from "#codec";
import { OneThreadPipeline } from "./one-thread-pipeline.ts";

const SYMBOLS = 200;
const TICKS = 200 * 1024;

/** Fills `count` slots of `view` with the newest events, and `symbols` with their symbols. */
export async function sampleEvents(
  view: SlotView,
  count: number,
  symbols: SymbolTableWriter,
): Promise<void> {
  const pipeline = await OneThreadPipeline.make(SYMBOLS, count);
  for (let id = 1; id <= pipeline.symbols.count; id++)
    symbols.intern(pipeline.symbols.symbolOf(asSymbolId(id)));
  for (let done = 0; done < TICKS; done += 1024) {
    pipeline.prepare(1024);
    pipeline.route(1024);
  }
  if (pipeline.sink.events < count) throw new Error(`Invariant: at least ${count} events`);
  view.u8.set(pipeline.sink.view.u8.subarray(0, count * EVENT_BYTES));
}
