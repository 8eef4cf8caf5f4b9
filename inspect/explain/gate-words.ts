/** Gates of the decision log in words: stage, what value and limit are, and how they compare. */

import type { Gate } from "#engine/telemetry";
import { ERROR_CODES, errorInfo } from "#schemas";

/** How a gate reads. */
interface GateWords {
  stage: "route" | "channel" | "detect";
  /** With numbers in place. */
  text: (value: number, limit: number, isPassed: boolean) => string;
  /** True when a larger value is nearer to passing. */
  risesToPass: boolean;
}

/** 0.0812345 -> 0.0812; integers as they are; what is not known as "none". */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "none";
  return Number.isInteger(value) ? value.toLocaleString("en") : String(+value.toPrecision(4));
}

function atLeast(what: string, unit: string): GateWords["text"] {
  return (value, limit) =>
    `${what} ${numberText(value)}${unit}, needs at least ${numberText(limit)}${unit}`;
}

function timeText(epochUs: number): string {
  return epochUs > 0 ? new Date(epochUs / 1000).toISOString().slice(11, 23) : "never";
}

function fixed(text: string): GateWords["text"] {
  return () => text;
}

function openBreaker(whose: string): GateWords["text"] {
  return (value, limit) =>
    `${whose} breaker is open after ${value} failures in a row (opens at ${limit})`;
}

function words(stage: GateWords["stage"], text: GateWords["text"], risesToPass = true): GateWords {
  return { stage, text, risesToPass };
}

export const GATE_WORDS: Readonly<Record<Gate, GateWords>> = {
  route_breaker: words("route", openBreaker("the route's"), false),
  route: words("route", fixed("no channel is registered for the record's kind")),
  channel_enabled: words("route", fixed("the channel is switched off in the config")),
  channel_breaker: words("channel", openBreaker("the channel's"), false),
  channel_threw: words("channel", fixed("the channel threw; see /api/errors")),
  valid: words("channel", (codeId) => {
    const code = ERROR_CODES[codeId];
    return code === undefined
      ? "the record has no symbol row"
      : `${code}: ${errorInfo(code).cause}`;
  }),
  eligible: words("channel", fixed("its condition codes may not set a price")),
  sequence: words(
    "channel",
    (value, limit) => `duplicate: feed sequence ${value}, newest accepted ${limit}`,
  ),
  order: words(
    "channel",
    (value, limit) => `out of order: ${timeText(value)}, newest accepted ${timeText(limit)}`,
  ),
  tick_covered: words(
    "channel",
    (value) => `a bar of a symbol whose ticks flow (newest tick ${timeText(value)})`,
  ),
  admitted: words(
    "channel",
    (value, limit) => `admitted: price ${numberText(value)}, size ${numberText(limit)}`,
  ),
  detector_threw: words("detect", fixed("a detector threw; see /api/errors")),
  beyond: words(
    "detect",
    (value, limit, isPassed) =>
      `the session's extreme ${numberText(value)} ${isPassed ? "lies" : "is not"} beyond the reported ${numberText(limit)}`,
  ),
  threshold_percent: words("detect", atLeast("beyond the last report by", " %")),
  threshold_change: words("detect", atLeast("beyond the last report by", "")),
  cooldown: words("detect", atLeast("since the last event", " s")),
  other_side: words(
    "detect",
    (value, limit) =>
      `the other side is also due and goes first: ${timeText(limit)}, this one ${timeText(value)}`,
  ),
  restart: words(
    "detect",
    (value, limit) =>
      value === 0
        ? "first tick of the trend's state"
        : `the state was reset after a gap of ${numberText(value)} s (above ${limit} s)`,
    false,
  ),
  warm_up: words("detect", atLeast("warm-up: age of the state", " s")),
  ticks: words("detect", atLeast("ticks of the state", "")),
  score: words(
    "detect",
    (value, limit) => `trend score ${numberText(value)}, must be above ${numberText(limit)}`,
  ),
  retraced: words(
    "detect",
    (value, limit) => `gave back ${numberText(value)} of its peak, stops at ${numberText(limit)}`,
    false,
  ),
  strength: words(
    "detect",
    (value, limit) =>
      `weak trends are not reported in this period: ${numberText(value)}, moderate from ${numberText(limit)}`,
  ),
  interval: words("detect", atLeast("since the last trend event", " s")),
  period: words("detect", fixed("warm-up: the first sample of this period")),
  sample_interval: words("detect", atLeast("since the last sample", " s")),
  samples: words("detect", atLeast("warm-up: samples", "")),
  gate_change: words("detect", atLeast("move of the sample", "")),
  price_percent: words("detect", atLeast("move of the sample", " %")),
  price_change: words("detect", atLeast("move of the sample", "")),
  volume: words("detect", atLeast("volume against its mean", " x")),
  trigger: words("detect", fixed("price and volume together are not enough for a trigger")),
  surge_score: words("detect", atLeast("surge score", "")),
  gap: words("detect", atLeast("cooldown: since the last surge", " s")),
  surges: words(
    "detect",
    (value, limit) => `${value} surges in 30 minutes, at most ${limit}`,
    false,
  ),
  previous_bar: words(
    "detect",
    (value, limit) => `since the bar before ${numberText(value)} s, at most ${limit} s`,
    false,
  ),
  event: words("detect", (value) => `${value} event${value === 1 ? "" : "s"} made`),
};

/** A finite number, or null: JSON has no NaN. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
