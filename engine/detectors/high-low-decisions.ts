/**
 * The high/low detector's decisions about one record, gate by gate, for the decision log. Made from the
 * row as it was before the detector saw the record, with the detector's own thresholds; changes nothing.
 * Source: detectors rules version 1, sections 3 and 6. Only for watched symbols: slow is fine.
 */
import { SIDE_NONE } from "#codec";
import { DECIDE_HIGH, DECIDE_LOW, type DecisionNotes, gateId } from "#telemetry";
import { HighLowThresholds } from "./high-low-rules.ts";
import type { RecordContext } from "./record-context.ts";
import type { HighLowSettings } from "./settings.ts";
import * as row from "./symbol-row.ts";

const BEYOND = gateId("beyond");
const THRESHOLD_PERCENT = gateId("threshold_percent");
const THRESHOLD_CHANGE = gateId("threshold_change");
const COOLDOWN = gateId("cooldown");
const OTHER_SIDE = gateId("other_side");

/** One side as the record leaves it. */
interface Side {
  kind: number;
  extreme: number;
  /** When the extreme was set, epoch microseconds. */
  extremeEpochUs: number;
  reported: number;
  /** How far the extreme lies beyond the reported one; not above 0 = not at all. */
  change: number;
}

export class HighLowDecisions {
  readonly #thresholds: HighLowThresholds;
  readonly #cooldownUs: number;

  constructor(settings: HighLowSettings) {
    this.#thresholds = new HighLowThresholds(settings);
    this.#cooldownUs = settings.cooldownSeconds * 1e6;
  }

  /** Decides for both sides; `before`: the record on the row before it. */
  note(before: RecordContext, log: DecisionNotes): void {
    const { isBar, period } = before;
    const high = highOf(before);
    const low = lowOf(before);
    const areBothDue = this.#isDue(high, period) && this.#isDue(low, period);
    // Both steps of a bar may speak; of a tick's sides only the one whose extreme is older.
    const isHighFirst = high.extremeEpochUs <= low.extremeEpochUs;
    const isHighLast = areBothDue && !isBar && !isHighFirst;
    const isLowLast = areBothDue && !isBar && isHighFirst;
    this.#noteSide(before, log, high, isHighLast ? low : undefined);
    this.#noteSide(before, log, low, isLowLast ? high : undefined);
  }

  #isDue({ extreme, change, reported }: Side, period: number): boolean {
    return change > 0 && this.#thresholds.isReached(extreme, change, reported, period);
  }

  #noteSide(before: RecordContext, log: DecisionNotes, side: Side, first: Side | undefined): void {
    const { kind, extreme, reported, change } = side;
    log.note(kind, BEYOND, change > 0, extreme, reported);
    if (!(change > 0)) return;
    const isDue = this.#isDue(side, before.period);
    this.#noteThreshold(log, side, before.period, isDue);
    if (!isDue) return;
    const { state, row: at, epochUs } = before;
    if (state[at + row.AT_EVENT_SIDE] !== SIDE_NONE) {
      const sinceUs = epochUs - state[at + row.AT_EMISSION_EPOCH_US];
      const isOver = sinceUs >= this.#cooldownUs;
      log.note(kind, COOLDOWN, isOver, sinceUs / 1e6, this.#cooldownUs / 1e6);
      if (!isOver) return;
    }
    if (first === undefined) return;
    log.note(kind, OTHER_SIDE, false, side.extremeEpochUs, first.extremeEpochUs);
  }

  /** Either threshold is enough: the one that is reached, or nearer, is the one to tell of. */
  #noteThreshold(log: DecisionNotes, side: Side, period: number, isDue: boolean): void {
    const { kind, extreme, reported, change } = side;
    const limits = this.#thresholds.limits(extreme, period);
    const percent = (100 * change) / reported;
    const isPercentNearer = percent / limits.percent >= change / limits.change;
    if (isPercentNearer) log.note(kind, THRESHOLD_PERCENT, isDue, percent, limits.percent);
    else log.note(kind, THRESHOLD_CHANGE, isDue, change, limits.change);
  }
}

function highOf({ state, row: at, isBar, high, price, epochUs }: RecordContext): Side {
  const reached = isBar ? high : price;
  const known = state[at + row.AT_SESSION_HIGH];
  const isNew = reached > known;
  const extreme = isNew ? reached : known;
  const reported = state[at + row.AT_REPORTED_HIGH];
  const extremeEpochUs = isNew ? epochUs : state[at + row.AT_HIGH_EPOCH_US];
  return { kind: DECIDE_HIGH, extreme, extremeEpochUs, reported, change: extreme - reported };
}

function lowOf({ state, row: at, isBar, low, price, epochUs }: RecordContext): Side {
  const reached = isBar ? low : price;
  const known = state[at + row.AT_SESSION_LOW];
  const isNew = reached < known;
  const extreme = isNew ? reached : known;
  const reported = state[at + row.AT_REPORTED_LOW];
  const extremeEpochUs = isNew ? epochUs : state[at + row.AT_LOW_EPOCH_US];
  return { kind: DECIDE_LOW, extreme, extremeEpochUs, reported, change: reported - extreme };
}
