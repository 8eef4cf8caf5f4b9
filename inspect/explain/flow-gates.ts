/** The gates before the detectors, as they stand now: feed, subscription, normaliser, worker, route, channel. */
import { KIND_BAR, KIND_TICK, type SymbolId } from "#codec";
import type { Engine } from "#engine";
import { type RouteRow, THREAD_DETECTOR_FIRST } from "#engine/telemetry";
import type { GateState, GateView } from "./explanation.ts";
import { numberText } from "./gate-words.ts";

/** What the gates are asked about. */
export interface FlowQuestion {
  engine: Engine;
  symbol: string;
  symbolId: SymbolId;
  /** Market time of the symbol's newest accepted record, epoch microseconds; 0 = none was accepted. */
  newestEpochUs: number;
  nowEpochUs: number;
  lastSeconds: number;
  /** True when bars are what the symbol lives from. */
  isFromBars: boolean;
}

/** The gates, in flow order. */
export function flowGates(question: FlowQuestion): GateView[] {
  return [
    feedGate(question),
    subscriptionGate(question),
    normaliserGate(question),
    workerGate(question),
    ...routeGates(question),
    admissionGate(question),
  ];
}

export function view(
  stage: string,
  gate: string,
  isPassed: boolean | undefined,
  text: string,
): GateView {
  const state: GateState = isPassed === undefined ? "unknown" : isPassed ? "passed" : "stopped";
  return { stage, gate, state, text, value: null, limit: null };
}

function feedGate({ engine }: FlowQuestion): GateView {
  const { feed, feedDetail, source } = engine.status();
  const detail = feedDetail === "" ? "" : ` (${feedDetail})`;
  return view("source", "feed", feed === "connected", `${source} is ${feed}${detail}`);
}

/** The symbol was seen, so it is subscribed in some way; the intent says in which. */
function subscriptionGate({ engine, symbol }: FlowQuestion): GateView {
  const { source, massive } = engine.config;
  if (source !== "massive") return view("source", "subscription", true, "seen on the feed");
  const isWanted = massive.symbols.includes("*") || massive.symbols.includes(symbol);
  const intent = massive.symbols.slice(0, 5).join(", ");
  return view("source", "subscription", isWanted, `subscribed: ${intent}`);
}

function normaliserGate({ engine, symbol }: FlowQuestion): GateView {
  const stage = engine.ledgerSnapshot().stages.find((row) => row.stage === "normalise");
  const rejected = Object.values(stage?.errored ?? {}).reduce((sum, count) => sum + count, 0);
  const own = engine.errorEntries().find(({ thread, sample, message }) => {
    return thread === "ingest" && (sample.includes(`"${symbol}"`) || message.includes(symbol));
  });
  const all = `${numberText(rejected)} records of all symbols rejected so far`;
  if (own === undefined) return view("normalise", "normaliser", true, all);
  return view("normalise", "normaliser", undefined, `${own.count} x ${own.code}: ${own.message}`);
}

function workerGate({ engine, symbolId }: FlowQuestion): GateView {
  const name = `detector-${symbolId % engine.config.workers}`;
  const worker = engine.status().workers.find((one) => one.name === name);
  const isAlive =
    worker?.state === "running" && worker.heartbeatAgeMs < engine.config.workerStallMs;
  const age = `heartbeat ${numberText(worker?.heartbeatAgeMs ?? Number.NaN)} ms ago`;
  return view("ring", "worker", isAlive, `${name} is ${worker?.state ?? "missing"}, ${age}`);
}

/** What the route board of the symbol's worker says of the kind of its records. */
function routeGates({ engine, symbolId, isFromBars }: FlowQuestion): GateView[] {
  const [kind, name] = isFromBars ? [KIND_BAR, "ohlcv"] : [KIND_TICK, "tick"];
  const thread = engine.threads[THREAD_DETECTOR_FIRST + (symbolId % engine.config.workers)];
  const row: RouteRow | undefined = thread?.routes.rows().find((one) => one.kind === kind);
  if (row === undefined) {
    return [view("route", "route", false, `no channel is registered for ${name} records`)];
  }
  if (row.isDisabled) {
    const text = `channels.${name}.enabled is false in the config`;
    return [view("route", "channel_enabled", false, text)];
  }
  const opened = row.opened === 0 ? "never opened" : `opened ${row.opened} times`;
  const breaker = (gate: string, stage: string, state: string) =>
    view(stage, gate, state !== "open", `the breaker of ${name} is ${state}, ${opened}`);
  return [
    breaker("route_breaker", "route", row.routeBreaker),
    view("route", "channel_enabled", true, `channel ${name} is registered`),
    breaker("channel_breaker", "channel", row.channelBreaker),
  ];
}

function admissionGate(question: FlowQuestion): GateView {
  const { newestEpochUs, nowEpochUs, lastSeconds } = question;
  if (newestEpochUs === 0) {
    return view("channel", "admission", false, "no record of the symbol was ever accepted");
  }
  const ageSeconds = Math.max(0, (nowEpochUs - newestEpochUs) / 1e6);
  const text = `the newest accepted record is ${numberText(ageSeconds)} s old (market time)`;
  return {
    ...view("channel", "admission", ageSeconds <= lastSeconds, text),
    value: ageSeconds,
    limit: lastSeconds,
  };
}
