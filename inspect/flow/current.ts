/**
 * The flow that is there: from two looks at the counters, what each node and edge carries now, how
 * long it takes, and what left early.
 */
import type { LedgerSnapshot } from "#engine";
import type { LatencySummary, RouteRow } from "#engine/telemetry";
import type { ExpectedFlow } from "./expected.ts";
import { edgeId } from "./expected.ts";

/** What a record kind met on one thread; see /api/routes. */
export type RouteReading = RouteRow & { thread: string };

/** Sampled traces of one thread; see /api/traces. */
export interface TraceReading {
  thread: string;
  /** Entries that newer ones have overwritten. */
  shed: number;
  entries: { traceId: number; stage: string; epochUs: number; recordSeq: number }[];
}

/** One look at an engine. */
export interface FlowReading {
  ledger: LedgerSnapshot;
  /** null when the engine does not tell. */
  routes: RouteReading[] | null;
}

/** Everything that the current flow is made from. */
export interface FlowReadings {
  before: FlowReading;
  after: FlowReading;
  /** By `stage@thread`, microseconds from receipt to the end of the stage. */
  latency: Record<string, LatencySummary>;
  traces: TraceReading[];
  workers: { name: string; state: string }[];
  /** State of the feed, as in /api/status. */
  feed: string;
  /** Of the market clock, as in /api/status. */
  marketStatus: string;
}

/** Counts since the engine began, and per second in the window. */
export interface CurrentNode {
  id: string;
  in: number;
  out: number;
  inPerSecond: number;
  outPerSecond: number;
  filtered: Record<string, number>;
  dropped: Record<string, number>;
  errored: Record<string, number>;
  inFlight: number;
  residual: number;
  /** Of the slowest thread, from receipt to the end of the stage; null where nothing is measured. */
  latency: { thread: string; p50Us: number; p99Us: number; p999Us: number } | null;
  /** Sampled records that came here; null while none is sampled. */
  traced: number | null;
}

export interface CurrentEdge {
  id: string;
  from: string;
  to: string;
  produced: number;
  taken: number;
  perSecond: number;
  inFlight: number;
  residual: number;
}

export interface CurrentFlow {
  epochMs: number;
  /** Seconds between the two looks. */
  seconds: number;
  feed: string;
  marketStatus: string;
  threads: { name: string; state: string }[];
  nodes: CurrentNode[];
  edges: CurrentEdge[];
  /** null when the engine does not tell. */
  routes: RouteReading[] | null;
  /** Sampled records that were followed. */
  tracedRecords: number;
}

/** The current flow, with a node for each channel of `expected`. */
export function currentFlow(expected: ExpectedFlow, readings: FlowReadings): CurrentFlow {
  const { before, after, workers, feed, marketStatus } = readings;
  const seconds = Math.max(0.001, (after.ledger.epochMs - before.ledger.epochMs) / 1000);
  const traced = tracedRecords(readings.traces);
  const stages = after.ledger.stages.map((row): CurrentNode => {
    const was = before.ledger.stages.find(({ stage }) => stage === row.stage);
    return {
      id: row.stage,
      in: row.in,
      out: row.out,
      inPerSecond: (row.in - (was?.in ?? 0)) / seconds,
      outPerSecond: (row.out - (was?.out ?? 0)) / seconds,
      filtered: row.filtered,
      dropped: row.dropped,
      errored: row.errored,
      inFlight: row.inFlight,
      residual: row.residual,
      latency: slowest(row.stage, readings.latency),
      traced: traced.count === 0 ? null : (traced.byStage.get(row.stage)?.size ?? 0),
    };
  });
  const edges = after.ledger.edges.map((row): CurrentEdge => {
    const was = before.ledger.edges.find(({ from }) => from === row.from);
    const perSecond = (row.taken - (was?.taken ?? 0)) / seconds;
    return { ...row, id: edgeId(row.from, row.to), perSecond };
  });
  const channels = channelsOf(expected, readings, seconds);
  return {
    epochMs: after.ledger.epochMs,
    seconds,
    feed,
    marketStatus,
    threads: workers.map(({ name, state }) => ({ name, state })),
    nodes: [...stages, ...channels.nodes],
    edges: [...edges, ...channels.edges],
    routes: after.routes,
    tracedRecords: traced.count,
  };
}

/** A channel's counts over all threads. */
function sumOf(kind: number, routes: readonly RouteReading[]) {
  const sum = { handled: 0, admitted: 0, filtered: 0, errored: 0, detectFailures: 0 };
  for (const row of routes) {
    if (row.kind !== kind) continue;
    sum.handled += row.admitted + row.filtered + row.errored;
    sum.admitted += row.admitted;
    sum.filtered += row.filtered;
    sum.errored += row.errored;
    sum.detectFailures += row.detectFailures;
  }
  return sum;
}

/** Nodes and edges of channels; none when the engine does not tell of its routes. */
function channelsOf(
  { kinds }: ExpectedFlow,
  { before, after }: FlowReadings,
  seconds: number,
): { nodes: CurrentNode[]; edges: CurrentEdge[] } {
  const nodes: CurrentNode[] = [];
  const edges: CurrentEdge[] = [];
  const { routes } = after;
  if (routes === null) return { nodes, edges };
  for (const { kind, channel } of kinds) {
    if (!routes.some((row) => row.kind === kind && row.isRegistered)) continue;
    const now = sumOf(kind, routes);
    const was = sumOf(kind, before.routes ?? []);
    const inPerSecond = (now.handled - was.handled) / seconds;
    const outPerSecond = (now.admitted - was.admitted) / seconds;
    nodes.push({
      id: channel,
      in: now.handled,
      out: now.admitted,
      inPerSecond,
      outPerSecond,
      filtered: now.filtered === 0 ? {} : { filtered: now.filtered },
      dropped: {},
      errored: now.errored === 0 ? {} : { errored: now.errored },
      inFlight: 0,
      residual: 0,
      latency: null,
      traced: null,
    });
    const edge = (from: string, to: string, count: number, perSecond: number): CurrentEdge => {
      const flow = { produced: count, taken: count, perSecond, inFlight: 0, residual: 0 };
      return { id: edgeId(from, to), from, to, ...flow };
    };
    edges.push(edge("route", channel, now.handled, inPerSecond));
    edges.push(edge(channel, "detect", now.admitted, outPerSecond));
  }
  return { nodes, edges };
}

/** The slowest thread's summary of a stage. */
function slowest(
  stage: string,
  latency: Readonly<Record<string, LatencySummary>>,
): CurrentNode["latency"] {
  let found: CurrentNode["latency"] = null;
  for (const [key, { p50Us, p99Us, p999Us }] of Object.entries(latency)) {
    const [name, thread = ""] = key.split("@");
    if (name !== stage || (found !== null && found.p99Us >= p99Us)) continue;
    found = { thread, p50Us, p99Us, p999Us };
  }
  return found;
}

/**
 * The sampled records that every thread can still know of, and those that came to each stage: newer
 * than the oldest that a thread keeps (of which it may have overwritten a part), not newer than what
 * every thread has come to (they are read one after the other, while records move).
 */
function tracedRecords(traces: readonly TraceReading[]): {
  count: number;
  byStage: Map<string, Set<number>>;
} {
  let oldest = -1;
  let newest = Number.POSITIVE_INFINITY;
  for (const { shed, entries } of traces) {
    const seqs = entries.map(({ recordSeq }) => recordSeq);
    if (shed > 0 && seqs.length > 0) oldest = Math.max(oldest, Math.min(...seqs));
    const passed = entries.filter(({ stage }) => stage === "normalise" || stage === "route");
    if (passed.length > 0) newest = Math.min(newest, passed.at(-1)!.recordSeq);
  }
  const byStage = new Map<string, Set<number>>();
  for (const { stage, recordSeq } of traces.flatMap(({ entries }) => entries)) {
    if (recordSeq <= oldest || recordSeq > newest) continue;
    if (!byStage.has(stage)) byStage.set(stage, new Set());
    byStage.get(stage)!.add(recordSeq);
  }
  return { count: byStage.get("source")?.size ?? 0, byStage };
}
