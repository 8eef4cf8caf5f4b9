/**
 * Surge: price and volume of a sample against the samples before it. Ticks are gathered into samples
 * of the period's interval; bars are samples of their own (bar-surge.ts).
 * Source: detectors rules version 1, section 5.
 */
import { TRIGGER_PRICE, TRIGGER_PRICE_AND_VOLUME, TRIGGER_VOLUME } from "#codec";
import { detectBarSurge } from "./bar-surge.ts";
import type { Detector } from "./detector.ts";
import type { EventWriter } from "./event-writer.ts";
import type { RecordContext } from "./record-context.ts";
import { emitSurge, isSurgeGapOver, recentSurges } from "./surge-event.ts";
import { SURGE_RULES, type SurgeRule, surgeBand, surgeScore } from "./surge-rules.ts";
import * as row from "./symbol-row.ts";
import { REACHED } from "./threshold.ts";

/** Rate of the first sample after a restart. */
const RATE_UNKNOWN = -1;
/** Prices that make a volatility: at most the newest five before the current sample. */
const VOLATILITY_PRICES_MAX = 5;
const VOLATILITY_PRICES_MIN = 3;

export class SurgeDetector implements Detector {
  readonly name = "surge";

  /** @hot two compares and an addition between samples. */
  onTick(context: RecordContext, emit: EventWriter): void {
    const { state, row: at, epochUs, size, period } = context;
    const sampleEpochUs = state[at + row.AT_SAMPLE_EPOCH_US];
    if (sampleEpochUs === 0 || state[at + row.AT_SAMPLE_PERIOD] !== period) {
      state[at + row.AT_SAMPLES] = 0;
      state[at + row.AT_SAMPLE_PERIOD] = period;
      addSample(context, RATE_UNKNOWN);
      return;
    }
    const volume = state[at + row.AT_SAMPLE_PENDING] + size;
    state[at + row.AT_SAMPLE_PENDING] = volume;
    const elapsedUs = epochUs - sampleEpochUs;
    const rule = SURGE_RULES[period];
    if (elapsedUs < rule.sampleIntervalUs) return;
    const rate = volume / (elapsedUs / 1e6);
    addSample(context, rate);
    if (state[at + row.AT_SAMPLES] >= rule.samplesMin) judge(context, emit, rule, volume, rate);
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
export function sampleAt(context: RecordContext, ringAt: number, age: number): number {
  const head = context.state[context.row + row.AT_SAMPLE_HEAD] | 0;
  return context.row + ringAt + ((head - age + row.SAMPLES_KEPT) % row.SAMPLES_KEPT);
}

/** Steps 4 to 7: the newest sample against those before it. */
function judge(
  context: RecordContext,
  emit: EventWriter,
  rule: SurgeRule,
  volume: number,
  rate: number,
): void {
  const { state, price } = context;
  const band = surgeBand(price);
  const baseline = state[sampleAt(context, row.AT_SAMPLE_PRICES, 1)];
  const change = price - baseline;
  const changeSize = Math.abs(change);
  // The gate needs no other sample and refuses most of them.
  if (!(changeSize >= band.gate * rule.gateFactor * REACHED)) return;
  const magnitude = (100 * change) / baseline;
  const percentSize = Math.abs(magnitude);
  const percentThreshold =
    Math.min(rule.pricePercent, band.percent) * volatilityFactor(context) * rule.multiplier;
  const changeThreshold = band.change * rule.multiplier;
  const meanRate = meanKnownRate(context);
  const ratio = meanRate > 0 ? rate / meanRate : 1;
  // Both in units of their thresholds, so that "1.5 times the threshold" is one compare.
  const move = Math.min(percentSize / percentThreshold, changeSize / changeThreshold);
  const excess = ratio / rule.volumeThreshold;

  let trigger = 0;
  if (move >= REACHED && excess >= REACHED && rate > 0) trigger = TRIGGER_PRICE_AND_VOLUME;
  else if (!rule.isAdaptive) return;
  else if (move >= 1.5 * REACHED && excess >= 0.7 * REACHED) trigger = TRIGGER_PRICE;
  else if (move >= 0.5 * REACHED && excess >= 2 * REACHED) trigger = TRIGGER_VOLUME;
  else return;

  const score = surgeScore(magnitude, percentThreshold, ratio, rule.volumeThreshold);
  if (!(score >= rule.scoreMin * REACHED)) return;
  if (!isSurgeGapOver(context, rule.gapUs) || recentSurges(context) >= rule.surgesMax) return;
  emitSurge(context, emit, magnitude, score, volume, ratio, trigger);
}

/** Mean of the known rates of the samples before the newest; 0 when none is known. */
export function meanKnownRate(context: RecordContext): number {
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
export function volatilityFactor(context: RecordContext): number {
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
