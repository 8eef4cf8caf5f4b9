/**
 * Surge: price and volume of a sample against the samples before it. Ticks are gathered into samples
 * of the period's interval; bars are samples of their own (bar-surge.ts).
 * Source: detectors rules version 1, section 5.
 */
import { TRIGGER_PRICE, TRIGGER_PRICE_AND_VOLUME, TRIGGER_VOLUME } from "#codec";
import { DECIDE_SURGE, gateId } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import { detectBarSurge } from "./bar-surge.ts";
import type { Detector } from "./detector.ts";
import type { EventWriter } from "./event-writer.ts";
import { emitSurge, isSurgeGapOver, recentSurges } from "./surge-event.ts";
import { SURGE_RULES, surgeBand, surgeScore, TRIGGER_NONE } from "./surge-rules.ts";
import { REACHED } from "./threshold.ts";

const PERIOD = gateId("period");
const SAMPLE_INTERVAL = gateId("sample_interval");
const SAMPLES = gateId("samples");
const GATE_CHANGE = gateId("gate_change");
const PRICE_PERCENT = gateId("price_percent");
const PRICE_CHANGE = gateId("price_change");
const VOLUME = gateId("volume");
const TRIGGER = gateId("trigger");
const SCORE = gateId("surge_score");
const SURGES = gateId("surges");

/** Rate of the first sample after a restart. */
const RATE_UNKNOWN = -1;
/** Prices that make a volatility: at most the newest five before the current sample. */
const VOLATILITY_PRICES_MAX = 5;
const VOLATILITY_PRICES_MIN = 3;

export class SurgeDetector implements Detector {
  readonly name = "surge";

  /** @hot two compares and an addition between samples. */
  onTick(context: RecordContext, emit: EventWriter): void {
    const { state, row: at, epochUs, size, period, decisions } = context;
    const sampleEpochUs = state[at + row.AT_SAMPLE_EPOCH_US];
    const samplePeriod = state[at + row.AT_SAMPLE_PERIOD];
    if (sampleEpochUs === 0 || samplePeriod !== period) {
      const known = sampleEpochUs === 0 ? Number.NaN : samplePeriod;
      decisions.note(DECIDE_SURGE, PERIOD, false, known, period);
      state[at + row.AT_SAMPLES] = 0;
      state[at + row.AT_SAMPLE_PERIOD] = period;
      addSample(context, RATE_UNKNOWN);
      return;
    }
    const volume = state[at + row.AT_SAMPLE_PENDING] + size;
    state[at + row.AT_SAMPLE_PENDING] = volume;
    const elapsedUs = epochUs - sampleEpochUs;
    const { sampleIntervalUs } = SURGE_RULES[period];
    if (!decisions.lasted(DECIDE_SURGE, SAMPLE_INTERVAL, elapsedUs, sampleIntervalUs)) return;
    const rate = volume / (elapsedUs / 1e6);
    addSample(context, rate);
    judge(context, emit, volume, rate);
  }

  /** @hot */
  onBar(context: RecordContext, emit: EventWriter): void {
    detectBarSurge(context, emit);
  }
}

/** Keeps a sample at the tick's price and time; `rate`: volume per second, or RATE_UNKNOWN. */
function addSample(context: RecordContext, rate: number): void {
  const { state, row: at } = context;
  const head = ((state[at + row.AT_SAMPLE_HEAD] | 0) + 1) % row.SAMPLES_KEPT;
  state[at + row.AT_SAMPLE_HEAD] = head;
  state[at + row.AT_SAMPLE_PRICES + head] = context.price;
  state[at + row.AT_SAMPLE_RATES + head] = rate;
  state[at + row.AT_SAMPLE_EPOCH_US] = context.epochUs;
  state[at + row.AT_SAMPLE_PENDING] = 0;
  if (state[at + row.AT_SAMPLES] < row.SAMPLES_KEPT) state[at + row.AT_SAMPLES] += 1;
}

/** Element index of the sample `age` before the newest (0 = the newest) in the ring at `ringAt`. */
function sampleAt(context: RecordContext, ringAt: number, age: number): number {
  const head = context.state[context.row + row.AT_SAMPLE_HEAD] | 0;
  return context.row + ringAt + ((head - age + row.SAMPLES_KEPT) % row.SAMPLES_KEPT);
}

/**
 * Judges the newest sample again, against the surges known by now: for the explanation of a row between
 * two samples. Its price becomes the context's; the period must be that of the samples.
 */
export function judgeNewestSample(context: RecordContext, emit: EventWriter): void {
  const { state } = context;
  context.price = state[sampleAt(context, row.AT_SAMPLE_PRICES, 0)];
  judge(context, emit, 0, state[sampleAt(context, row.AT_SAMPLE_RATES, 0)]);
}

/** Steps 3 to 7: the newest sample, of `volume` and `rate`, against those before it. */
function judge(context: RecordContext, emit: EventWriter, volume: number, rate: number): void {
  const { state, row: at, price, period, decisions } = context;
  const rule = SURGE_RULES[period];
  if (!decisions.atLeast(DECIDE_SURGE, SAMPLES, state[at + row.AT_SAMPLES], rule.samplesMin))
    return;
  const band = surgeBand(price);
  const baseline = state[sampleAt(context, row.AT_SAMPLE_PRICES, 1)];
  const change = price - baseline;
  const changeSize = Math.abs(change);
  // The gate needs no other sample and refuses most of them.
  const gate = band.gate * rule.gateFactor * REACHED;
  if (!decisions.atLeast(DECIDE_SURGE, GATE_CHANGE, changeSize, gate)) return;
  const magnitude = (100 * change) / baseline;
  const percentSize = Math.abs(magnitude);
  const percentThreshold =
    Math.min(rule.pricePercent, band.percent) * volatilityFactor(context) * rule.multiplier;
  const changeThreshold = band.change * rule.multiplier;
  const meanRate = meanKnownRate(context);
  const ratio = meanRate > 0 ? rate / meanRate : 1;
  // In units of their thresholds, so that "1.5 times the threshold" is one compare.
  const percentMove = percentSize / percentThreshold;
  const changeMove = changeSize / changeThreshold;
  const excess = ratio / rule.volumeThreshold;
  // STRICT wants all three; in an ADAPTIVE period one that is missing may be made up for.
  const { isAdaptive, volumeThreshold } = rule;
  const isPercent = percentMove >= REACHED;
  decisions.passed(DECIDE_SURGE, PRICE_PERCENT, isPercent, percentSize, percentThreshold);
  if (!isPercent && !isAdaptive) return;
  const isChange = changeMove >= REACHED;
  decisions.passed(DECIDE_SURGE, PRICE_CHANGE, isChange, changeSize, changeThreshold);
  if (!isChange && !isAdaptive) return;
  const isVolume = excess >= REACHED && rate > 0;
  decisions.passed(DECIDE_SURGE, VOLUME, isVolume, ratio, volumeThreshold);
  if (!isVolume && !isAdaptive) return;
  let trigger = TRIGGER_PRICE_AND_VOLUME;
  if (isAdaptive) {
    if (!(isPercent && isChange && isVolume)) {
      trigger = triggerAlone(Math.min(percentMove, changeMove), excess);
    }
    const isTriggered = trigger !== TRIGGER_NONE;
    decisions.passed(DECIDE_SURGE, TRIGGER, isTriggered, Number(isTriggered), 1);
    if (!isTriggered) return;
  }

  const score = surgeScore(magnitude, percentThreshold, ratio, volumeThreshold);
  if (!decisions.atLeast(DECIDE_SURGE, SCORE, score, rule.scoreMin * REACHED)) return;
  if (!isSurgeGapOver(context, rule.gapUs)) return;
  if (!decisions.below(DECIDE_SURGE, SURGES, recentSurges(context), rule.surgesMax)) return;
  emitSurge(context, emit, magnitude, score, volume, ratio, trigger);
}

/** TRIGGER_ constant of a price or a volume that stands alone; TRIGGER_NONE where neither can. */
function triggerAlone(move: number, excess: number): number {
  if (move >= 1.5 * REACHED && excess >= 0.7 * REACHED) return TRIGGER_PRICE;
  return move >= 0.5 * REACHED && excess >= 2 * REACHED ? TRIGGER_VOLUME : TRIGGER_NONE;
}

/** Mean of the known rates of the samples before the newest; 0 when none is known. */
function meanKnownRate(context: RecordContext): number {
  const before = context.state[context.row + row.AT_SAMPLES] - 1;
  let sum = 0;
  let known = 0;
  for (let age = 1; age <= before; age++) {
    const rate = context.state[sampleAt(context, row.AT_SAMPLE_RATES, age)];
    if (rate === RATE_UNKNOWN) continue;
    sum += rate;
    known += 1;
  }
  return known === 0 ? 0 : sum / known;
}

/** 1.2 in a volatile, 0.8 in a calm, 1 in a normal or unknown market of the last samples. */
function volatilityFactor(context: RecordContext): number {
  const { state } = context;
  const before = state[context.row + row.AT_SAMPLES] - 1;
  const count = Math.min(before, VOLATILITY_PRICES_MAX);
  if (count < VOLATILITY_PRICES_MIN) return 1;
  let sum = 0;
  for (let age = 1; age <= count; age++) sum += state[sampleAt(context, row.AT_SAMPLE_PRICES, age)];
  const mean = sum / count;
  let squares = 0;
  for (let age = 1; age <= count; age++) {
    const distance = state[sampleAt(context, row.AT_SAMPLE_PRICES, age)] - mean;
    squares += distance * distance;
  }
  const percent = (100 * Math.sqrt(squares / (count - 1))) / mean;
  if (percent > 2) return 1.2;
  return percent < 0.5 ? 0.8 : 1;
}
