/** Route, channel and all three detectors, on one thread. */
import {
  asSymbolId,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { type Contender, contest } from "../contest.ts";
import { OneThreadPipeline } from "../one-thread-pipeline.ts";
import { NaiveDetectors } from "../rivals/naive-detectors.ts";
import { undisturbed } from "../statistics.ts";
import { MICRO_PROCESSES, type Size, type Suite, type SuiteRun } from "../suite.ts";

const BATCH = 1024;
/** Batches of a round's figure, some 10 ms in all. */
const BATCHES = 48;
const ROUNDS = 8;
/** Until every path is compiled and every symbol has some history. */
const WARM_UP_BATCHES = 400;
/** The naive ones take some 5 ms a batch. */
const NAIVE_BATCHES = 6;
const NAIVE_WARM_UP_BATCHES = 160;
/** A small universe and a large one. */
const SYMBOLS = [100, 4000] as const;

/** The measure that the self-test looks at. */
export const ALL_DETECTORS = "all detectors, 4000 symbols";
const NAIVE = "naive, an object per tick, 4000 symbols";

/** Nanoseconds per undisturbed tick of `batches` batches; making the ticks is not measured. */
function tickNs(
  pipeline: OneThreadPipeline,
  route: (count: number) => unknown,
  batches: number,
): number {
  const figures: number[] = [];
  for (let i = 0; i < batches; i++) {
    pipeline.prepare(BATCH);
    const startedNs = Bun.nanoseconds();
    route(BATCH);
    figures.push((Bun.nanoseconds() - startedNs) / BATCH);
  }
  return undisturbed(figures);
}

/** `batches` of each round. The checksum says how many events the ticks of all rounds gave. */
export function detectorContender(
  name: string,
  pipeline: OneThreadPipeline,
  batches: number,
): Contender {
  return {
    name,
    unit: "ns/op",
    sample: () => tickNs(pipeline, (count) => pipeline.route(count), batches),
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
      tickNs(pipeline, (count) => pipeline.route(count), batches);
      return Math.max(0, process.memoryUsage().heapUsed - before) / (batches * BATCH);
    },
    checksum: () => "",
  };
}

/** The naive detectors on the ticks of the same market. */
async function naiveContender(symbols: number, size: Size): Promise<Contender> {
  const pipeline = await OneThreadPipeline.make(symbols, 1);
  const naive = new NaiveDetectors();
  const { ticks } = pipeline;
  const route = (count: number) => {
    for (let i = 0; i < count; i++) {
      const f = i * RECORD_F64;
      naive.onTick({
        symbol: pipeline.symbols.symbolOf(
          asSymbolId(ticks.u32[i * RECORD_U32 + RECORD_SYMBOL_ID_U32]!),
        ),
        price: ticks.f64[f + TICK_PRICE_F64]!,
        size: ticks.f64[f + TICK_SIZE_F64]!,
        epochMs: ticks.f64[f + RECORD_EXCHANGE_EPOCH_US_F64]! / 1000,
      });
    }
  };
  // Until its windows are full, as they are on a running engine.
  if (size === "full") tickNs(pipeline, route, NAIVE_WARM_UP_BATCHES);
  const batches = size === "smoke" ? 2 : NAIVE_BATCHES;
  return {
    name: NAIVE,
    unit: "ns/op",
    sample: () => tickNs(pipeline, route, batches),
    checksum: () => `${naive.events} events of ${pipeline.recordSeq} ticks`,
  };
}

/** Measures the detectors alone; `plugins`: further detectors (the self-test's slowed one). */
export async function measureDetectors(
  rounds: number,
  plugins: { name: string; module: string }[],
): Promise<SuiteRun> {
  const pipeline = await OneThreadPipeline.make(4000, 4096, plugins);
  tickNs(pipeline, (count) => pipeline.route(count), WARM_UP_BATCHES);
  const contender = detectorContender(ALL_DETECTORS, pipeline, BATCHES);
  const measures = await contest([contender], "full", rounds, 0);
  const { name, about } = detectorSuite;
  return { name, about, parameters: { rounds }, measures, rivalries: [], skipped: [] };
}

export const detectorSuite: Suite = {
  name: "detector",
  about: "a tick through route, channel, high/low, trend and surge, ledger on, one thread",
  processes: MICRO_PROCESSES,
  run: async (size) => {
    const batches = size === "smoke" ? 2 : BATCHES;
    const contenders: Contender[] = [];
    for (const symbols of SYMBOLS) {
      const pipeline = await OneThreadPipeline.make(symbols, 4096);
      if (size === "full") tickNs(pipeline, (count) => pipeline.route(count), WARM_UP_BATCHES);
      contenders.push(
        detectorContender(`all detectors, ${symbols} symbols`, pipeline, batches),
        heapContender(`heap growth, ${symbols} symbols`, pipeline, batches),
      );
    }
    contenders.push(await naiveContender(4000, size));
    return {
      parameters: { batchTicks: BATCH, batchesPerRound: batches, rounds: ROUNDS },
      measures: await contest(contenders, size, ROUNDS),
      rivalries: [{ subject: ALL_DETECTORS, rival: NAIVE, isOtherWork: true }],
    };
  },
};
