/**
 * What telemetry costs: it is switched off and on while one engine runs, so both sides are the same
 * threads with the same compiled code, a fraction of a second apart. The ledger cannot be switched off.
 */
import { join } from "node:path";
import { Engine } from "#engine";
import { defaultConfig } from "#schemas";
import { type Contender, contest } from "../contest.ts";
import type { Measure, Size, Suite } from "../suite.ts";
import { YARDSTICK } from "../yardstick.ts";

const MODULE = join(import.meta.dir, "../scenarios/tick-source.ts");
/** Length of a slice. */
const SLICE_MS = 100;
/** After a switch: what is in the ring was made before it. */
const SETTLE_MS = 15;

/** `rounds`: pairs of slices at full size; the smaller the difference, the more of them. */
const SIDES = [
  { traceEvery: 1024, on: "histograms and one trace in 1024", rounds: 240 },
  { traceEvery: 1, on: "histograms and every record traced", rounds: 120 },
];
const OFF = "off";

async function startEngine(traceEvery: number): Promise<Engine> {
  const config = defaultConfig();
  const engine = new Engine(
    {
      ...config,
      source: "ticks",
      plugins: { ...config.plugins, sources: [{ name: "ticks", module: MODULE }] },
      telemetry: { ...config.telemetry, enabled: true, traceEvery },
    },
    // Nobody serves the events: they are taken from the queue and forgotten.
    {
      onSourceEnded: () => undefined,
      onPressure: () => engine.queue.pull(() => undefined, 100_000),
    },
  );
  await engine.start();
  return engine;
}

/** Records that the detectors of `engine` have taken. */
function recordsOf(engine: Engine): number {
  engine.queue.pull(() => undefined, 100_000);
  return engine.ledgerSnapshot().stages.find(({ stage }) => stage === "channel")?.in ?? 0;
}

function side(engine: Engine, name: string, isOn: boolean, sliceMs: number): Contender {
  return {
    name,
    unit: "records/s",
    sample: async () => {
      engine.setTelemetry(isOn);
      await Bun.sleep(SETTLE_MS);
      const before = recordsOf(engine);
      const startedMs = performance.now();
      await Bun.sleep(sliceMs);
      const records = recordsOf(engine) - before;
      return (records / (performance.now() - startedMs)) * 1000;
    },
    checksum: () => "",
  };
}

async function measurePair(
  { traceEvery, on, rounds }: (typeof SIDES)[number],
  size: Size,
): Promise<Measure[]> {
  const engine = await startEngine(traceEvery);
  while (recordsOf(engine) === 0) await Bun.sleep(5);
  const sliceMs = size === "smoke" ? 20 : SLICE_MS;
  const contenders = [
    side(engine, on, true, sliceMs),
    side(engine, `${OFF} (traceEvery ${traceEvery})`, false, sliceMs),
  ];
  const measures = await contest(contenders, size, rounds, 10);
  await engine.stop();
  return measures.filter(({ name }) => name !== YARDSTICK);
}

export const overheadSuite: Suite = {
  name: "overhead",
  about:
    "records per second through ring and detectors with telemetry on and off, ledger always on",
  processes: 1,
  run: async (size) => {
    const measures: Measure[] = [];
    for (const side of SIDES) measures.push(...(await measurePair(side, size)));
    return {
      parameters: { symbols: 4000, workers: 1, sliceMs: SLICE_MS },
      measures,
      rivalries: SIDES.map(({ traceEvery, on }) => ({
        subject: on,
        rival: `${OFF} (traceEvery ${traceEvery})`,
      })),
    };
  },
};
