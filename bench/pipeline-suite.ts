/**
 * Socket in to socket out: the synthetic feed at full speed through a loopback WebSocket, all
 * detectors, and out to a client, everything on, in one process tree on this machine.
 */
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { defaultConfig } from "#schemas";
import { type Contender, contest } from "./contest.ts";
import type { Suite } from "./suite.ts";

const SECONDS = 5;
const ROUNDS = 4;

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

export const pipelineSuite: Suite = {
  name: "pipeline",
  about: "synthetic feed at max speed -> loopback socket -> detectors -> one WebSocket client",
  processes: 1,
  run: async (size) => {
    const seconds = size === "smoke" ? 0.2 : SECONDS;
    const contenders = (size === "smoke" ? [1] : [1, 2, 3]).map((n) => contenderOf(n, seconds));
    return {
      parameters: { secondsPerRound: seconds, rounds: ROUNDS, symbols: 600, cadenceMs: 100 },
      measures: await contest(contenders, size, ROUNDS, 0),
      rivalries: [],
    };
  },
};
