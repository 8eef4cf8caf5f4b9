/**
 * Socket in to socket out through a loopback WebSocket, all detectors, and out to a client, everything
 * on, on this machine: the synthetic feed at full speed in the engine's process, and frames that were
 * made beforehand from another process, whose making costs nothing while it counts.
 */
import { join } from "node:path";
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { nowEpochUs } from "#engine/telemetry";
import { defaultConfig } from "#schemas";
import { type Contender, contest } from "../contest.ts";
import { LineProcess } from "../line-process.ts";
import { openCrowd } from "../scenarios/crowd.ts";
import type { HostReport } from "../scenarios/engine-host.ts";
import { LOAD_ENVIRONMENT, LoadFeed } from "../scenarios/load-feed.ts";
import type { Suite } from "../suite.ts";

const SECONDS = 5;
const HOST = join(import.meta.dir, "../scenarios/engine-host.ts");
/** Prepared frames: the size of those that a busy feed sends. */
const TRADES_PER_FRAME = 250;
const PREPARED_TRADES = 2_000_000;
/** Enough for each probe's symbol to come twice: the first price of a session is no high. */
const SMOKE_TRADES = 600_000;
const LOOK_EVERY_MS = 20;
/** About 100 rows a second at 500,000 trades a second, as a busy market has them. */
const FRAMES_PER_PROBE = 20;
const CROWDS = [1, 100, 1000];
const ROUNDS = 3;

/** "prepared frames, 1 client: socket to socket, residual 0"; that of 1 client is the goal's. */
export function preparedName(clients: number): string {
  const whom = `${clients.toLocaleString("en")} client${clients === 1 ? "" : "s"}`;
  return `prepared frames, ${whom}: socket to socket, residual 0`;
}

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

/** Takes `trades` prepared trades as fast as the engine lets them in. */
async function takePrepared(
  trades: number,
  clients: number,
): Promise<[perSecond: number, cpuNsPerRecord: number]> {
  const framesPerSecond = 1000;
  const ticksPerSecond = framesPerSecond * TRADES_PER_FRAME;
  const seconds = trades / ticksPerSecond;
  const rate = { ticksPerSecond, framesPerSecond, seconds };
  const feed = await LoadFeed.start({
    ...rate,
    framesPerProbe: FRAMES_PER_PROBE,
    isUnpaced: true,
  });
  const host = new LineProcess(
    [process.execPath, HOST, JSON.stringify(feed.config(100)), "running"],
    LOAD_ENVIRONMENT,
  );
  const report = async (order: string) => {
    host.say(order);
    return JSON.parse(await host.line()) as HostReport;
  };
  const crowd = await openCrowd(`${(await host.line()).replace("http", "ws")}/ws`, clients);
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
  await crowd.end();
  feed.stop();
  await host.end();
  if (residual !== 0 || !isDrained || delivered === 0) {
    throw new Error(`Invariant: residual 0 and rows, was ${residual}, ${delivered} delivered`);
  }
  return [ticks / elapsedSeconds, ((now.cpuUs - before.cpuUs) * 1000) / ticks];
}

function preparedContender(trades: number, clients: number): Contender {
  const name = preparedName(clients);
  return {
    name,
    unit: "records/s",
    more: [{ name: `${name}: processor time per record, feed excluded`, unit: "ns/op" }],
    sample: () => takePrepared(trades, clients),
    checksum: () => "residual 0",
    at: { axis: "clients", value: clients },
  };
}

export const pipelineSuite: Suite = {
  name: "pipeline",
  about: "a feed at full speed -> loopback socket -> detectors -> WebSocket clients",
  processes: 1,
  run: async (size) => {
    const seconds = size === "smoke" ? 0.2 : SECONDS;
    const contenders = [
      ...(size === "smoke" ? [2] : CROWDS).map((clients) => {
        return preparedContender(size === "smoke" ? SMOKE_TRADES : PREPARED_TRADES, clients);
      }),
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
