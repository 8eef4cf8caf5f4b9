/**
 * The surge detector's decisions about one tick or bar, gate by gate, for the decision log. Samples are
 * read from the row after the tick, surges before it from the row before it; changes nothing.
 * Source: detectors rules version 1, sections 5 and 6. Only for watched symbols: slow is fine.
 */
import { SIDE_NONE } from "#codec";
import { DECIDE_SURGE, type DecisionNotes, gateId } from "#telemetry";
import { meanVolumeBefore } from "./bar-surge.ts";
import type { RecordContext } from "./record-context.ts";
import { meanKnownRate, sampleAt, volatilityFactor } from "./surge.ts";
import { recentSurges } from "./surge-event.ts";
import {
  BAR_GAP_US,
  BAR_PRICE_PERCENT,
  BAR_SURGE_GAP_US,
  BAR_VOLUME_PERCENT_MIN,
  BAR_VOLUME_RATIO,
  SURGE_RULES,
  type SurgeRule,
  surgeBand,
  surgeScore,
} from "./surge-rules.ts";
import * as row from "./symbol-row.ts";
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
const GAP = gateId("gap");
const SURGES = gateId("surges");
const PREVIOUS_BAR = gateId("previous_bar");

/** Notes a gate; returns whether it was passed. */
type Pass = (gate: number, isPassed: boolean, value: number, limit: number) => boolean;

function passing(log: DecisionNotes): Pass {
  return (gate, isPassed, value, limit) => {
    log.note(DECIDE_SURGE, gate, isPassed, value, limit);
    return isPassed;
  };
}

/** Decides for a tick: `before` on the row before it, `after` on the row that the detector left. */
export function noteSurge(before: RecordContext, after: RecordContext, log: DecisionNotes): void {
  const pass = passing(log);
  const { period, epochUs } = before;
  const sampleEpochUs = before.state[before.row + row.AT_SAMPLE_EPOCH_US];
  const samplePeriod = before.state[before.row + row.AT_SAMPLE_PERIOD];
  const hasSamples = sampleEpochUs !== 0 && samplePeriod === period;
  if (!hasSamples) {
    pass(PERIOD, false, sampleEpochUs === 0 ? Number.NaN : samplePeriod, period);
    return;
  }
  const intervalUs = SURGE_RULES[period].sampleIntervalUs;
  const elapsedUs = epochUs - sampleEpochUs;
  const isDue = elapsedUs >= intervalUs;
  if (!pass(SAMPLE_INTERVAL, isDue, elapsedUs / 1e6, intervalUs / 1e6)) return;
  noteSample(before, after, log);
}

/** Decides about the newest sample of `after`, against the surges that `before` remembers. */
export function noteSample(before: RecordContext, after: RecordContext, log: DecisionNotes): void {
  const pass = passing(log);
  const { state, row: at, period } = after;
  const rule = SURGE_RULES[period];
  const samples = state[at + row.AT_SAMPLES];
  if (!pass(SAMPLES, samples >= rule.samplesMin, samples, rule.samplesMin)) return;
  const price = state[sampleAt(after, row.AT_SAMPLE_PRICES, 0)];
  const band = surgeBand(price);
  const baseline = state[sampleAt(after, row.AT_SAMPLE_PRICES, 1)];
  const changeSize = Math.abs(price - baseline);
  const gate = band.gate * rule.gateFactor * REACHED;
  if (!pass(GATE_CHANGE, changeSize >= gate, changeSize, gate)) return;
  const percent = (100 * (price - baseline)) / baseline;
  const percentThreshold =
    Math.min(rule.pricePercent, band.percent) * volatilityFactor(after) * rule.multiplier;
  const changeThreshold = band.change * rule.multiplier;
  const rate = state[sampleAt(after, row.AT_SAMPLE_RATES, 0)];
  const meanRate = meanKnownRate(after);
  const ratio = meanRate > 0 ? rate / meanRate : 1;
  const move = Math.min(Math.abs(percent) / percentThreshold, changeSize / changeThreshold);
  const excess = ratio / rule.volumeThreshold;
  const isPercent = Math.abs(percent) >= percentThreshold * REACHED;
  const isChange = changeSize >= changeThreshold * REACHED;
  const isVolume = excess >= REACHED && rate > 0;
  // Where one of them may stand alone, a failure is no end: the trigger decides over all three.
  const mayFail = rule.isAdaptive;
  if (!pass(PRICE_PERCENT, isPercent, Math.abs(percent), percentThreshold) && !mayFail) return;
  if (!pass(PRICE_CHANGE, isChange, changeSize, changeThreshold) && !mayFail) return;
  if (!pass(VOLUME, isVolume, ratio, rule.volumeThreshold) && !mayFail) return;
  if (mayFail && !pass(TRIGGER, hasTrigger(move, excess, isVolume), Number(isVolume), 1)) return;
  const score = surgeScore(percent, percentThreshold, ratio, rule.volumeThreshold);
  if (!pass(SCORE, score >= rule.scoreMin * REACHED, score, rule.scoreMin)) return;
  notePauses(before, rule.gapUs, rule, pass);
}

/** What an ADAPTIVE period asks of price and volume together; both in units of their thresholds. */
function hasTrigger(move: number, excess: number, isVolume: boolean): boolean {
  return (
    (move >= REACHED && isVolume) ||
    (move >= 1.5 * REACHED && excess >= 0.7 * REACHED) ||
    (move >= 0.5 * REACHED && excess >= 2 * REACHED)
  );
}

/** The gap to the last surge, and with a `rule` the number in half an hour. */
function notePauses(
  before: RecordContext,
  gapUs: number,
  rule: SurgeRule | undefined,
  pass: Pass,
): void {
  const { state, row: at, epochUs } = before;
  if (state[at + row.AT_SURGE_SIDE] !== SIDE_NONE) {
    const sinceUs = epochUs - state[at + row.AT_SURGE_EPOCH_US];
    if (!pass(GAP, sinceUs >= gapUs, sinceUs / 1e6, gapUs / 1e6)) return;
  }
  if (rule === undefined) return;
  const surges = recentSurges(before);
  pass(SURGES, surges < rule.surgesMax, surges, rule.surgesMax);
}

/** Decides for a bar; `before`: the bar on the row before it. */
export function noteBarSurge(before: RecordContext, log: DecisionNotes): void {
  const pass = passing(log);
  const { state, row: at, price, size, startEpochUs } = before;
  const previousClose = state[at + row.AT_BAR_CLOSE];
  const sinceUs = startEpochUs - state[at + row.AT_BAR_CLOSE_EPOCH_US];
  const hasPrevious = previousClose !== 0 && sinceUs <= BAR_GAP_US;
  const seconds = previousClose === 0 ? Number.NaN : sinceUs / 1e6;
  if (!pass(PREVIOUS_BAR, hasPrevious, seconds, BAR_GAP_US / 1e6)) return;
  const percent = Math.abs((100 * (price - previousClose)) / previousClose);
  const meanVolume = meanVolumeBefore(before);
  const isPrice = percent >= BAR_PRICE_PERCENT * REACHED;
  const isVolume = meanVolume > 0 && size >= BAR_VOLUME_RATIO * meanVolume * REACHED;
  const hasMove = percent >= BAR_VOLUME_PERCENT_MIN * REACHED;
  pass(PRICE_PERCENT, isPrice, percent, BAR_PRICE_PERCENT);
  pass(VOLUME, isVolume, meanVolume > 0 ? size / meanVolume : 1, BAR_VOLUME_RATIO);
  const isTriggered = isPrice || (isVolume && hasMove);
  if (!pass(TRIGGER, isTriggered, Number(isTriggered), 1)) return;
  notePauses(before, BAR_SURGE_GAP_US, undefined, pass);
}
