/** The channel of trades: admission, VWAP and sizes, then the detectors' onTick. Detector worker. */
import {
  FLAG_ELIGIBLE,
  KIND_TICK,
  RECORD_BYTES,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  type Slot,
  type SlotView,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { OUTCOME_OK, outcomeFiltered } from "#engine/telemetry";
import { ADMITTED, admitTick } from "./admission.ts";
import type { ChannelParts } from "./channel.ts";
import { DetectorStage } from "./detector-stage.ts";
import { RecordChannel } from "./record-channel.ts";
import { readIdentity, setMoment } from "./record-identity.ts";
import { SessionWatch } from "./session-watch.ts";
import { tickProblem } from "./validity.ts";

export class TickChannel extends RecordChannel {
  readonly #stage: DetectorStage;
  readonly #watch: SessionWatch;

  constructor(parts: ChannelParts) {
    super("tick", KIND_TICK, parts, parts.decisions);
    const { calendar, detectors, events, ledger, errors } = parts;
    this.#stage = new DetectorStage(detectors, "onTick", events, ledger, errors, this.counts);
    this.#watch = new SessionWatch(calendar, events, errors);
  }

  get lastDetectFailed(): boolean {
    return this.#stage.lastFailed;
  }

  /** @hot */
  handle(view: SlotView, slot: Slot): number {
    const { context } = this;
    const { states, calendar, activity } = this.parts;
    this.#stage.lastFailed = false;
    if (this.counts.starts === 0) return this.refusals.notStarted();
    const f = slot * RECORD_F64;
    const price = view.f64[f + TICK_PRICE_F64]!;
    const size = view.f64[f + TICK_SIZE_F64]!;
    if (!readIdentity(context, states, view, slot)) return this.#refuse(view, slot, 0);
    const problem = tickProblem(price, size, context.epochUs);
    if (problem !== 0) return this.#refuse(view, slot, problem);
    context.price = price;
    context.size = size;
    setMoment(context, calendar, context.epochUs);
    const verdict = admitTick(
      context,
      (view.u8[slot * RECORD_BYTES + RECORD_FLAGS_U8]! & FLAG_ELIGIBLE) !== 0,
      view.f64[f + RECORD_FEED_SEQ_F64]!,
      view.f64[f + TICK_DAY_VWAP_F64]!,
      view.f64[f + TICK_OFFICIAL_OPEN_F64]!,
    );
    if (verdict !== ADMITTED) {
      this.counts.filter(verdict);
      return outcomeFiltered(verdict);
    }
    activity.count(context.epochUs);
    this.#stage.enter();
    if (context.isRebase) this.#watch.stepBack(context, context.epochUs);
    this.#watch.observe(context, context.epochUs);
    this.#stage.run(context);
    return OUTCOME_OK;
  }

  /** `problem`: id of an error code, 0 = the symbol id has no row. */
  #refuse(view: SlotView, slot: Slot, problem: number): number {
    const f = slot * RECORD_F64;
    const numbers = `price=${view.f64[f + TICK_PRICE_F64]} size=${view.f64[f + TICK_SIZE_F64]}`;
    return this.refuse(problem, `${numbers} exchangeEpochUs=${this.context.epochUs}`);
  }
}
