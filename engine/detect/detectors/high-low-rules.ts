/** How far a session's extreme must move to be reported. Source: detectors rules version 1, section 3. */
import { type Decisions, gateId } from "#engine/telemetry";
import {
  PERIOD_AFTERHOURS,
  PERIOD_CLOSED,
  PERIOD_OPENING,
  PERIOD_PREMARKET,
  PERIODS,
} from "../calendar/calendar.ts";
import type { HighLowSettings } from "./settings.ts";
import { REACHED } from "./threshold.ts";

const THRESHOLD_PERCENT = gateId("threshold_percent");
const THRESHOLD_CHANGE = gateId("threshold_change");

/** Factors on minPercent and minChange by price class. */
const CLASS_FACTORS: readonly (readonly [percent: number, change: number])[] = [
  [2, 0.5], // below 1
  [1.5, 1], // below 5
  [1, 2], // below 25
  [0.8, 5], // below 100
  [0.5, 10], // below 500
  [0.5, Number.POSITIVE_INFINITY], // above that only the percentage counts
];

function priceClass(price: number): number {
  if (price < 25) return price < 1 ? 0 : price < 5 ? 1 : 2;
  return price < 100 ? 3 : price < 500 ? 4 : 5;
}

export class HighLowThresholds {
  readonly #percents: Float64Array;
  readonly #changes: Float64Array;
  readonly #multipliers: Float64Array;

  constructor(settings: HighLowSettings) {
    const { minPercent, minChange } = settings;
    this.#percents = Float64Array.from(CLASS_FACTORS, ([factor]) => factor * minPercent * REACHED);
    this.#changes = Float64Array.from(CLASS_FACTORS, ([, factor]) => factor * minChange * REACHED);
    const multipliers = new Float64Array(PERIODS.length).fill(1);
    multipliers[PERIOD_OPENING] = settings.openingMultiplier;
    for (const period of [PERIOD_PREMARKET, PERIOD_AFTERHOURS, PERIOD_CLOSED]) {
      multipliers[period] = settings.extendedHoursMultiplier;
    }
    this.#multipliers = multipliers;
  }

  /**
   * Whether an extreme at price `extreme` that moved by `change` (above 0) from the `reported` one is
   * worth an event in `period` (PERIOD_ constant). `kind`: DECIDE_ constant of the side. @hot
   */
  isReached(
    extreme: number,
    change: number,
    reported: number,
    period: number,
    kind: number,
    decisions: Decisions,
  ): boolean {
    const of = priceClass(extreme);
    const multiplier = this.#multipliers[period];
    const changeMin = this.#changes[of] * multiplier;
    const percentMin = this.#percents[of] * multiplier;
    const isReached = change >= changeMin || 100 * change >= percentMin * reported;
    if (decisions.isOn) {
      const percent = (100 * change) / reported;
      noteNearer(decisions, kind, isReached, change, changeMin, percent, percentMin);
    }
    return isReached;
  }
}

/**
 * Either threshold is enough: the one that is reached, or nearer, is the one to report. A function of its
 * own, so that `isReached` stays small enough to be compiled into its callers.
 */
function noteNearer(
  decisions: Decisions,
  kind: number,
  isReached: boolean,
  change: number,
  changeMin: number,
  percent: number,
  percentMin: number,
): void {
  const isPercent = percent / percentMin >= change / changeMin;
  if (isPercent) decisions.note(kind, THRESHOLD_PERCENT, isReached, percent, percentMin);
  else decisions.note(kind, THRESHOLD_CHANGE, isReached, change, changeMin);
}
