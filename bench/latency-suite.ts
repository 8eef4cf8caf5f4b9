/**
 * Socket in to socket out at a fixed rate. Latency counts from the moment at which the schedule wanted
 * the trade to be sent, until the client has the frame that shows its event.
 */
import { join } from "node:path";
import { defaultConfig } from "#schemas";
import { nowEpochUs } from "#telemetry";
import { type Contender, contest } from "./contest.ts";
import { LineProcess } from "./line-process.ts";
import type { HostReport } from "./scenarios/engine-host.ts";
import {
  LOAD_START_EPOCH_US,
  type LoadPlan,
  type LoadReport,
} from "./scenarios/load-feed-worker.ts";
import type { Suite } from "./suite.ts";

const SCENARIOS = join(import.meta.dir, "scenarios");
const ROUNDS = 4;
/** Events of the first second are not counted: code is compiled, symbols are new. */
const WARM_UP_US = 1e6;
const DRAIN_MS = 1500;

interface Case {
  ticksPerSecond: number;
  /** 0 = events go out at once. */
  cadenceMs: number;
}

const CASES: readonly Case[] = [
  { ticksPerSecond: 10_000, cadenceMs: 0 },
  { ticksPerSecond: 50_000, cadenceMs: 0 },
  { ticksPerSecond: 50_000, cadenceMs: 10 },
  { ticksPerSecond: 50_000, cadenceMs: 1000 },
];

/** Shares of a sorted list, microseconds. */
function percentiles(us: readonly number[], shares: readonly number[]): number[] {
  const sorted = Float64Array.from(us).sort();
  return shares.map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!,
  );
}

/** Starts the feed's thread; its reports can be awaited by type. */
async function startFeed(plan: LoadPlan) {
  const worker = new Worker(join(SCENARIOS, "load-feed-worker.ts"));
  const waiting = new Map<string, (report: LoadReport) => void>();
  const heard = new Map<string, LoadReport>();
  worker.onmessage = ({ data }: MessageEvent<LoadReport>) => {
    heard.set(data.type, data);
    waiting.get(data.type)?.(data);
  };
  const next = <T extends LoadReport["type"]>(type: T) => {
    return new Promise<Extract<LoadReport, { type: T }>>((resolve) => {
      const known = heard.get(type);
      const take = (report: LoadReport) => resolve(report as Extract<LoadReport, { type: T }>);
      if (known === undefined) waiting.set(type, take);
      else take(known);
    });
  };
  worker.postMessage(plan);
  return { worker, next, port: (await next("ready")).port };
}

/** Arrival and venue time of each probe's event, as the client sees them. */
class ProbeClient {
  readonly arrivals: { atEpochUs: number; venueUs: number }[] = [];
  readonly #socket: WebSocket;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace("http", "ws")}/ws/stock_data`);
    this.#socket.onmessage = ({ data }) => {
      const atEpochUs = nowEpochUs();
      for (const { ticker, last_update } of JSON.parse(data).highs) {
        if (!ticker.startsWith("P")) continue;
        this.arrivals.push({ atEpochUs, venueUs: last_update * 1e6 - LOAD_START_EPOCH_US });
      }
    };
  }

  close(): void {
    this.#socket.close();
  }
}

/** One run: percentiles from end to end, and of the engine's own part (receipt to detection). */
async function run({ ticksPerSecond, cadenceMs }: Case, seconds: number): Promise<number[]> {
  const feed = await startFeed({ ticksPerSecond, framesPerSecond: 1000, seconds });
  const { detectors } = defaultConfig();
  const config = {
    source: "massive",
    cadenceMs,
    // Every probe shall make an event.
    detectors: { ...detectors, highLow: { ...detectors.highLow, cooldownSeconds: 0 } },
    massive: {
      url: `ws://127.0.0.1:${feed.port}`,
      apiKeyEnv: "TICKSCOPE_BENCH_KEY",
      channels: ["T"],
      symbols: ["*"],
    },
  };
  const host = new LineProcess(
    [process.execPath, join(SCENARIOS, "engine-host.ts"), JSON.stringify(config), "running"],
    { TICKSCOPE_BENCH_KEY: "bench" },
  );
  const url = await host.line();
  await feed.next("subscribed");
  const client = new ProbeClient(url);
  await Bun.sleep(300);
  feed.worker.postMessage("go");
  const { startEpochUs, ticks } = await feed.next("sent");
  await Bun.sleep(DRAIN_MS);
  host.say("stop");
  const report = JSON.parse(await host.line()) as HostReport;
  client.close();
  feed.worker.terminate();
  await host.end();
  check(report, ticks);
  const us = client.arrivals
    .filter(({ venueUs }) => venueUs > Math.min(WARM_UP_US, (seconds * 1e6) / 2))
    .map(({ atEpochUs, venueUs }) => atEpochUs - startEpochUs - venueUs);
  if (us.length === 0) throw new Error("Invariant: probes arrive");
  const detect = report.latencies.find(({ thread, stage }) => {
    return thread === "detector-0" && stage === "detect";
  });
  const processing = detect === undefined ? [0, 0] : [detect.summary.p50Us, detect.summary.p99Us];
  return [...percentiles(us, [0.5, 0.99, 0.999]), ...processing];
}

function check({ residual, isDrained, records }: HostReport, ticks: number): void {
  if (residual === 0 && isDrained && records === ticks) return;
  throw new Error(`Invariant: residual 0 and ${ticks} records, was ${residual}, ${records}`);
}

function contenderOf(one: Case, seconds: number): Contender {
  const emission = one.cadenceMs === 0 ? "emitted at once" : `cadence ${one.cadenceMs} ms`;
  const name = `${one.ticksPerSecond.toLocaleString("en")} ticks/s, ${emission}`;
  const more = ["p99", "p99.9", "receipt to detection p50", "receipt to detection p99"];
  return {
    name: `${name}: p50`,
    unit: "us",
    sample: () => run(one, seconds),
    more: more.map((what) => ({ name: `${name}: ${what}`, unit: "us" as const })),
    checksum: () => "residual 0",
  };
}

export const latencySuite: Suite = {
  name: "latency",
  about:
    "due time of a trade to its event at a client; feed and client in one process, engine in another",
  processes: 1,
  run: async (size) => {
    const seconds = size === "smoke" ? 0.3 : 4;
    const cases = size === "smoke" ? CASES.slice(2, 3) : CASES;
    return {
      parameters: { seconds, framesPerSecond: 1000, probesPerSecond: 1000, rounds: ROUNDS },
      measures: await contest(
        cases.map((one) => contenderOf(one, seconds)),
        size,
        ROUNDS,
        0,
      ),
      rivalries: [],
    };
  },
};
