/**
 * Socket in to socket out at a fixed rate. Latency counts from the moment at which the schedule wanted
 * the trade to be sent, until the client has the frame that shows its event.
 */
import { join } from "node:path";
import { nowEpochUs } from "#engine/telemetry";
import { nearestRank } from "#statistics";
import { type Contender, contest } from "../contest.ts";
import { LineProcess } from "../line-process.ts";
import { openCrowd } from "../scenarios/crowd.ts";
import type { HostReport } from "../scenarios/engine-host.ts";
import { LOAD_ENVIRONMENT, LoadFeed } from "../scenarios/load-feed.ts";
import { LOAD_START_EPOCH_US } from "../scenarios/load-feed-worker.ts";
import type { Suite } from "../suite.ts";

const HOST = join(import.meta.dir, "../scenarios/engine-host.ts");
const RELAY = join(import.meta.dir, "../rivals/bare-relay.ts");
const ROUNDS = 3;
const FRAMES_PER_SECOND = 1000;
/** Events of this first share of a run are not counted: code is compiled, symbols are new. */
const WARM_UP_SHARE = 0.4;
const SECONDS = 5;
const DRAIN_MS = 1500;

interface Case {
  ticksPerSecond: number;
  /** 0 = events go out at once; undefined = the bare relay instead of an engine. */
  cadenceMs: number | undefined;
  /** Clients, the measured one included. */
  clients: number;
}

const CASES: readonly Case[] = [
  { ticksPerSecond: 10_000, cadenceMs: 0, clients: 1 },
  { ticksPerSecond: 50_000, cadenceMs: 0, clients: 1 },
  { ticksPerSecond: 50_000, cadenceMs: undefined, clients: 1 },
  { ticksPerSecond: 50_000, cadenceMs: 10, clients: 1 },
  { ticksPerSecond: 50_000, cadenceMs: 1000, clients: 1 },
  { ticksPerSecond: 10_000, cadenceMs: 0, clients: 100 },
  { ticksPerSecond: 10_000, cadenceMs: 1000, clients: 1000 },
];
/** The case of the goal, and the least that its rate can cost. */
const [AT_ONCE, RELAY_CASE] = [CASES[1]!, CASES[2]!];
const SMOKE_CASES: readonly Case[] = [AT_ONCE, RELAY_CASE];

/** "50,000 ticks/s, emitted at once, 1 client: p50" */
function latencyName({ ticksPerSecond, cadenceMs, clients }: Case, what: string): string {
  const emission = cadenceMs === 0 ? "emitted at once" : `cadence ${cadenceMs} ms`;
  const how = cadenceMs === undefined ? "bare relay" : emission;
  const whom = `${clients.toLocaleString("en")} client${clients === 1 ? "" : "s"}`;
  return `${ticksPerSecond.toLocaleString("en")} ticks/s, ${how}, ${whom}: ${what}`;
}

/** The measure of the goal: `what` is `p50` or `p99`. */
export function goalLatencyName(what: "p50" | "p99"): string {
  return latencyName(AT_ONCE, what);
}

/** Shares of a sorted list, microseconds. */
function percentiles(us: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(us).sort();
  return shares.map((share) => nearestRank(sorted, share));
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
async function run(one: Case, seconds: number): Promise<number[]> {
  const { ticksPerSecond, cadenceMs, clients } = one;
  const framesPerSecond = FRAMES_PER_SECOND;
  const rate = { ticksPerSecond, framesPerSecond, seconds };
  const plan = { ...rate, framesPerProbe: 1, isUnpaced: false };
  const feed = await LoadFeed.start(plan);
  const engine = [HOST, JSON.stringify(feed.config(cadenceMs ?? 0)), "running"];
  const relay = [RELAY, `ws://127.0.0.1:${feed.port}`];
  const between = cadenceMs === undefined ? relay : engine;
  const host = new LineProcess([process.execPath, ...between], LOAD_ENVIRONMENT);
  const url = await host.line();
  await feed.subscribed();
  const crowdUrl = `${url.replace("http", "ws")}/ws/stock_data`;
  const crowd = clients > 1 ? await openCrowd(crowdUrl, clients - 1) : undefined;
  const client = new ProbeClient(url);
  await Bun.sleep(300);
  const { startEpochUs, ticks, lateUs } = await feed.send();
  await Bun.sleep(DRAIN_MS);
  const own = cadenceMs === undefined ? [] : await ownPart(host, ticks);
  client.close();
  await crowd?.end();
  feed.stop();
  await host.end();
  const warmUs = WARM_UP_SHARE * seconds * 1e6;
  const counted = client.arrivals.filter(({ venueUs }) => venueUs > warmUs);
  if (counted.length === 0) throw new Error("Invariant: probes arrive");
  const us = counted.map(({ atEpochUs, venueUs }) => atEpochUs - startEpochUs - venueUs);
  const lateOf = (venueUs: number) => lateUs[Math.round((venueUs * framesPerSecond) / 1e6)]!;
  const sinceSentUs = counted.map(({ venueUs }, i) => us[i]! - lateOf(venueUs));
  const late = percentiles(lateUs.subarray(WARM_UP_SHARE * lateUs.length), [0.5, 0.99]);
  return [
    ...percentiles(us, [0.5, 0.99, 0.999]),
    ...late,
    ...percentiles(sinceSentUs, [0.99]),
    ...own,
  ];
}

/** Ends the engine and checks its ledger; receipt to detection, p50 and p99. */
async function ownPart(host: LineProcess, ticks: number): Promise<number[]> {
  host.say("stop");
  const { residual, isDrained, records, latencies } = JSON.parse(await host.line()) as HostReport;
  if (residual !== 0 || !isDrained || records !== ticks) {
    throw new Error(`Invariant: residual 0 and ${ticks} records, was ${residual}, ${records}`);
  }
  const detect = latencies.find(({ thread, stage }) => {
    return thread === "detector-0" && stage === "detect";
  });
  return detect === undefined ? [0, 0] : [detect.summary.p50Us, detect.summary.p99Us];
}

function contenderOf(one: Case, seconds: number): Contender {
  const shared = ["p99", "p99.9", "sender late, p50", "sender late, p99", "since it was sent, p99"];
  const own = ["receipt to detection p50", "receipt to detection p99"];
  const more = one.cadenceMs === undefined ? shared : [...shared, ...own];
  return {
    name: latencyName(one, "p50"),
    unit: "us",
    sample: () => run(one, seconds),
    more: more.map((what) => ({ name: latencyName(one, what), unit: "us" as const })),
    checksum: () => (one.cadenceMs === undefined ? "relay" : "residual 0"),
  };
}

export const latencySuite: Suite = {
  name: "latency",
  about:
    "due time of a trade to its event at a client; feed and client in one process, engine in another",
  processes: 1,
  run: async (size) => {
    const seconds = size === "smoke" ? 0.3 : SECONDS;
    const cases = size === "smoke" ? SMOKE_CASES : CASES;
    return {
      parameters: { seconds, framesPerSecond: FRAMES_PER_SECOND, rounds: ROUNDS },
      measures: await contest(
        cases.map((one) => contenderOf(one, seconds)),
        size,
        ROUNDS,
        0,
      ),
      rivalries: ["p50", "p99"].map((what) => ({
        subject: latencyName(AT_ONCE, what),
        rival: latencyName(RELAY_CASE, what),
        isOtherWork: true,
      })),
    };
  },
};
