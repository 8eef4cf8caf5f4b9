/** Cases of big-print.ts: which prints are big. `bun run diagnose --config` runs them, too. */
import { asSlot, EVENT_BYTES, privateSlots, SymbolTableWriter, symbolTableBytes } from "#codec";
import { EventWriter, RecordContext, SymbolStates, symbolStateBytes } from "#engine/detect";
import type { Observe } from "#schemas";
import { createDetector } from "./big-print.ts";

/** Which of the prints of these sizes are events. */
function bigOnes(sizes: readonly number[]): number[] {
  const symbols = new SymbolTableWriter(new SharedArrayBuffer(symbolTableBytes(1)));
  const context = new RecordContext(new SymbolStates(new ArrayBuffer(symbolStateBytes(1))));
  const view = privateSlots(1, EVENT_BYTES);
  const events = { view, claim: () => asSlot(0), commit: () => undefined };
  const emit = new EventWriter(events, symbols);
  Object.assign(context, { symbolId: symbols.intern("AAPL"), price: 10, epochUs: 1e15 });
  const detector = createDetector({ name: "big-print" });
  return sizes.filter((size) => {
    emit.begin();
    detector.onTick?.(Object.assign(context, { size }), emit);
    return emit.events > 0;
  });
}

export default function cases(observe: Observe): void {
  observe(createDetector, "the first print is usual", bigOnes([1e6]), []);
  observe(createDetector, "100 times the usual size", bigOnes([10, 999, 10, 1000]), []);
  observe(createDetector, "a usual size that follows", bigOnes([10, 10, 1000]), [1000]);
  observe(createDetector, "of nothing", bigOnes([0, 1e6]), []);
}
