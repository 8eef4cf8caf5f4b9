/**
 * The engine and its edge as a process, for scenarios: `CONFIG MODE`, CONFIG a JSON object over the
 * defaults, MODE `cadence` (as users run it) or `poll` (the main thread looks for events all the time
 * and emits at once). Prints its URL; answers `report` on standard input with a HostReport, and ends,
 * drained, on `stop` with a last one.
 */
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { defaultConfig, type EngineConfig } from "#schemas";
import { type LatencySummary, STAGES } from "#telemetry";

/** The engine as it says it is. */
export interface HostReport {
  residual: number;
  isDrained: boolean;
  records: number;
  /** Records left out, refused or lost, all stages. */
  rejected: number;
  rssBytes: number;
  heapBytes: number;
  /** User and system time of the process, microseconds. */
  cpuUs: number;
  /** From the receipt of a record, by thread and stage. */
  latencies: { thread: string; stage: string; summary: LatencySummary }[];
}

const overrides = JSON.parse(Bun.argv[2] ?? "{}") as Partial<EngineConfig>;
const config: EngineConfig = { ...defaultConfig(), port: 0, ...overrides };
const engine: Engine = new Engine(config, {
  onSourceEnded: () => undefined,
  onPressure: () => emitter.emitNow(),
});
const emitter = createEmitter({ view: engine, config });

function report(): HostReport {
  const { residual, isDrained, stages } = engine.ledgerSnapshot();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const lost = stages.map(({ errored, dropped }) => {
    return [...Object.values(errored), ...Object.values(dropped)].reduce((sum, n) => sum + n, 0);
  });
  return {
    residual,
    isDrained,
    records: stages.find(({ stage }) => stage === "channel")?.in ?? 0,
    rejected: lost.reduce((sum, n) => sum + n, 0),
    rssBytes: rss,
    heapBytes: heapUsed,
    cpuUs: user + system,
    latencies: engine.threads.flatMap(({ name, latencies }) => {
      return latencies
        .map((histogram, s) => ({ thread: name, stage: STAGES[s]!, summary: histogram.summary() }))
        .filter(({ summary }) => summary.count > 0);
    }),
  };
}

/** Emits whenever there is something, and asks again at once. */
function poll(): void {
  engine.collect();
  if (engine.queue.length > 0) emitter.emitNow();
  setImmediate(poll);
}

const { url } = await emitter.start();
await engine.start();
if (Bun.argv[3] === "poll") poll();
console.log(url);
for await (const line of console) {
  if (line === "stop") break;
  console.log(JSON.stringify(report()));
}
await engine.stop();
await emitter.stop(true);
console.log(JSON.stringify(report()));
process.exit(0);
