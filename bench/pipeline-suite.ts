/**
 * Socket in to socket out through a loopback WebSocket, all detectors, and out to a client, everything
 * on, on this machine: the synthetic feed at full speed in the engine's process, and frames that were
 * made beforehand from another process, whose making costs nothing while it counts.
 */
import { join } from "node:path";
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { defaultConfig } from "#schemas";
import { nowEpochUs } from "#telemetry";
import { type Contender, contest } from "./contest.ts";
import { LineProcess } from "./line-process.ts";
import type { HostReport } from "./scenarios/engine-host.ts";
import { LOAD_ENVIRONMENT, LoadFeed } from "./scenarios/load-feed.ts";
import type { Suite } from "./suite.ts";

const SECONDS = 5;
const HOST = join(import.meta.dir, "scenarios", "engine-host.ts");
/** Prepared frames: the size of those that a busy feed sends. */
const TRADES_PER_FRAME = 250;
const PREPARED_TRADES = 2_000_000;
const LOOK_EVERY_MS = 20;
const ROUNDS = 4;

/** The measure that the goal of a sustained rate looks at. */
export const PREPARED = "prepared frames, 1 worker: socket to socket, residual 0";

/** Runs `seconds` at full speed with one client; the ledger must balance to the record. */
async function saturate(
  workers: number,
  seconds: number,
): Promise<[perSecond: number, cpuNsPerRecord: number]> {
  const config = {
    ...defaultConfig(),
    port: 0,
    workers,
    speed: "max" as const,
    cadenceMs: 100,
  };
  const engine: Engine = new Engine(config, {
    onSourceEnded: () => undefined,
    onPressure: () => emitter.emitNow(),
  });
  const emitter = createEmitter({ view: engine, config });
  const { url } = await emitter.start();
  await engine.start();
  let frames = 0;
  const client = new WebSocket(`${url.replace("http", "ws")}/ws`);
  client.onmessage = () => {
    frames += 1;
  };
  const records = () => {
    return engine.ledgerSnapshot().stages.find(({ stage }) => stage === "channel")?.in ?? 0;
  };
  while (records() === 0) await Bun.sleep(5);
  const before = records();
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  await Bun.sleep(seconds * 1000);
  const elapsed = (performance.now() - startedMs) / 1000;
  const perSecond = (records() - before) / elapsed;
  const cpu = process.cpuUsage(cpuBefore);
  await engine.stop();
  await emitter.stop(true);
  client.close();
  const ledger = engine.ledgerSnapshot();
  if (ledger.residual !== 0 || !ledger.isDrained || frames === 0) {
    throw new Error(`Invariant: residual 0 and frames, was ${ledger.residual}, ${frames} frames`);
  }
  return [perSecond, ((cpu.user + cpu.system) * 1000) / (perSecond * elapsed)];
}

function contenderOf(workers: number, seconds: number): Contender {
  const name = `${workers} worker(s)`;
  return {
    name: `${name}: socket to socket, residual 0`,
    unit: "records/s",
    more: [{ name: `${name}: processor time per record, feed included`, unit: "ns/op" }],
    sample: () => saturate(workers, seconds),
    checksum: () => "residual 0",
    at: { axis: "workers", value: workers },
  };
}

/** Takes `trades` prepared trades as fast as the engine lets them in, one client connected. */
async function takePrepared(trades: number): Promise<[perSecond: number, cpuNsPerRecord: number]> {
  const framesPerSecond = 1000;
  const ticksPerSecond = framesPerSecond * TRADES_PER_FRAME;
  const seconds = trades / ticksPerSecond;
  const feed = await LoadFeed.start({ ticksPerSecond, framesPerSecond, seconds, isUnpaced: true });
  const host = new LineProcess(
    [process.execPath, HOST, JSON.stringify(feed.config(100)), "running"],
    LOAD_ENVIRONMENT,
  );
  const report = async (order: string) => {
    host.say(order);
    return JSON.parse(await host.line()) as HostReport;
  };
  const client = new WebSocket(`${(await host.line()).replace("http", "ws")}/ws`);
  await new Promise((resolve) => client.addEventListener("open", resolve));
  await feed.subscribed();
  const before = await report("report");
  const { startEpochUs, ticks } = await feed.send();
  let now = await report("report");
  while (now.records < ticks) {
    await Bun.sleep(LOOK_EVERY_MS);
    now = await report("report");
  }
  const elapsedSeconds = (nowEpochUs() - startEpochUs) / 1e6;
  const { residual, isDrained, delivered } = await report("stop");
  client.close();
  feed.stop();
  await host.end();
  if (residual !== 0 || !isDrained || delivered === 0) {
    throw new Error(`Invariant: residual 0 and rows, was ${residual}, ${delivered} delivered`);
  }
  return [ticks / elapsedSeconds, ((now.cpuUs - before.cpuUs) * 1000) / ticks];
}

function preparedContender(trades: number): Contender {
  return {
    name: PREPARED,
    unit: "records/s",
    more: [{ name: `${PREPARED}: processor time per record, feed excluded`, unit: "ns/op" }],
    sample: () => takePrepared(trades),
    checksum: () => "residual 0",
  };
}

export const pipelineSuite: Suite = {
  name: "pipeline",
  about: "a feed at full speed -> loopback socket -> detectors -> one WebSocket client",
  processes: 1,
  run: async (size) => {
    const seconds = size === "smoke" ? 0.2 : SECONDS;
    const contenders = [
      preparedContender(size === "smoke" ? PREPARED_TRADES / 40 : PREPARED_TRADES),
      ...(size === "smoke" ? [1] : [1, 2, 3]).map((n) => contenderOf(n, seconds)),
    ];
    return {
      parameters: {
        preparedTrades: PREPARED_TRADES,
        tradesPerFrame: TRADES_PER_FRAME,
        secondsPerRound: seconds,
        rounds: ROUNDS,
        symbols: 600,
        cadenceMs: 100,
      },
      measures: await contest(contenders, size, ROUNDS, 0),
      rivalries: [],
    };
  },
};
