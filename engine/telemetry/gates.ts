/**
 * Every gate between a record and an event, for the decision log. What each means in words stands in
 * inspect/explain; here are the names and their ids.
 *
 * The position of a name is its id in shared memory: append, never reorder.
 */

/** What a gate decides about: the record itself, or one kind of event that it may become. */
export const DECISION_KINDS = ["record", "high", "low", "trend", "surge"] as const;
/** The subject of a decision. */
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const DECIDE_RECORD = 0;
export const DECIDE_HIGH = 1;
export const DECIDE_LOW = 2;
export const DECIDE_TREND = 3;
export const DECIDE_SURGE = 4;

/** Gates, in flow order within their subject. The comment says what value and limit are. */
export const GATES = [
  "route_breaker", // failures in a row, failures that open it
  "route", // 0, 1
  "channel_enabled", // 0, 1
  "channel_breaker", // failures in a row, failures that open it
  "channel_threw", // 0, 1
  "valid", // id of the error code, 0
  "eligible", // 0, 1
  "sequence", // the feed's sequence, the newest accepted one
  "order", // time of the record, newest accepted time; epoch microseconds
  "tick_covered", // newest tick, first time that it covers; epoch microseconds
  "admitted", // price, size
  "detector_threw", // 0, 1
  "beyond", // the session's extreme, the last reported one; quote currency
  "threshold_percent", // how far beyond, how far it must be; percent
  "threshold_change", // the same in quote currency
  "cooldown", // since the last event, least; seconds
  "other_side", // when the extreme was set, when the other side's was; epoch microseconds
  "restart", // since the last tick, longest; seconds
  "warm_up", // age of the state, least; seconds
  "ticks", // of the state, least
  "score", // |C|, threshold d'
  "retraced", // part of the peak that was given back, most
  "strength", // |C|, least of a moderate trend
  "interval", // since the last event, least; seconds
  "period", // period of the samples, period now; PERIOD_ constants
  "sample_interval", // since the last sample, least; seconds
  "samples", // kept, least
  "gate_change", // move of the sample, least of any surge; quote currency
  "price_percent", // move, threshold; percent
  "price_change", // move, threshold; quote currency
  "volume", // rate of the sample to the mean rate, threshold
  "trigger", // 0, 1: no combination of price and volume is enough
  "surge_score", // score, least
  "gap", // since the last surge, least; seconds
  "surges", // in the last 30 minutes, most
  "previous_bar", // since the bar before, longest; seconds
  "event", // events made, 1
] as const;
/** A gate's name. */
export type Gate = (typeof GATES)[number];

const ids = new Map<string, number>(GATES.map((gate, id) => [gate, id]));

/** The id of a gate in shared memory. */
export function gateId(gate: Gate): number {
  return ids.get(gate) ?? -1;
}
