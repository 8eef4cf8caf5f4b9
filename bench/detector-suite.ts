/** Route, channel and all three detectors, on one thread. */
import { type Contender, contest } from "./contest.ts";
import { OneThreadPipeline } from "./one-thread-pipeline.ts";
import { median } from "./statistics.ts";
import type { Measure, Suite } from "./suite.ts";

const BATCH = 1024;
/** Batches of a round's figure: the median of them, some 10 ms in all. */
const BATCHES = 32;
const ROUNDS = 12;
/** Half a session's worth of symbols and all that a large universe has. */
const SYMBOLS = [100, 4000] as const;

/** The measure that the self-test looks at. */
export const ALL_DETECTORS = "all detectors, 4000 symbols";

/** Nanoseconds per tick of `batches` batches; making the ticks is not measured. */
function tickNs(pipeline: OneThreadPipeline, batches: number): number {
  const figures: number[] = [];
  for (let i = 0; i < batches; i++) {
    pipeline.prepare(BATCH);
    const startedNs = Bun.nanoseconds();
    pipeline.route(BATCH);
    figures.push((Bun.nanoseconds() - startedNs) / BATCH);
  }
  return median(figures);
}

/** `batches` of each round. The checksum says how many events the ticks of all rounds gave. */
function detectorContender(name: string, pipeline: OneThreadPipeline, batches: number): Contender {
  return {
    name,
    unit: "ns/op",
    sample: () => tickNs(pipeline, batches),
    checksum: () => `${pipeline.sink.events} events of ${pipeline.recordSeq} ticks`,
  };
}

/** Bytes by which the heap grew per tick: 0 when nothing is allocated between record and event. */
function heapContender(name: string, pipeline: OneThreadPipeline, batches: number): Contender {
  return {
    name,
    unit: "bytes/op",
    sample: () => {
      Bun.gc(true);
      const before = process.memoryUsage().heapUsed;
      tickNs(pipeline, batches);
      return Math.max(0, process.memoryUsage().heapUsed - before) / (batches * BATCH);
    },
    checksum: () => "",
  };
}

/** Measures the detectors alone; `plugins`: further detectors (the self-test's slowed one). */
export async function measureDetectors(
  rounds: number,
  plugins: { name: string; module: string }[],
): Promise<Measure[]> {
  const pipeline = await OneThreadPipeline.make(4000, 4096, plugins);
  tickNs(pipeline, 1000);
  return contest([detectorContender(ALL_DETECTORS, pipeline, BATCHES)], "full", rounds, 0);
}

export const detectorSuite: Suite = {
  name: "detector",
  about: "a tick through route, channel, high/low, trend and surge, ledger on, one thread",
  processes: 5,
  run: async (size) => {
    const batches = size === "smoke" ? 2 : BATCHES;
    const contenders: Contender[] = [];
    for (const symbols of SYMBOLS) {
      const pipeline = await OneThreadPipeline.make(symbols, 4096);
      if (size === "full") tickNs(pipeline, 1000);
      contenders.push(
        detectorContender(`all detectors, ${symbols} symbols`, pipeline, batches),
        heapContender(`heap growth, ${symbols} symbols`, pipeline, batches),
      );
    }
    return {
      parameters: { batchTicks: BATCH, batchesPerRound: batches, rounds: ROUNDS },
      measures: await contest(contenders, size, ROUNDS),
      rivalries: [],
    };
  },
};
