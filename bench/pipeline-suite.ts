/**
 * Socket in to socket out: the synthetic feed at full speed through a loopback WebSocket, all
 * detectors, and out to a client, everything on, in one process tree on this machine.
 */
import { createEmitter } from "#emitter";
import { Engine } from "#engine";
import { defaultConfig } from "#schemas";
import type { Row, Suite } from "./suite.ts";

/** Runs `seconds` at full speed with one client; the ledger must balance to the record. */
async function saturate(workers: number, seconds: number): Promise<Row[]> {
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
  const name = `${workers} worker(s)`;
  return [
    {
      name: `${name}: socket to socket, residual 0`,
      nsPerOp: Number.NaN,
      value: perSecond,
      unit: "records/s",
      checksum: "",
    },
    {
      name: `${name}: processor time, feed included`,
      nsPerOp: Number.NaN,
      value: ((cpu.user + cpu.system) * 1000) / (perSecond * elapsed),
      unit: "ns/record",
      checksum: "",
    },
  ];
}

export const pipelineSuite: Suite = {
  name: "pipeline",
  about: "synthetic feed at max speed -> loopback socket -> detectors -> one WebSocket client",
  run: async (size) => {
    const seconds = size === "smoke" ? 1 : 10;
    const rows = await saturate(1, seconds);
    return size === "smoke" ? rows : [...rows, ...(await saturate(2, seconds))];
  },
};
