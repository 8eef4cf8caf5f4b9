/** The channel of bars: admission, VWAP and sizes, then the detectors' onBar. Detector worker. */
import {
  BAR_CLOSE_F64,
  BAR_DAY_VWAP_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OFFICIAL_OPEN_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  KIND_BAR,
  RECORD_F64,
  type Slot,
  type SlotView,
} from "#codec";
import { OUTCOME_OK, outcomeFiltered } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import { ADMITTED, admitBar } from "./admission.ts";
import type { ChannelParts } from "./channel.ts";
import { DetectorStage } from "./detector-stage.ts";
import { RecordChannel } from "./record-channel.ts";
import { readIdentity, setMoment } from "./record-identity.ts";
import { SessionWatch } from "./session-watch.ts";
import { barProblem } from "./validity.ts";

export class OhlcvChannel extends RecordChannel {
  readonly #stage: DetectorStage;
  readonly #watch: SessionWatch;

  constructor(parts: ChannelParts) {
    super("ohlcv", KIND_BAR, parts, parts.decisions);
    const { calendar, detectors, events, ledger, errors } = parts;
    this.context.isBar = true;
    this.#stage = new DetectorStage(detectors, "onBar", events, ledger, errors, this.counts);
    this.#watch = new SessionWatch(calendar, events, errors);
  }

  get lastDetectFailed(): boolean {
    return this.#stage.lastFailed;
  }

  /** @hot */
  handle(view: SlotView, slot: Slot): number {
    const { context } = this;
    this.#stage.lastFailed = false;
    if (this.counts.starts === 0) return this.refusals.notStarted();
    if (!readIdentity(context, this.parts.states, view, slot)) return this.#refuse(0);
    readBar(context, view, slot);
    const problem = problemOf(context);
    if (problem !== 0) return this.#refuse(problem);
    // A bar belongs to the session and the period in which it began.
    setMoment(context, this.parts.calendar, context.startEpochUs);
    const f = slot * RECORD_F64;
    const dayVwap = view.f64[f + BAR_DAY_VWAP_F64]!;
    const verdict = admitBar(context, dayVwap, view.f64[f + BAR_OFFICIAL_OPEN_F64]!);
    if (verdict !== ADMITTED) {
      this.counts.filter(verdict);
      return outcomeFiltered(verdict);
    }
    this.#stage.enter();
    if (context.isRebase) this.#watch.stepBack(context, context.startEpochUs);
    this.#watch.observe(context, context.startEpochUs);
    this.#stage.run(context);
    return OUTCOME_OK;
  }

  /** `problem`: id of an error code, 0 = the symbol id has no row. */
  #refuse(problem: number): number {
    const { open, high, low, price, size, startEpochUs, epochUs } = this.context;
    const numbers = `open=${open} high=${high} low=${low} close=${price} volume=${size}`;
    return this.refuse(problem, `${numbers} start=${startEpochUs} end=${epochUs}`);
  }
}

/** @hot */
function readBar(context: RecordContext, view: SlotView, slot: Slot): void {
  const f = slot * RECORD_F64;
  context.open = view.f64[f + BAR_OPEN_F64]!;
  context.high = view.f64[f + BAR_HIGH_F64]!;
  context.low = view.f64[f + BAR_LOW_F64]!;
  context.price = view.f64[f + BAR_CLOSE_F64]!;
  context.size = view.f64[f + BAR_VOLUME_F64]!;
  context.startEpochUs = view.f64[f + BAR_START_EPOCH_US_F64]!;
}

/** @hot */
function problemOf(context: RecordContext): number {
  const { open, high, low, price, size, startEpochUs, epochUs } = context;
  return barProblem(open, high, low, price, size, startEpochUs, epochUs);
}
