/** What `top` shows: the difference of two looks at a running engine, stage by stage. */

import type { ClientStats } from "#emitter";
import type { EngineStatus, LedgerSnapshot, LedgerStage, MarketClock } from "#engine";
import type { LatencySummary } from "#engine/telemetry";
import type { EngineClient } from "./engine-client.ts";

/** The part of /api/status that `top` reads. */
interface StatusAnswer {
  engine: EngineStatus;
  market: MarketClock;
  symbols: number;
  queue: { pushed: number; pulled: number; slotsMax: number }[];
  clients: ClientStats[];
}

/** One look. */
export interface TopSample {
  ledger: LedgerSnapshot;
  status: StatusAnswer;
  latency: Record<string, LatencySummary>;
}

/** One stage between two looks; rates per second. */
export interface TopStage {
  stage: string;
  inPerSecond: number;
  outPerSecond: number;
  inFlight: number;
  filteredPerSecond: number;
  droppedPerSecond: number;
  erroredPerSecond: number;
  /** Of the thread with the highest p99, since the engine began; null where nothing is measured. */
  p50Us: number | null;
  p99Us: number | null;
  /** What left by name, per second, `filtered tick_covered` and so on; the most first. */
  left: { name: string; perSecond: number }[];
}

/** Everything that one screen of `top` shows. */
export interface TopView {
  epochMs: number;
  seconds: number;
  residual: number;
  engine: EngineStatus;
  market: MarketClock;
  symbols: number;
  stages: TopStage[];
  queue: { priority: string; waiting: number; slotsMax: number }[];
  clients: (ClientStats & { deliveredPerSecond: number; conflatedPerSecond: number })[];
}

/** Takes one look. */
export async function sampleEngine(engine: EngineClient): Promise<TopSample> {
  const [ledger, status, { latency }] = await Promise.all([
    engine.get<LedgerSnapshot>("/api/ledger"),
    engine.get<StatusAnswer>("/api/status"),
    engine.get<{ latency: Record<string, LatencySummary> }>("/api/latency"),
  ]);
  return { ledger, status, latency };
}

/** What happened between two looks at one engine. */
export function viewOf(before: TopSample, after: TopSample): TopView {
  const seconds = Math.max(0.001, (after.ledger.epochMs - before.ledger.epochMs) / 1000);
  const { engine, market, symbols, queue, clients } = after.status;
  const earlier = new Map(before.status.clients.map((client) => [client.id, client]));
  return {
    epochMs: after.ledger.epochMs,
    seconds,
    residual: after.ledger.residual,
    engine,
    market,
    symbols,
    stages: after.ledger.stages.map((stage) => {
      const previous = before.ledger.stages.find((other) => other.stage === stage.stage);
      return stageOf(stage, previous ?? stage, seconds, after.latency);
    }),
    queue: queue.map(({ pushed, pulled, slotsMax }, i) => {
      return { priority: `P${i}`, waiting: pushed - pulled, slotsMax };
    }),
    clients: clients.map((client) => {
      const since = (name: "delivered" | "conflated") =>
        (client[name] - (earlier.get(client.id)?.[name] ?? 0)) / seconds;
      return {
        ...client,
        deliveredPerSecond: since("delivered"),
        conflatedPerSecond: since("conflated"),
      };
    }),
  };
}

function stageOf(
  now: LedgerStage,
  before: LedgerStage,
  seconds: number,
  latency: Record<string, LatencySummary>,
): TopStage {
  const parts = (["filtered", "dropped", "errored"] as const).map((part) => {
    return Object.entries(now[part]).map(([name, count]) => {
      return { name: `${part} ${name}`, perSecond: (count - (before[part][name] ?? 0)) / seconds };
    });
  });
  const [filtered, dropped, errored] = parts.map((list) => {
    return list.reduce((sum, { perSecond }) => sum + perSecond, 0);
  });
  const slowest = Object.entries(latency)
    .filter(([name]) => name.startsWith(`${now.stage}@`))
    .map(([, summary]) => summary)
    .sort((a, b) => b.p99Us - a.p99Us)[0];
  return {
    stage: now.stage,
    inPerSecond: (now.in - before.in) / seconds,
    outPerSecond: (now.out - before.out) / seconds,
    inFlight: now.inFlight,
    filteredPerSecond: filtered ?? 0,
    droppedPerSecond: dropped ?? 0,
    erroredPerSecond: errored ?? 0,
    p50Us: slowest?.p50Us ?? null,
    p99Us: slowest?.p99Us ?? null,
    left: parts
      .flat()
      .filter(({ perSecond }) => perSecond > 0)
      .sort((a, b) => b.perSecond - a.perSecond),
  };
}
