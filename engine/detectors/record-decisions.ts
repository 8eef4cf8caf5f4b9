/**
 * What is decided about a record of a watched symbol, for the decision log: which admission refused it, or
 * which gate of each detector. One per detector worker, shared by its channels.
 *
 * The detectors are not asked: they stay as fast as they are. Their gates are gone through once more, on
 * the row before and after the record, with the same rules. So the log has two witnesses: the gates, and
 * whether an event was really counted. Where they disagree, the detector does not do what its rules say.
 */
import {
  DECIDE_HIGH,
  DECIDE_LOW,
  DECIDE_RECORD,
  DECIDE_SURGE,
  DECIDE_TREND,
  DecisionLog,
  FILTER_DUPLICATE,
  FILTER_NOT_ELIGIBLE,
  FILTER_OUT_OF_ORDER,
  gateId,
} from "#telemetry";
import { HighLowDecisions } from "./high-low-decisions.ts";
import { RecordContext } from "./record-context.ts";
import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from "./settings.ts";
import { noteBarSurge, noteSurge } from "./surge-decisions.ts";
import * as row from "./symbol-row.ts";
import { SymbolStates } from "./symbol-states.ts";
import { noteTrend } from "./trend-decisions.ts";

/** A bar of a symbol that had a tick later than this before its end is covered; see admission.ts. */
const TICK_COVERS_US = 60_000_000;

/** The counts that grow with an event of each kind. */
const COUNTS: readonly (readonly [kind: number, offsets: readonly number[]])[] = [
  [DECIDE_HIGH, [row.AT_HIGH_COUNT]],
  [DECIDE_LOW, [row.AT_LOW_COUNT]],
  [DECIDE_TREND, [row.AT_TREND_COUNT_UP, row.AT_TREND_COUNT_DOWN]],
  [DECIDE_SURGE, [row.AT_SURGE_COUNT_UP, row.AT_SURGE_COUNT_DOWN]],
];

export class RecordDecisions {
  readonly log: DecisionLog;
  readonly #settings: DetectorSettings;
  readonly #highLow: HighLowDecisions;
  /** The record in work on a copy of the row as the detectors found it. */
  readonly #before: RecordContext;

  constructor(settings: DetectorSettings, log: DecisionLog) {
    this.#settings = settings;
    this.log = log;
    this.#highLow = new HighLowDecisions(settings.highLow);
    this.#before = new RecordContext(new SymbolStates(new ArrayBuffer(2 * row.SYMBOL_ROW_F64 * 8)));
  }

  /** Decisions of an engine in which nothing is watched. */
  static off(): RecordDecisions {
    return new RecordDecisions(DEFAULT_DETECTOR_SETTINGS, DecisionLog.detached());
  }

  /** The record was filtered; `reason`: FILTER_ constant. */
  filtered(context: RecordContext, reason: number, feedSeq: number): void {
    const { state, row: at, epochUs, isBar } = context;
    const newestAt = isBar ? row.AT_BAR_END_EPOCH_US : row.AT_NEWEST_TICK_EPOCH_US;
    if (reason === FILTER_NOT_ELIGIBLE) this.#refuse("eligible", 0, 1);
    else if (reason === FILTER_DUPLICATE) {
      this.#refuse("sequence", feedSeq, state[at + row.AT_NEWEST_FEED_SEQ]);
    } else if (reason === FILTER_OUT_OF_ORDER) {
      this.#refuse("order", epochUs, state[at + newestAt]);
    } else {
      const newest = state[at + row.AT_NEWEST_TICK_EPOCH_US];
      this.#refuse("tick_covered", newest, epochUs - TICK_COVERS_US);
    }
  }

  /** The record's numbers cannot be right; `codeId`: of an error code, 0 = it has no row. */
  invalid(codeId: number): void {
    this.#refuse("valid", codeId, 0);
  }

  /** The record is admitted, detectors come next. Call only while log.isOn. */
  begin(context: RecordContext): void {
    const before = this.#before;
    const { state, row: at, price, size } = context;
    before.state.set(state.subarray(at, at + row.SYMBOL_ROW_F64));
    const { state: _state, row: _row, ...record } = context;
    Object.assign(before, record);
    this.log.note(DECIDE_RECORD, gateId("admitted"), true, price, size);
  }

  /** Detectors are through with it, or one threw. */
  end(context: RecordContext, hasThrown: boolean): void {
    const { log } = this;
    const before = this.#before;
    if (hasThrown) this.#refuse("detector_threw", 0, 1);
    const { highLow, trend, surge } = this.#settings;
    if (highLow.enabled) this.#highLow.note(before, log);
    if (trend.enabled && !context.isBar) noteTrend(before, context, log);
    if (surge.enabled && context.isBar) noteBarSurge(before, log);
    if (surge.enabled && !context.isBar) noteSurge(before, context, log);
    for (const [kind, offsets] of COUNTS) {
      let made = 0;
      for (const offset of offsets)
        made += context.state[context.row + offset] - before.state[offset];
      if (made > 0) log.note(kind, gateId("event"), true, made, 1);
    }
  }

  #refuse(gate: Parameters<typeof gateId>[0], value: number, limit: number): void {
    this.log.note(DECIDE_RECORD, gateId(gate), false, value, limit);
  }
}
