/**
 * A source that makes ticks as fast as the ring takes them, without a socket: a module as a config
 * names it. 4,000 symbols, each about once a second of event time.
 */
import { asEpochUs } from "#codec";
import type { Source, SourceContext } from "#engine";
import { nextRandom } from "../load-random.ts";

const SYMBOLS = 4000;
const BATCH = 256;
/** Batches between two turns of the event loop. */
const BATCHES_PER_TURN = 16;
/** 2025-07-29 10:00 in New York. */
const START_EPOCH_US = Date.UTC(2025, 6, 29, 14, 0) * 1000;

/** Called by the engine. */
export function createSource({ name }: { name: string }): Source {
  return { name, provider: "Test", run };
}

async function run(context: SourceContext): Promise<void> {
  const { normaliser } = context;
  const symbols = Array.from({ length: SYMBOLS }, (_, i) => `S${i}`);
  const prices = Float64Array.from({ length: SYMBOLS }, (_, i) => 5 + (i % 400));
  let random = 12_345;
  let seq = 0;
  const tick = () => {
    const symbol = seq % SYMBOLS;
    random = nextRandom(random);
    prices[symbol]! *= 1 + (random / 4_294_967_296 - 0.5) * 0.004;
    const epochUs = asEpochUs(START_EPOCH_US + Math.floor((seq / SYMBOLS) * 1e6));
    normaliser.tick(symbols[symbol], prices[symbol], 100, epochUs, seq, true, 0, 0);
    seq += 1;
  };
  context.setState("connected", "");
  while (!context.stopRequested()) {
    for (let b = 0; b < BATCHES_PER_TURN && !context.stopRequested(); b++) {
      normaliser.receivedEpochUs = asEpochUs(
        performance.timeOrigin * 1000 + performance.now() * 1000,
      );
      for (let i = 0; i < BATCH; i++) tick();
      normaliser.flush();
      context.countFrame(BATCH);
      context.beat();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
