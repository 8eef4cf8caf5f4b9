/**
 * Known answers of engine.ts: what an engine that was not started shows, and a short real run over a
 * source of a user's, with all threads and no edge.
 */
import { EVENT_BYTES, EVENT_KIND_U8 } from "#codec";
import { ERROR_ENTRIES_MAX, STAGE_DETECT } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, type Observe, of } from "#schemas";
import { failureOf, HAPPENS_MS_MAX, isAboutNow, moduleOf } from "../testing/cases-fixture.ts";
import { Engine } from "./engine.ts";

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

export default async function run(observe: Observe): Promise<void> {
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
    observe(of(Engine, "constructor"), `telemetry ${enabled}`, engine.isTelemetryOn);
    if (enabled) observeParts(observe, engine);
  }
}

function observeParts(observe: Observe, engine: Engine): void {
  observe(
    of(Engine, "constructor"),
    "threads",
    engine.threads.map(({ name }) => name),
    ["main", "ingest", "detector-0", "detector-1"],
  );
  const isMain =
    engine.ledger === engine.telemetry.ledger && engine.errors === engine.telemetry.errors;
  observe(
    of(Engine, "constructor"),
    "the main thread's own",
    [engine.telemetry.name, isMain],
    ["main", true],
  );
  observe(of(Engine, "status"), "before the start", engine.status());
  observe(
    of(Engine, "ledgerSnapshot"),
    "before the start",
    engine.ledgerSnapshot().stages.length,
    12,
  );
  observe(
    of(Engine, "marketClock"),
    "before the first record",
    isAboutNow(engine.marketClock().epochUs),
    true,
  );
  observe(of(Engine, "tickWindows"), "before the first record", engine.tickWindows(), {
    ticks10s: 0,
    ticks300s: 0,
    ticks30s: 0,
    ticks60s: 0,
  });
  observe(
    of(Engine, "symbolSnapshot"),
    "never seen",
    engine.symbolSnapshot("S0") ?? "none",
    "none",
  );
  const records = engine.observeRecords();
  observe(
    of(Engine, "observeRecords"),
    "before the first record",
    [records.poll(), records.missed],
    [0, 0],
  );
  engine.setTelemetry(false);
  observe(of(Engine, "setTelemetry"), "off", engine.isTelemetryOn, false);
  const [, ingest, detector] = engine.threads;
  ingest!.errors.record("INVARIANT", "from ingest");
  engine.errors.record("INVARIANT", "from main");
  const entries = engine.errorEntries().map(({ thread, message }) => [thread, message]);
  observe(of(Engine, "errorEntries"), "by thread", entries, [
    ["main", "from main"],
    ["ingest", "from ingest"],
  ]);
  observe(of(Engine, "errorsShed"), "with room", engine.errorsShed(), 0);
  for (let i = 0; i < ERROR_ENTRIES_MAX + 2; i++)
    detector!.errors.record("INVARIANT", "x".repeat(i + 1));
  observe(of(Engine, "errorsShed"), "of a full log", engine.errorsShed(), 2);
  ingest!.ledger.enter(3, 100);
  ingest!.ledger.produce(2, 50);
  const { isDrained, residual, stages, edges } = engine.ledgerSnapshot();
  observe(
    of(Engine, "ledgerSnapshot"),
    "counts of threads",
    [stages[3]?.in, edges[2]?.produced, edges[2]?.taken],
    [100, 100, 100],
  );
  observe("#isDrained", "nothing runs", [isDrained, residual], [true, 100]);
  engine.threads[0]!.latencies[STAGE_DETECT]!.record(9e6, 10);
  detector!.latencies[STAGE_DETECT]!.record(3000, 4);
  observe(of(Engine, "status"), "response of detectors, ms", engine.status().avgResponseMs, 3);
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
    observe(of(Engine, "start"), fact("begins"), await failureOf(() => engine.start()), "none");
    observe("#heard", fact("the source's end"), await ended.promise, "ended well");
    const { feed, feedDetail, provider, warnings } = engine.status();
    observe("#heard", fact("told of the feed"), feeds, [
      "connected: a few records",
      "ended: all of them",
    ]);
    observe(
      "#heard",
      fact("the feed's state"),
      [feed, feedDetail, provider, warnings],
      ["ended", "all of them", "Production", []],
    );
    const [first, again] = [engine.stop(), engine.stop()];
    observe(of(Engine, "stop"), fact("is one"), first === again, true);
    await first;
    const states = engine.status().workers.map(({ name, state }) => [name, state]);
    observe("#drain", fact("states"), states, [
      ["detector-0", "ended"],
      ["detector-1", "ended"],
      ["ingest", "ended"],
    ]);
    observe(of(Engine, "collect"), fact("events heard"), heard, [1, 1, 1, 1, 1, 1]);
    const { traces } = engine.telemetry;
    const seen = traces.entries().map(({ stage, recordSeq, epochUs }) => {
      return [stage, recordSeq, isAboutNow(epochUs)];
    });
    observe("#trace", fact("sampled events"), seen, [[7, 0, true]]);
    observe(of(Engine, "collect"), fact("events queued"), [engine.queue.pushed, pressures], [8, 0]);
    observe("#isDrained", fact("while events wait"), engine.ledgerSnapshot().isDrained, false);
    engine.queue.pull(() => undefined, 99);
    const { stages, isDrained } = engine.ledgerSnapshot();
    observe("#isDrained", fact("when pulled"), isDrained, true);
    observe(of(Engine, "ledgerSnapshot"), fact("stages"), stages.slice(0, 9));
    observe(
      "#drain",
      fact("errors"),
      engine.errorEntries().map(({ code, message }) => [code, message]),
      [],
    );
    observe(of(Engine, "tickWindows"), fact("ticks"), engine.tickWindows().ticks300s, 8);
    observe(
      of(Engine, "symbolSnapshot"),
      fact("a symbol"),
      engine.symbolSnapshot("S1")?.symbol,
      "S1",
    );
    observe(
      of(Engine, "constructor"),
      fact("most active symbols"),
      engine.symbolBook.mostActive(9),
      ["S1", "S0"],
    );
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
    observe("#sourceEnded", "a source that fails", await ended.promise, "TAPE_NOT_FOUND");
    const { feed, feedDetail } = engine.status();
    observe(
      "#sourceEnded",
      "the feed's state",
      [feed, feedDetail.split(":")[0]],
      ["error", "TAPE_NOT_FOUND"],
    );
  } finally {
    clearTimeout(late);
    await engine.stop();
  }
}
