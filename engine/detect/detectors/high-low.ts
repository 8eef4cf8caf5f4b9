/**
 * High/low: tells when a session's extreme has moved far enough beyond the last reported one.
 * Source: detectors rules version 1, sections 3 and 6. Its state: the extremes in the symbol's row.
 */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_HIGH,
  EVENT_LOW,
  HIGHLOW_PREVIOUS_PRICE_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  HIGHLOW_SIGNIFICANCE_F64,
  HIGHLOW_SURGE_FLAG_U8,
  HIGHLOW_TREND_FLAG_U8,
  PATTERN_M_TOP,
  PATTERN_W_BOTTOM,
  REVERSAL_TYPE_V_BOTTOM,
  REVERSAL_TYPE_V_TOP,
  SIDE_DOWN,
  SIDE_NONE,
  SIDE_UP,
} from "#codec";
import { DECIDE_HIGH, DECIDE_LOW, gateId } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import type { Detector } from "./detector.ts";
import type { EventWriter } from "./event-writer.ts";
import { HighLowThresholds } from "./high-low-rules.ts";
import type { HighLowSettings } from "./settings.ts";

const BEYOND = gateId("beyond");
const COOLDOWN = gateId("cooldown");
const OTHER_SIDE = gateId("other_side");

/** Longest time from the oldest event of an M or W to the newest. */
const PATTERN_SPAN_US = 900_000_000;
/** Since the last event, where there was none. */
const NEVER = Number.POSITIVE_INFINITY;

export class HighLowDetector implements Detector {
  readonly name = "high-low";
  readonly #thresholds: HighLowThresholds;
  readonly #cooldownUs: number;
  readonly #reversalWindowUs: number;

  constructor(settings: HighLowSettings) {
    this.#thresholds = new HighLowThresholds(settings);
    this.#cooldownUs = settings.cooldownSeconds * 1e6;
    this.#reversalWindowUs = settings.reversalWindowSeconds * 1e6;
  }

  /** @hot four compares on a tick between the extremes. */
  onTick(context: RecordContext, emit: EventWriter): void {
    const { state, row: at, price } = context;
    if (price > state[at + row.AT_SESSION_HIGH]) this.#setHigh(context, price);
    if (price < state[at + row.AT_SESSION_LOW]) this.#setLow(context, price);
    const isHighBeyond = isBeyondHigh(context);
    const isLowBeyond = isBeyondLow(context);
    const isHighDue = isHighBeyond && this.#isHighDue(context);
    const isLowDue = isLowBeyond && this.#isLowDue(context);
    if (context.decisions.isOn) {
      this.#noteHigh(context, isHighBeyond, isHighDue);
      this.#noteLow(context, isLowBeyond, isLowDue);
    }
    if (!isHighDue && !isLowDue) return;
    const sinceUs = sinceEmissionUs(context);
    if (!this.#hasCooledDown(context, sinceUs, isHighDue, isLowDue)) return;
    const isHighFirst = state[at + row.AT_HIGH_EPOCH_US] <= state[at + row.AT_LOW_EPOCH_US];
    if (isHighDue && isLowDue) notePostponed(context, isHighFirst);
    if (isHighDue && (!isLowDue || isHighFirst)) this.#emitHigh(context, emit);
    else this.#emitLow(context, emit);
  }

  /** @hot a bar reached both its high and its low: one step for each, the likelier order first. */
  onBar(context: RecordContext, emit: EventWriter): void {
    // The cooldown reaches from bar to bar, never from one step of a bar to the other.
    const sinceUs = sinceEmissionUs(context);
    if (context.price >= context.open) {
      this.#highStep(context, emit, sinceUs);
      this.#lowStep(context, emit, sinceUs);
    } else {
      this.#lowStep(context, emit, sinceUs);
      this.#highStep(context, emit, sinceUs);
    }
  }

  #highStep(context: RecordContext, emit: EventWriter, sinceUs: number): void {
    const { state, row: at, high } = context;
    if (high > state[at + row.AT_SESSION_HIGH]) this.#setHigh(context, high);
    const isBeyond = isBeyondHigh(context);
    const isDue = isBeyond && this.#isHighDue(context);
    if (context.decisions.isOn) this.#noteHigh(context, isBeyond, isDue);
    if (!isDue) return;
    if (this.#hasCooledDown(context, sinceUs, true, false)) this.#emitHigh(context, emit);
  }

  #lowStep(context: RecordContext, emit: EventWriter, sinceUs: number): void {
    const { state, row: at, low } = context;
    if (low < state[at + row.AT_SESSION_LOW]) this.#setLow(context, low);
    const isBeyond = isBeyondLow(context);
    const isDue = isBeyond && this.#isLowDue(context);
    if (context.decisions.isOn) this.#noteLow(context, isBeyond, isDue);
    if (!isDue) return;
    if (this.#hasCooledDown(context, sinceUs, false, true)) this.#emitLow(context, emit);
  }

  #setHigh(context: RecordContext, price: number): void {
    context.state[context.row + row.AT_SESSION_HIGH] = price;
    context.state[context.row + row.AT_HIGH_EPOCH_US] = context.epochUs;
  }

  #setLow(context: RecordContext, price: number): void {
    context.state[context.row + row.AT_SESSION_LOW] = price;
    context.state[context.row + row.AT_LOW_EPOCH_US] = context.epochUs;
  }

  /** Whether a high beyond the reported one is far enough beyond it. */
  #isHighDue(context: RecordContext): boolean {
    const high = context.state[context.row + row.AT_SESSION_HIGH];
    const reported = context.state[context.row + row.AT_REPORTED_HIGH];
    return this.#thresholds.isReached(high, high - reported, reported, context.period);
  }

  #isLowDue(context: RecordContext): boolean {
    const low = context.state[context.row + row.AT_SESSION_LOW];
    const reported = context.state[context.row + row.AT_REPORTED_LOW];
    return this.#thresholds.isReached(low, reported - low, reported, context.period);
  }

  #noteHigh(context: RecordContext, isBeyond: boolean, isDue: boolean): void {
    const high = context.state[context.row + row.AT_SESSION_HIGH];
    const reported = context.state[context.row + row.AT_REPORTED_HIGH];
    context.decisions.note(DECIDE_HIGH, BEYOND, isBeyond, high, reported);
    if (!isBeyond) return;
    this.#thresholds.note(context, DECIDE_HIGH, isDue, high, high - reported, reported);
  }

  #noteLow(context: RecordContext, isBeyond: boolean, isDue: boolean): void {
    const low = context.state[context.row + row.AT_SESSION_LOW];
    const reported = context.state[context.row + row.AT_REPORTED_LOW];
    context.decisions.note(DECIDE_LOW, BEYOND, isBeyond, low, reported);
    if (!isBeyond) return;
    this.#thresholds.note(context, DECIDE_LOW, isDue, low, reported - low, reported);
  }

  /** Whether the last event of either side is long enough ago; asked for the sides that are due. */
  #hasCooledDown(
    { decisions }: RecordContext,
    sinceUs: number,
    isHighDue: boolean,
    isLowDue: boolean,
  ): boolean {
    if (sinceUs === NEVER) return true;
    let isOver = true;
    if (isHighDue) isOver = decisions.lasted(DECIDE_HIGH, COOLDOWN, sinceUs, this.#cooldownUs);
    if (isLowDue) isOver = decisions.lasted(DECIDE_LOW, COOLDOWN, sinceUs, this.#cooldownUs);
    return isOver;
  }

  #emitHigh(context: RecordContext, emit: EventWriter): void {
    const { state, row: at } = context;
    state[at + row.AT_HIGH_COUNT] += 1;
    const price = state[at + row.AT_SESSION_HIGH];
    state[at + row.AT_REPORTED_HIGH] = price;
    const eventEpochUs = state[at + row.AT_HIGH_EPOCH_US];
    this.#emit(context, emit, EVENT_HIGH, SIDE_UP, price, eventEpochUs);
    context.decisions.made(DECIDE_HIGH);
  }

  #emitLow(context: RecordContext, emit: EventWriter): void {
    const { state, row: at } = context;
    state[at + row.AT_LOW_COUNT] += 1;
    const price = state[at + row.AT_SESSION_LOW];
    state[at + row.AT_REPORTED_LOW] = price;
    const eventEpochUs = state[at + row.AT_LOW_EPOCH_US];
    this.#emit(context, emit, EVENT_LOW, SIDE_DOWN, price, eventEpochUs);
    context.decisions.made(DECIDE_LOW);
  }

  #emit(
    context: RecordContext,
    emit: EventWriter,
    kind: number,
    side: number,
    price: number,
    eventEpochUs: number,
  ): void {
    const { state, row: at } = context;
    const slot = emit.open(context, kind, side, eventEpochUs, price);
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    emit.setCounts(slot, state[at + row.AT_HIGH_COUNT], state[at + row.AT_LOW_COUNT]);
    emit.f64[f + HIGHLOW_SESSION_HIGH_F64] = state[at + row.AT_SESSION_HIGH];
    emit.f64[f + HIGHLOW_SESSION_LOW_F64] = state[at + row.AT_SESSION_LOW];
    emit.f64[f + HIGHLOW_SIGNIFICANCE_F64] = significance(
      context.percentChange(price),
      context.relVolume(),
    );
    emit.u8[b + HIGHLOW_TREND_FLAG_U8] = state[at + row.AT_TREND_DIRECTION];
    const isSurging = context.epochUs < state[at + row.AT_SURGE_EXPIRATION_EPOCH_US];
    emit.u8[b + HIGHLOW_SURGE_FLAG_U8] = isSurging ? state[at + row.AT_SURGE_SIDE] : SIDE_NONE;
    this.#describeReversal(context, emit, slot, side, eventEpochUs);
    remember(context, side, price, eventEpochUs);
    emit.close();
  }

  /** Fills reversal and reversal_info from the events before this one. */
  #describeReversal(
    context: RecordContext,
    emit: EventWriter,
    slot: number,
    side: number,
    eventEpochUs: number,
  ): void {
    const { state, row: at } = context;
    const previousSide = state[at + row.AT_EVENT_SIDE];
    const spanUs = eventEpochUs - state[at + row.AT_EVENT_EPOCH_US];
    if (previousSide === SIDE_NONE || previousSide === side) return;
    if (spanUs < 0 || spanUs > this.#reversalWindowUs) return;
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const isUp = side === SIDE_UP;
    emit.setReversal(slot, 1);
    emit.f64[f + HIGHLOW_REVERSAL_SPAN_US_F64] = spanUs;
    emit.f64[f + HIGHLOW_PREVIOUS_PRICE_F64] = state[at + row.AT_EVENT_PRICE];
    emit.u8[b + HIGHLOW_REVERSAL_TYPE_U8] = isUp ? REVERSAL_TYPE_V_BOTTOM : REVERSAL_TYPE_V_TOP;
    const isAlternating =
      state[at + row.AT_EVENT2_SIDE] === side && state[at + row.AT_EVENT3_SIDE] === previousSide;
    const patternSpanUs = eventEpochUs - state[at + row.AT_EVENT3_EPOCH_US];
    if (!isAlternating || patternSpanUs > PATTERN_SPAN_US) return;
    emit.u8[b + HIGHLOW_REVERSAL_PATTERN_U8] = isUp ? PATTERN_W_BOTTOM : PATTERN_M_TOP;
  }
}

function isBeyondHigh({ state, row: at }: RecordContext): boolean {
  return state[at + row.AT_SESSION_HIGH] > state[at + row.AT_REPORTED_HIGH];
}

function isBeyondLow({ state, row: at }: RecordContext): boolean {
  return state[at + row.AT_SESSION_LOW] < state[at + row.AT_REPORTED_LOW];
}

/** Time since the last event of the session; NEVER when there was none. */
function sinceEmissionUs({ state, row: at, epochUs }: RecordContext): number {
  if (state[at + row.AT_EVENT_SIDE] === SIDE_NONE) return NEVER;
  return epochUs - state[at + row.AT_EMISSION_EPOCH_US];
}

/** Both sides are due: the one whose extreme is newer waits for another tick. */
function notePostponed({ state, row: at, decisions }: RecordContext, isHighFirst: boolean): void {
  const high = state[at + row.AT_HIGH_EPOCH_US];
  const low = state[at + row.AT_LOW_EPOCH_US];
  if (isHighFirst) decisions.note(DECIDE_LOW, OTHER_SIDE, false, low, high);
  else decisions.note(DECIDE_HIGH, OTHER_SIDE, false, high, low);
}

/** 0..100: how much the move and its volume matter. */
function significance(percentChange: number, relVolume: number): number {
  return Math.min(10 * Math.abs(percentChange), 50) + Math.min(25 * relVolume, 50);
}

/** The event becomes the last one; of the rules' ring of ten only three are ever read. */
function remember(context: RecordContext, side: number, price: number, eventEpochUs: number): void {
  const { state, row: at } = context;
  state[at + row.AT_EVENT3_SIDE] = state[at + row.AT_EVENT2_SIDE];
  state[at + row.AT_EVENT3_EPOCH_US] = state[at + row.AT_EVENT2_EPOCH_US];
  state[at + row.AT_EVENT2_SIDE] = state[at + row.AT_EVENT_SIDE];
  state[at + row.AT_EVENT2_EPOCH_US] = state[at + row.AT_EVENT_EPOCH_US];
  state[at + row.AT_EVENT_SIDE] = side;
  state[at + row.AT_EVENT_EPOCH_US] = eventEpochUs;
  state[at + row.AT_EVENT_PRICE] = price;
  state[at + row.AT_EMISSION_EPOCH_US] = context.epochUs;
}
