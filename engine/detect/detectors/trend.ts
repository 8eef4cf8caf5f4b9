/**
 * Trend: price against its own time-decayed mean in three windows, confirmed by the VWAP and by the
 * side of the volume. Source: detectors rules version 1, section 4. Bars make no trend.
 */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_TREND,
  REVERSAL_DOWN_NOW_UP,
  REVERSAL_UP_NOW_DOWN,
  SIDE_DOWN,
  SIDE_NONE,
  SIDE_UP,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
  VWAP_ABOVE,
  VWAP_BELOW,
  VWAP_UNKNOWN,
} from "#codec";
import { DECIDE_TREND, gateId } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import type { Detector } from "./detector.ts";
import type { EventWriter } from "./event-writer.ts";
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
  trendStrength,
} from "./trend-rules.ts";

const RESTART = gateId("restart");
const WARM_UP = gateId("warm_up");
const TICKS = gateId("ticks");
const SCORE = gateId("score");
const RETRACED_GATE = gateId("retraced");
const STRENGTH = gateId("strength");
const INTERVAL = gateId("interval");

/**
 * The windows' time constants are 60, 120 and 200 s; all divide 600 s, so one exponential
 * e = exp(-dt / 600 s) gives the three decays as e^10, e^5 and e^3.
 */
const COMMON_TAU_US = 600_000_000;
/** The relative distance from the VWAP below which a price is not above it. */
const ABOVE_VWAP = 1 + 1e-9;

export class TrendDetector implements Detector {
  readonly name = "trend";
  /** Feeds with a fixed rhythm repeat dt: its decay is kept. */
  #decayDtUs = 0;
  #decay = 1;
  /** Scores of the tick in work. */
  #score = 0;
  #shortScore = 0;
  #mediumScore = 0;
  #longScore = 0;

  /** @hot one exponential at most, no allocation. */
  onTick(context: RecordContext, emit: EventWriter): void {
    const { state, row: at, epochUs, price, period, decisions } = context;
    const ticks = state[at + row.AT_TREND_TICKS] + 1;
    const dtUs = epochUs - state[at + row.AT_TREND_EPOCH_US];
    if (ticks === 1 || dtUs > TREND_GAP_US) {
      const gapUs = ticks === 1 ? 0 : dtUs;
      decisions.note(DECIDE_TREND, RESTART, false, gapUs / 1e6, TREND_GAP_US / 1e6);
      restart(context);
      return;
    }
    this.#updateScores(context, dtUs);
    state[at + row.AT_TREND_TICKS] = ticks;
    state[at + row.AT_TREND_EPOCH_US] = epochUs;
    state[at + row.AT_TREND_PRICE] = price;

    const rule = TREND_RULES[period];
    const threshold = rule.direction * trendPriceFactor(price);
    const ageUs = epochUs - state[at + row.AT_TREND_FIRST_EPOCH_US];
    const size = Math.abs(this.#score);
    const hasSide =
      decisions.lasted(DECIDE_TREND, WARM_UP, ageUs, rule.warmUpUs) &&
      decisions.atLeast(DECIDE_TREND, TICKS, ticks, rule.ticksMin) &&
      decisions.above(DECIDE_TREND, SCORE, size, threshold);
    const side = !hasSide ? SIDE_NONE : this.#score > 0 ? SIDE_UP : SIDE_DOWN;
    const direction = this.#follow(context, side);
    if (direction === SIDE_NONE) return;
    const moderate = MODERATE * threshold;
    if (!rule.emitsWeak && !decisions.above(DECIDE_TREND, STRENGTH, size, moderate)) return;
    const emittedSide = state[at + row.AT_TREND_EMITTED_SIDE];
    const sinceEmissionUs = epochUs - state[at + row.AT_TREND_EMITTED_EPOCH_US];
    const quietUs = emittedSide === direction ? rule.intervalUs : rule.turnIntervalUs;
    const hasEmitted = emittedSide !== SIDE_NONE;
    if (hasEmitted && !decisions.lasted(DECIDE_TREND, INTERVAL, sinceEmissionUs, quietUs)) return;
    this.#emit(context, emit, direction, trendStrength(size, threshold));
    decisions.made(DECIDE_TREND);
  }

  /** Steps 1 and 2: decays the windows by `dtUs`, adds the tick, and scores. */
  #updateScores(context: RecordContext, dtUs: number): void {
    const { state, row: at, price, size, vwap } = context;
    if (dtUs !== this.#decayDtUs) {
      this.#decayDtUs = dtUs;
      this.#decay = Math.exp(-dtUs / COMMON_TAU_US);
    }
    const e = this.#decay;
    const e3 = e * e * e;
    const e5 = e3 * e * e;
    const previousPrice = state[at + row.AT_TREND_PRICE];
    const up = price > previousPrice ? size : 0;
    const down = price < previousPrice ? size : 0;
    const vwapMove = vwap > 0 ? clampUnit((price - vwap) / (FULL_SCALE_VWAP * vwap)) : 0;
    const s = windowScore(state, at, 0, e5 * e5, price, up, down, FULL_SCALE_SHORT, vwapMove);
    const m = windowScore(state, at, 1, e5, price, up, down, FULL_SCALE_MEDIUM, vwapMove);
    const l = windowScore(state, at, 2, e3, price, up, down, FULL_SCALE_LONG, vwapMove);
    this.#shortScore = s;
    this.#mediumScore = m;
    this.#longScore = l;
    this.#score = 0.3 * s + 0.4 * m + 0.3 * l;
  }

  /** Step 4: keeps the run of `side`; returns the trend's direction, none while retraced. */
  #follow(context: RecordContext, side: number): number {
    const { state, row: at, decisions } = context;
    const scoreSize = Math.abs(this.#score);
    let direction = side;
    let given = 0; // part of the peak
    if (side !== state[at + row.AT_TREND_RUN_SIDE]) {
      state[at + row.AT_TREND_RUN_SIDE] = side;
      state[at + row.AT_TREND_RUN_EPOCH_US] = context.epochUs;
      state[at + row.AT_TREND_RUN_PEAK] = scoreSize;
    } else if (side !== SIDE_NONE) {
      const peak = state[at + row.AT_TREND_RUN_PEAK];
      if (scoreSize >= peak) state[at + row.AT_TREND_RUN_PEAK] = scoreSize;
      else {
        given = (peak - scoreSize) / peak;
        // Once retraced, a run has no direction until it beats its peak.
        if (given >= RETRACED * REACHED) direction = SIDE_NONE;
        else direction = state[at + row.AT_TREND_DIRECTION];
      }
    }
    state[at + row.AT_TREND_DIRECTION] = direction;
    if (side === SIDE_NONE) return SIDE_NONE;
    const isPassed = direction !== SIDE_NONE;
    decisions.passed(DECIDE_TREND, RETRACED_GATE, isPassed, given, RETRACED * REACHED);
    return direction;
  }

  #emit(context: RecordContext, emit: EventWriter, direction: number, strength: number): void {
    const { state, row: at, epochUs, price, vwap } = context;
    const emittedSide = state[at + row.AT_TREND_EMITTED_SIDE];
    state[at + (direction === SIDE_UP ? row.AT_TREND_COUNT_UP : row.AT_TREND_COUNT_DOWN)] += 1;
    const slot = emit.open(context, EVENT_TREND, direction, epochUs, price);
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    emit.setCounts(slot, state[at + row.AT_TREND_COUNT_UP], state[at + row.AT_TREND_COUNT_DOWN]);
    emit.setReversal(slot, reversalOf(emittedSide, direction));
    emit.f64[f + TREND_SCORE_F64] = this.#score;
    emit.f64[f + TREND_SHORT_SCORE_F64] = this.#shortScore;
    emit.f64[f + TREND_MEDIUM_SCORE_F64] = this.#mediumScore;
    emit.f64[f + TREND_LONG_SCORE_F64] = this.#longScore;
    emit.f64[f + TREND_AGE_US_F64] = epochUs - state[at + row.AT_TREND_RUN_EPOCH_US];
    emit.u8[b + TREND_STRENGTH_U8] = strength;
    emit.u8[b + TREND_VWAP_POSITION_U8] = vwapPosition(price, vwap);
    state[at + row.AT_TREND_EMITTED_SIDE] = direction;
    state[at + row.AT_TREND_EMITTED_EPOCH_US] = epochUs;
    emit.close();
  }
}

/** The state begins with this tick; what was emitted before is remembered. */
function restart(context: RecordContext): void {
  const { state, row: at, epochUs, price } = context;
  state[at + row.AT_TREND_TICKS] = 1;
  state[at + row.AT_TREND_FIRST_EPOCH_US] = epochUs;
  state[at + row.AT_TREND_EPOCH_US] = epochUs;
  state[at + row.AT_TREND_PRICE] = price;
  for (let window = 0; window < row.TREND_WINDOWS; window++) {
    state[at + row.AT_TREND_EMA + window] = price;
    state[at + row.AT_TREND_UP + window] = 0;
    state[at + row.AT_TREND_DOWN + window] = 0;
  }
  state[at + row.AT_TREND_RUN_SIDE] = SIDE_NONE;
  state[at + row.AT_TREND_DIRECTION] = SIDE_NONE;
}

/** Updates one window and returns its score, -1..1. @hot */
function windowScore(
  state: Float64Array,
  at: number,
  window: number,
  decay: number,
  price: number,
  up: number,
  down: number,
  fullScale: number,
  vwapMove: number,
): number {
  const emaAt = at + row.AT_TREND_EMA + window;
  const upAt = at + row.AT_TREND_UP + window;
  const downAt = at + row.AT_TREND_DOWN + window;
  const ema = price + (state[emaAt] - price) * decay;
  const upVolume = state[upAt] * decay + up;
  const downVolume = state[downAt] * decay + down;
  state[emaAt] = ema;
  state[upAt] = upVolume;
  state[downAt] = downVolume;
  const move = clampUnit((price - ema) / (fullScale * ema));
  const volume = upVolume + downVolume;
  const volumeMove = volume > 0 ? (upVolume - downVolume) / volume : 0;
  const moveMax = Math.abs(move);
  return 0.5 * move + 0.3 * confirm(vwapMove, moveMax) + 0.2 * confirm(volumeMove, moveMax);
}

/** A confirmation never exceeds the move that it confirms. @hot */
function confirm(x: number, moveMax: number): number {
  return Math.max(-moveMax, Math.min(moveMax, x));
}

function reversalOf(previousSide: number, side: number): number {
  if (previousSide === SIDE_NONE || previousSide === side) return 0;
  return side === SIDE_UP ? REVERSAL_DOWN_NOW_UP : REVERSAL_UP_NOW_DOWN;
}

function vwapPosition(price: number, vwap: number): number {
  if (!(vwap > 0)) return VWAP_UNKNOWN;
  return price > vwap * ABOVE_VWAP ? VWAP_ABOVE : VWAP_BELOW;
}
