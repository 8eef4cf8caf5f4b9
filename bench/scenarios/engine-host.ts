/**
 * The engine and its edge as a process, for scenarios: `CONFIG MODE [HEAPS_EVERY_MS]`, CONFIG a JSON
 * object over the defaults, MODE `running` (as users run it) or `held` (the source starts on `go`). With
 * HEAPS_EVERY_MS every thread collects its heap that often and counts what is alive. Prints its URL, and
 * `ended` when the source did; answers `report` on standard input with a HostReport, and ends, drained,
 * on `stop` with a last one.
 */
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { type LatencySummary, STAGES } from "#engine/telemetry";
import { defaultConfig, type EngineConfig, isJsonTree } from "#schemas";
import { type ThreadHeap, watchHeaps } from "./heap-watch.ts";

/** The engine as it says it is. */
export interface HostReport {
  residual: number;
  isDrained: boolean;
  records: number;
  /** Records left out, refused or lost, all stages. */
  rejected: number;
  /** With HEAPS_EVERY_MS: after a full collection on the main thread. */
  rssBytes: number;
  heapBytes: number;
  /** What each thread counted last; empty without HEAPS_EVERY_MS. */
  heaps: ThreadHeap[];
  /** (Row, client) pairs that the server accepted. */
  delivered: number;
  /** Entries of the error log: how often each code was recorded. */
  errors: Record<string, number>;
  /** User and system time of the process, microseconds. */
  cpuUs: number;
  /** From the receipt of a record, by thread and stage. */
  latencies: { thread: string; stage: string; summary: LatencySummary }[];
}

/** The defaults with what CONFIG says; a group of keys, such as `massive`, may be given in part. */
function configOf(text: string): EngineConfig {
  const config: Record<string, unknown> = { ...defaultConfig(), port: 0 };
  for (const [key, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
    config[key] = isJsonTree(value) ? { ...(config[key] as object), ...value } : value;
  }
  return config as unknown as EngineConfig;
}

const config: EngineConfig = configOf(Bun.argv[2] ?? "{}");
const heapsEveryMs = Number(Bun.argv[4] ?? 0);
/** Before the engine starts its workers. */
const heaps: () => ThreadHeap[] = heapsEveryMs > 0 ? watchHeaps(heapsEveryMs) : () => [];
const engine: Engine = new Engine(config, {
  onSourceEnded: () => console.log("ended"),
  onPressure: () => emitter.emitNow(),
  onEventsQueued: () => emitter.emitNow(),
});
const emitter = createEmitter({ view: engine, config });

function errorCounts(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, count } of engine.errorEntries()) counts[code] = (counts[code] ?? 0) + count;
  return counts;
}

function report(): HostReport {
  const { residual, isDrained, stages } = engine.ledgerSnapshot();
  const { user, system } = process.cpuUsage();
  const liveHeaps = heaps();
  const { rss, heapUsed } = process.memoryUsage();
  const lost = stages.map(({ errored, dropped }) => {
    return [...Object.values(errored), ...Object.values(dropped)].reduce((sum, n) => sum + n, 0);
  });
  return {
    residual,
    isDrained,
    records: stages.find(({ stage }) => stage === "channel")?.in ?? 0,
    rejected: lost.reduce((sum, n) => sum + n, 0),
    delivered: stages.find(({ stage }) => stage === "client")?.out ?? 0,
    errors: errorCounts(),
    rssBytes: rss,
    heapBytes: heapUsed,
    heaps: liveHeaps,
    cpuUs: user + system,
    latencies: engine.threads.flatMap(({ name, latencies }) => {
      return latencies
        .map((histogram, s) => ({ thread: name, stage: STAGES[s]!, summary: histogram.summary() }))
        .filter(({ summary }) => summary.count > 0);
    }),
  };
}

const mode = Bun.argv[3];
const { url } = await emitter.start();
if (mode !== "held") await engine.start();
console.log(url);
for await (const line of console) {
  if (line === "stop") break;
  if (line === "go") await engine.start();
  else console.log(JSON.stringify(report()));
}
await engine.stop();
await emitter.stop(true);
console.log(JSON.stringify(report()));
process.exit(0);
