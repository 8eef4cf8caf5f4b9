/**
 * Known answers of engine.ts: what an engine that was not started shows, and a short real run over a
 * source of a user's, with all threads and no edge.
 */
import { EVENT_BYTES, EVENT_KIND_U8 } from "#codec";
import { defaultConfig, type EngineConfig, type Observe, type Probe } from "#schemas";
import { ERROR_ENTRIES_MAX, STAGE_DETECT } from "#telemetry";
import { Engine } from "./engine.ts";
import { failureOf, HAPPENS_MS_MAX, isAboutNow, moduleOf } from "./probe-fixture.ts";

/** Ticks of two symbols that rise, so that highs come; a source of the name `bad` fails at its end. */
const MODULE = moduleOf(`
  export const createSource = ({ name }) => ({
    name,
    provider: "Production",
    async run({ normaliser, setState, countFrame }) {
      setState("connected", "a few records");
      countFrame(8);
      const at = 1753797600e6;
      normaliser.receivedEpochUs = at;
      for (let i = 0; i < 8; i++) normaliser.tick("S" + (i & 1), 10 + i, 5, at + i * 10e6, -1, true, 0, 0);
      setState("ended", "all of them");
    },
  });
`);

function configOf(changes: Partial<EngineConfig> = {}): EngineConfig {
  const defaults = defaultConfig();
  return {
    ...defaults,
    source: "mine",
    // A machine that is busy is no fault of the engine.
    workerStallMs: 60_000,
    ringSlots: 64,
    eventRingSlots: 64,
    queue: { p0Max: 8, p1Max: 8, p2Max: 8, p3Max: 8, p4Max: 8 },
    plugins: { ...defaults.plugins, sources: [{ name: "mine", module: MODULE }] },
    ...changes,
  };
}

async function run(observe: Observe): Promise<void> {
  observeStillness(observe);
  await observeRun(observe, 2);
  await observeProblem(observe);
}

function observeStillness(observe: Observe): void {
  for (const enabled of [true, false]) {
    const config = configOf({
      workers: 2,
      telemetry: { ...defaultConfig().telemetry, enabled, traceEvery: 0 },
    });
    const engine = new Engine(config, { onSourceEnded: () => undefined });
    observe("constructor", `telemetry ${enabled}`, engine.isTelemetryOn);
    if (enabled) observeParts(observe, engine);
  }
}

function observeParts(observe: Observe, engine: Engine): void {
  observe(
    "constructor",
    "threads",
    engine.threads.map(({ name }) => name),
  );
  const isMain =
    engine.ledger === engine.telemetry.ledger && engine.errors === engine.telemetry.errors;
  observe("constructor", "the main thread's own", [engine.telemetry.name, isMain]);
  observe("status", "before the start", engine.status());
  observe("ledgerSnapshot", "before the start", engine.ledgerSnapshot().stages.length);
  observe("marketClock", "before the first record", isAboutNow(engine.marketClock().epochUs));
  observe("tickWindows", "before the first record", engine.tickWindows());
  observe("symbolSnapshot", "never seen", engine.symbolSnapshot("S0") ?? "none");
  const records = engine.observeRecords();
  observe("observeRecords", "before the first record", [records.poll(), records.missed]);
  engine.setTelemetry(false);
  observe("setTelemetry", "off", engine.isTelemetryOn);
  const [, ingest, detector] = engine.threads;
  ingest!.errors.record("INVARIANT", "from ingest");
  engine.errors.record("INVARIANT", "from main");
  const entries = engine.errorEntries().map(({ thread, message }) => [thread, message]);
  observe("errorEntries", "by thread", entries);
  observe("errorsShed", "with room", engine.errorsShed());
  for (let i = 0; i < ERROR_ENTRIES_MAX + 2; i++)
    detector!.errors.record("INVARIANT", "x".repeat(i + 1));
  observe("errorsShed", "of a full log", engine.errorsShed());
  ingest!.ledger.enter(3, 100);
  ingest!.ledger.produce(2, 50);
  const { isDrained, residual, stages, edges } = engine.ledgerSnapshot();
  observe("ledgerSnapshot", "counts of threads", [
    stages[3]?.in,
    edges[2]?.produced,
    edges[2]?.taken,
  ]);
  observe("#isDrained", "nothing runs", [isDrained, residual]);
  engine.threads[0]!.latencies[STAGE_DETECT]!.record(9e6, 10);
  detector!.latencies[STAGE_DETECT]!.record(3000, 4);
  observe("status", "response of detectors, ms", engine.status().avgResponseMs);
}

async function observeRun(observe: Observe, workers: number): Promise<void> {
  const fact = (what: string) => `${what}, ${workers} workers`;
  const ended = Promise.withResolvers<string>();
  const heard: number[] = [];
  const feeds: string[] = [];
  let pressures = 0;
  const engine = new Engine(configOf({ workers }), {
    onEvent: (view, slot) => heard.push(view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!),
    onSourceEnded: (problem) => ended.resolve(problem?.oneLine ?? "ended well"),
    onFeed: (state, detail) => feeds.push(`${state}: ${detail}`),
    onPressure: () => {
      pressures += 1;
    },
  });
  const late = setTimeout(() => ended.resolve("no end"), HAPPENS_MS_MAX);
  try {
    observe("start", fact("begins"), await failureOf(() => engine.start()));
    observe("#heard", fact("the source's end"), await ended.promise);
    const { feed, feedDetail, provider, warnings } = engine.status();
    observe("#heard", fact("told of the feed"), feeds);
    observe("#heard", fact("the feed's state"), [feed, feedDetail, provider, warnings]);
    const [first, again] = [engine.stop(), engine.stop()];
    observe("stop", fact("is one"), first === again);
    await first;
    const states = engine.status().workers.map(({ name, state }) => [name, state]);
    observe("#drain", fact("states"), states);
    observe("collect", fact("events heard"), heard);
    const { traces } = engine.telemetry;
    const seen = traces.entries().map(({ stage, recordSeq, epochUs }) => {
      return [stage, recordSeq, isAboutNow(epochUs)];
    });
    observe("#trace", fact("sampled events"), seen);
    observe("collect", fact("events queued"), [engine.queue.pushed, pressures]);
    observe("#isDrained", fact("while events wait"), engine.ledgerSnapshot().isDrained);
    engine.queue.pull(() => undefined, 99);
    const { stages, isDrained } = engine.ledgerSnapshot();
    observe("#isDrained", fact("when pulled"), isDrained);
    observe("ledgerSnapshot", fact("stages"), stages.slice(0, 9));
    observe(
      "#drain",
      fact("errors"),
      engine.errorEntries().map(({ code, message }) => [code, message]),
    );
    observe("tickWindows", fact("ticks"), engine.tickWindows().ticks300s);
    observe("symbolSnapshot", fact("a symbol"), engine.symbolSnapshot("S1")?.symbol);
    observe("constructor", fact("most active symbols"), engine.symbolBook.mostActive(9));
  } finally {
    clearTimeout(late);
    await engine.stop();
  }
}

async function observeProblem(observe: Observe): Promise<void> {
  const ended = Promise.withResolvers<string>();
  const engine = new Engine(configOf({ source: "csv:/no/such.csv" }), {
    onSourceEnded: (problem) => ended.resolve(problem?.code ?? "ended well"),
  });
  const late = setTimeout(() => ended.resolve("no end"), HAPPENS_MS_MAX);
  try {
    await engine.start();
    observe("#sourceEnded", "a source that fails", await ended.promise);
    const { feed, feedDetail } = engine.status();
    observe("#sourceEnded", "the feed's state", [feed, feedDetail.split(":")[0]]);
  } finally {
    clearTimeout(late);
    await engine.stop();
  }
}

export const engineProbe: Probe = {
  name: "engine",
  stage: "event-ring",
  file: "engine/engine.ts",
  needs: [
    "pipeline",
    "normaliser",
    "record-sink",
    "ring-observer",
    "detector-loop",
    "event-writer-sink",
    "source-factory",
    "collector",
    "supervisor",
    "memory",
    "engine-threads",
    "status-board",
    "symbol-book",
    "ledger-view",
    "market-clock",
    "recent-mean",
    "event-queue",
    "detector-worker",
    "ingest-worker",
    "activity-wheel",
    "symbol-states",
    "errors",
    "stages",
    "ledger",
    "error-log",
  ],
  run,
};
