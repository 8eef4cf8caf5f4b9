/** One run of an engine in a copy of the repository over a tape, seen from a client. */
import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Injection } from "#bench/grading/faults";
import { LineProcess } from "../line-process.ts";
import type { HostReport } from "./engine-host.ts";

/** Replays at this multiple of event time: 600 trades/s of the tape become 36,000/s. */
const SPEED = 60;

/** What a run came to; times are NaN when nothing was delivered. */
export interface TapeRun {
  /** Rows that the client received. */
  deliveries: number;
  frames: number;
  /** Receipt of the trade until its row was handed to the client's socket. */
  latencyP50Ms: number;
  latencyP99Ms: number;
  /** Receipt until detectors were done with it. */
  detectP50Us: number;
  errors: number;
  errorCodes: string[];
  cpuMs: number;
  rssMb: number;
  residual: number;
}

/** The copy's config with paths of its own modules made whole. */
function configOf({ copy, configPath }: Injection): Record<string, unknown> {
  if (configPath === null) return {};
  const config = JSON.parse(readFileSync(join(copy.root, configPath), "utf8"));
  const { handOff } = config.plugins ?? {};
  if (typeof handOff === "string" && !isAbsolute(handOff)) {
    config.plugins.handOff = resolve(copy.root, handOff);
  }
  return config;
}

/** Counts what a client gets. */
class RowClient {
  rows = 0;
  frames = 0;
  readonly #socket: WebSocket;
  readonly opened: Promise<void>;

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace("http", "ws")}/ws/stock_data`);
    this.opened = new Promise((done) => {
      this.#socket.onopen = () => done();
    });
    this.#socket.onmessage = ({ data }) => {
      const { highs, lows, trending, surging } = JSON.parse(data);
      const lists = [highs, lows, trending.up, trending.down, surging.up, surging.down];
      this.rows += lists.reduce((sum, list) => sum + list.length, 0);
      this.frames += 1;
    };
  }

  close(): void {
    this.#socket.close();
  }
}

/** Replays `tape` through the engine of a copy. */
export async function runTape(injection: Injection, tape: string): Promise<TapeRun> {
  const config = {
    ...configOf(injection),
    source: `tape:${tape}`,
    speed: SPEED,
    cadenceMs: 100,
    // Nobody asks for history here: what a client gets is what it was sent once.
    server: { historyRows: 0 },
  };
  const script = join(injection.copy.root, "bench", "scenarios", "engine-host.ts");
  const host = new LineProcess([process.execPath, script, JSON.stringify(config), "held"]);
  const client = new RowClient(await host.line());
  await client.opened;
  host.say("go");
  if ((await host.line()) !== "ended") throw new Error("Invariant: the tape ends");
  host.say("stop");
  const report = JSON.parse(await host.line()) as HostReport;
  client.close();
  await host.end();
  return runOf(report, client);
}

function runOf(report: HostReport, client: RowClient): TapeRun {
  const of = (thread: string, stage: string) => {
    return report.latencies.find((one) => one.thread === thread && one.stage === stage)?.summary;
  };
  const sent = of("main", "send");
  return {
    deliveries: client.rows,
    frames: client.frames,
    latencyP50Ms: (sent?.p50Us ?? Number.NaN) / 1000,
    latencyP99Ms: (sent?.p99Us ?? Number.NaN) / 1000,
    detectP50Us: of("detector-0", "detect")?.p50Us ?? Number.NaN,
    errors: report.rejected,
    errorCodes: Object.keys(report.errors),
    cpuMs: report.cpuUs / 1000,
    rssMb: report.rssBytes / 2 ** 20,
    residual: report.residual,
  };
}
