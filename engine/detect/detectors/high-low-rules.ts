/** How far a session's extreme must move to be reported. Source: detectors rules version 1, section 3. */
import { gateId } from "#engine/telemetry";
import {
  PERIOD_AFTERHOURS,
  PERIOD_CLOSED,
  PERIOD_OPENING,
  PERIOD_PREMARKET,
  PERIODS,
} from "../calendar/calendar.ts";
import type { RecordContext } from "../state/record-context.ts";
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

const CLASSES = CLASS_FACTORS.length;

function priceClass(price: number): number {
  if (price < 25) return price < 1 ? 0 : price < 5 ? 1 : 2;
  return price < 100 ? 3 : price < 500 ? 4 : 5;
}

export class HighLowThresholds {
  /** Least moves by period and price class, in quote currency and in percent. */
  readonly #changeMins: Float64Array;
  readonly #percentMins: Float64Array;

  constructor(settings: HighLowSettings) {
    const { minPercent, minChange } = settings;
    const multipliers = new Float64Array(PERIODS.length).fill(1);
    multipliers[PERIOD_OPENING] = settings.openingMultiplier;
    for (const period of [PERIOD_PREMARKET, PERIOD_AFTERHOURS, PERIOD_CLOSED]) {
      multipliers[period] = settings.extendedHoursMultiplier;
    }
    const cells = Array.from(multipliers).flatMap((multiplier) =>
      CLASS_FACTORS.map(([percent, change]) => ({ multiplier, percent, change })),
    );
    this.#changeMins = Float64Array.from(
      cells,
      ({ multiplier, change }) => change * minChange * REACHED * multiplier,
    );
    this.#percentMins = Float64Array.from(
      cells,
      ({ multiplier, percent }) => percent * minPercent * REACHED * multiplier,
    );
  }

  /**
   * Whether an extreme at price `extreme` that moved by `change` (above 0) from the `reported` one is
   * worth an event in `period` (PERIOD_ constant). @hot
   */
  isReached(extreme: number, change: number, reported: number, period: number): boolean {
    const of = period * CLASSES + priceClass(extreme);
    return change >= this.#changeMins[of] || 100 * change >= this.#percentMins[of] * reported;
  }

  /**
   * Notes an answer of `isReached`. Either threshold is enough: the one that is reached, or nearer, is the
   * one to report. Apart from it, so that it stays small enough to be compiled into its callers.
   */
  note(
    { decisions, period }: RecordContext,
    kind: number,
    isReached: boolean,
    extreme: number,
    change: number,
    reported: number,
  ): void {
    const of = period * CLASSES + priceClass(extreme);
    const changeMin = this.#changeMins[of];
    const percentMin = this.#percentMins[of];
    const percent = (100 * change) / reported;
    const isPercent = percent / percentMin >= change / changeMin;
    if (isPercent) decisions.note(kind, THRESHOLD_PERCENT, isReached, percent, percentMin);
    else decisions.note(kind, THRESHOLD_CHANGE, isReached, change, changeMin);
  }
}
