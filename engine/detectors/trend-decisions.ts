/**
 * The trend detector's decisions about one tick, gate by gate, for the decision log. The score is read
 * from the row after the tick, what was emitted before from the row before it; changes nothing.
 * Source: detectors rules version 1, section 4. Only for watched symbols: slow is fine.
 */
import { SIDE_NONE } from "#codec";
import { DECIDE_TREND, type DecisionNotes, gateId } from "#telemetry";
import type { RecordContext } from "./record-context.ts";
import * as row from "./symbol-row.ts";
import { clampUnit, REACHED } from "./threshold.ts";
import {
  FULL_SCALE_LONG,
  FULL_SCALE_MEDIUM,
  FULL_SCALE_SHORT,
  FULL_SCALE_VWAP,
  MODERATE,
  RETRACED,
  TREND_GAP_US,
  TREND_RULES,
  trendPriceFactor,
} from "./trend-rules.ts";

const RESTART = gateId("restart");
const WARM_UP = gateId("warm_up");
const TICKS = gateId("ticks");
const SCORE = gateId("score");
const RETRACED_GATE = gateId("retraced");
const STRENGTH = gateId("strength");
const INTERVAL = gateId("interval");

/** Decides for a tick: `before` on the row before it, `after` on the row that the detector left. */
export function noteTrend(before: RecordContext, after: RecordContext, log: DecisionNotes): void {
  const { state, row: at, epochUs, period, price } = after;
  const earlier = (offset: number) => before.state[before.row + offset];
  const now = (offset: number) => state[at + offset];
  const gapUs = epochUs - earlier(row.AT_TREND_EPOCH_US);
  const isFirst = earlier(row.AT_TREND_TICKS) === 0;
  if (isFirst || gapUs > TREND_GAP_US) {
    log.note(DECIDE_TREND, RESTART, false, isFirst ? 0 : gapUs / 1e6, TREND_GAP_US / 1e6);
    return;
  }
  const pass = (gate: number, isPassed: boolean, value: number, limit: number): boolean => {
    log.note(DECIDE_TREND, gate, isPassed, value, limit);
    return isPassed;
  };
  const rule = TREND_RULES[period];
  const ageUs = epochUs - now(row.AT_TREND_FIRST_EPOCH_US);
  if (!pass(WARM_UP, ageUs >= rule.warmUpUs, ageUs / 1e6, rule.warmUpUs / 1e6)) return;
  const ticks = now(row.AT_TREND_TICKS);
  if (!pass(TICKS, ticks >= rule.ticksMin, ticks, rule.ticksMin)) return;
  const threshold = rule.direction * trendPriceFactor(price);
  const size = Math.abs(trendScore(after));
  if (!pass(SCORE, size > threshold, size, threshold)) return;
  const direction = now(row.AT_TREND_DIRECTION);
  const peak = now(row.AT_TREND_RUN_PEAK);
  const given = (peak - size) / peak;
  if (!pass(RETRACED_GATE, direction !== SIDE_NONE, given, RETRACED * REACHED)) return;
  const moderate = MODERATE * threshold;
  if (!rule.emitsWeak && !pass(STRENGTH, size > moderate, size, moderate)) return;
  const emittedSide = earlier(row.AT_TREND_EMITTED_SIDE);
  if (emittedSide === SIDE_NONE) return;
  const sinceUs = epochUs - earlier(row.AT_TREND_EMITTED_EPOCH_US);
  const quietUs = emittedSide === direction ? rule.intervalUs : rule.turnIntervalUs;
  pass(INTERVAL, sinceUs >= quietUs, sinceUs / 1e6, quietUs / 1e6);
}

/** C of the row that the context's tick left behind. */
function trendScore(context: RecordContext): number {
  return (
    0.3 * windowScore(context, 0, FULL_SCALE_SHORT) +
    0.4 * windowScore(context, 1, FULL_SCALE_MEDIUM) +
    0.3 * windowScore(context, 2, FULL_SCALE_LONG)
  );
}

function windowScore(context: RecordContext, window: number, fullScale: number): number {
  const { state, row: at, price, vwap } = context;
  const ema = state[at + row.AT_TREND_EMA + window];
  const up = state[at + row.AT_TREND_UP + window];
  const down = state[at + row.AT_TREND_DOWN + window];
  const move = clampUnit((price - ema) / (fullScale * ema));
  const vwapMove = vwap > 0 ? clampUnit((price - vwap) / (FULL_SCALE_VWAP * vwap)) : 0;
  const volumeMove = up + down > 0 ? (up - down) / (up + down) : 0;
  const moveMax = Math.abs(move);
  const confirm = (x: number) => Math.max(-moveMax, Math.min(moveMax, x));
  return 0.5 * move + 0.3 * confirm(vwapMove) + 0.2 * confirm(volumeMove);
}
