/**
 * Why a symbol did, or did not, produce an event of a kind in the last seconds of market time.
 *
 * Two sources. What was decided while the symbol was watched stands in the decision log, record by record.
 * For the time before, the detectors run on a copy of the symbol's row, as if a tick came now. Asking watches
 * the symbol, so that the next question has the first source. Main thread.
 */

import type { SymbolId } from "#codec";
import type { ClientInterest } from "#emitter";
import type { Engine } from "#engine";
import { nextTickDecisions, PERIODS, symbolHistory } from "#engine/detect";
import { clientGates, edgeGates } from "./client-gates.ts";
import type { EventKind, ExplainedWindow, Explanation, GateView } from "./explanation.ts";
import { flowGates, view } from "./flow-gates.ts";
import { finite, GATE_WORDS } from "./gate-words.ts";
import { windowOf } from "./window.ts";

/** What is asked. */
export interface Question {
  symbol: string;
  symbolId: SymbolId;
  kind: EventKind;
  lastSeconds: number;
  /** One client instead of all. */
  clientId: number | undefined;
}

/** Explains; the symbol is known to the engine. */
export function explain(
  engine: Engine,
  clients: readonly ClientInterest[],
  question: Question,
): Explanation {
  const { symbol, symbolId, kind, lastSeconds, clientId } = question;
  const watched = engine.decisions.watch(symbolId);
  const row = engine.symbolBook.row(symbolId);
  const history = symbolHistory(row);
  const { newestTickEpochUs, newestBarEpochUs } = history;
  const newestEpochUs = Math.max(newestTickEpochUs, newestBarEpochUs);
  const clock = engine.marketClock();
  const nowEpochUs = Math.max(clock.epochUs, newestEpochUs);
  const fromEpochUs = nowEpochUs - lastSeconds * 1e6;
  const window: ExplainedWindow = {
    ...windowOf(watched.decisions, kind, fromEpochUs, nowEpochUs),
    watchedSinceEpochMs: watched.sinceEpochMs,
    shed: watched.shed,
  };
  const before = flowGates({
    engine,
    symbol,
    symbolId,
    newestEpochUs,
    nowEpochUs,
    lastSeconds,
    isFromBars: newestTickEpochUs === 0 && newestBarEpochUs > 0,
  });
  const period = PERIODS.indexOf(clock.period);
  const detect =
    newestEpochUs === 0 ? [] : detectGates(engine, row, { epochUs: nowEpochUs, period }, kind);
  const last = history.lastEventEpochUs[kind];
  const isProduced = window.events > 0 || last >= fromEpochUs;
  const after = [...edgeGates(engine, kind), ...clientGates(clients, kind, clientId)];
  const gates = [...before, ...detect, eventGate(history.counts[kind], last, nowEpochUs), ...after];
  return {
    symbol,
    kind,
    lastSeconds,
    market: {
      epochSeconds: nowEpochUs / 1e6,
      period: clock.period,
      marketStatus: clock.marketStatus,
    },
    verdict: verdictOf({ before, detect, after, window, isProduced, question }),
    gates,
    window,
  };
}

/** What a tick at the last price would meet now. */
function detectGates(
  engine: Engine,
  row: Float64Array,
  moment: { epochUs: number; period: number },
  kind: EventKind,
): GateView[] {
  const settings = engine.config.detectors;
  const name = kind === "high" || kind === "low" ? "highLow" : kind;
  if (!settings[name].enabled) {
    return [view("detect", "detector", false, `detectors.${name}.enabled is false in the config`)];
  }
  return nextTickDecisions(row, moment, settings)
    .filter((decision) => decision.kind === kind)
    .map(({ gate, isPassed, value, limit }) => ({
      ...view("detect", gate, isPassed, GATE_WORDS[gate].text(value, limit, isPassed)),
      value: finite(value),
      limit: finite(limit),
    }));
}

function eventGate(count: number, lastEpochUs: number, nowEpochUs: number): GateView {
  const ago = lastEpochUs > 0 ? `${((nowEpochUs - lastEpochUs) / 1e6).toFixed(1)} s ago` : "";
  const text = ago === "" ? `${count} events this session` : `${count} this session, last ${ago}`;
  return view("detect", "event", undefined, text);
}

interface Findings {
  before: GateView[];
  detect: GateView[];
  after: GateView[];
  window: ExplainedWindow;
  isProduced: boolean;
  question: Question;
}

/**
 * The gate to name: one that is shut before the detectors; else, when there was an event, one that keeps it
 * from the client; else the furthest that a record of the window reached; else what a tick would meet now.
 */
function verdictOf(findings: Findings): Explanation["verdict"] {
  const { before, detect, after, window, isProduced, question } = findings;
  const { kind, symbol, lastSeconds } = question;
  const isShut = ({ state }: GateView) => state === "stopped";
  const within = `in the last ${lastSeconds} s of market time`;
  if (isProduced) {
    const shut = after.find(isShut);
    const made = `${symbol} produced ${kind} events ${within}`;
    if (shut === undefined) return { isProduced, stoppedAt: null, text: made };
    return { isProduced, stoppedAt: shut.gate, text: `${made}, but ${shut.text}` };
  }
  const none = `no ${kind} event ${within}`;
  const shut = before.find(isShut);
  const furthest = window.stops.at(-1);
  if (shut !== undefined && !(shut.gate === "admission" && furthest !== undefined)) {
    return { isProduced, stoppedAt: shut.gate, text: `${none}: ${shut.text}` };
  }
  if (furthest !== undefined) {
    const share = `${furthest.records} of ${window.records} records stopped there`;
    const text = `${none}: ${furthest.text} (gate ${furthest.gate}; ${share})`;
    return { isProduced, stoppedAt: furthest.gate, text };
  }
  const next = detect.find(isShut);
  if (next === undefined) {
    return { isProduced, stoppedAt: null, text: `${none}; the next record may produce one` };
  }
  const text = `${none}: a tick now would stop at gate ${next.gate}: ${next.text}`;
  return { isProduced, stoppedAt: next.gate, text };
}
