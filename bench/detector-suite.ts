/** Route, channel and all three detectors, on one thread. */
import { OneThreadPipeline } from "./one-thread-pipeline.ts";
import type { Row, Size, Suite } from "./suite.ts";

const BATCH = 1024;

async function measured(symbols: number, size: Size): Promise<Row[]> {
  const pipeline = await OneThreadPipeline.make(symbols, 4096);
  const batches = size === "smoke" ? 8 : 4_000;
  const warmUp = size === "smoke" ? 0 : 1_000;
  let ns = 0;
  let bytesBefore = 0;
  for (let i = 0; i < batches + warmUp; i++) {
    pipeline.prepare(BATCH);
    if (i === warmUp) {
      Bun.gc(true);
      bytesBefore = process.memoryUsage().heapUsed;
      ns = 0;
    }
    const started = Bun.nanoseconds();
    pipeline.route(BATCH);
    ns += Bun.nanoseconds() - started;
  }
  const bytes = process.memoryUsage().heapUsed - bytesBefore;
  const ticks = batches * BATCH;
  return [
    {
      name: `all detectors, ${symbols} symbols`,
      nsPerOp: size === "smoke" ? Number.NaN : ns / ticks,
      checksum: `${pipeline.sink.events} events`,
    },
    {
      name: `heap growth, ${symbols} symbols`,
      nsPerOp: Number.NaN,
      value: Math.max(0, bytes) / ticks,
      unit: "bytes/tick",
      checksum: "",
    },
  ];
}

export const detectorSuite: Suite = {
  name: "detector",
  about: "a tick through route, channel, high/low, trend and surge, ledger on, one thread",
  run: async (size) => [...(await measured(100, size)), ...(await measured(4_000, size))],
};
