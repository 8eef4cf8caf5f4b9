/** What an explanation says; the answer of GET /api/explain/SYMBOL. */
import type { DecisionKind } from "#engine/telemetry";

/** A kind of event that can be explained. */
export type EventKind = Exclude<DecisionKind, "record">;
export const EVENT_KINDS: readonly EventKind[] = ["high", "low", "trend", "surge"];

/** How a gate stands: `stopped` is why there is no event; `unknown` where nothing decides it. */
export type GateState = "passed" | "stopped" | "unknown";

/** One gate on the way from the feed to the client. */
export interface GateView {
  /** Stage of the pipeline. */
  stage: string;
  gate: string;
  state: GateState;
  /** In words, with the numbers and their units. */
  text: string;
  value: number | null;
  limit: number | null;
}

/** Records of the window that a gate stopped. */
export interface GateStops {
  gate: string;
  records: number;
  /** Of the record that came nearest to passing. */
  text: string;
  value: number | null;
  limit: number | null;
}

/** What was decided while the symbol was watched. */
export interface ExplainedWindow {
  /** Market time, epoch seconds. */
  fromEpochSeconds: number;
  toEpochSeconds: number;
  /** Since when decisions are kept, this engine's clock. */
  watchedSinceEpochMs: number;
  /** Records of the symbol with decisions in the window. */
  records: number;
  admitted: number;
  events: number;
  /** Refused before the detectors, and stopped by them; the furthest gate last. */
  stops: GateStops[];
  /** Decisions of the worker that are no longer kept. */
  shed: number;
  /** Records whose gates all passed without an event, or the reverse: a gate that notes nothing. */
  contradictions: number;
}

/** Why a symbol did, or did not, produce an event. */
export interface Explanation {
  symbol: string;
  kind: EventKind;
  lastSeconds: number;
  market: { epochSeconds: number; period: string; marketStatus: string };
  verdict: {
    isProduced: boolean;
    /** Name of the gate that stopped; null when an event was produced and reached everybody asked for. */
    stoppedAt: string | null;
    text: string;
  };
  /** In flow order, as they stand now. */
  gates: GateView[];
  window: ExplainedWindow;
}
