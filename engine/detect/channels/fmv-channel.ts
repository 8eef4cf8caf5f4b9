/**
 * The channel of fair market values: kept per symbol, compared with the last price, never an event.
 * Detector worker.
 */
import { FMV_FMV_F64, KIND_FMV, RECORD_F64, type Slot, type SlotView } from "#codec";
import { OUTCOME_OK, outcomeFiltered, STAGE_DETECT } from "#engine/telemetry";
import { ADMITTED, admitFmv } from "./admission.ts";
import type { ChannelParts } from "./channel.ts";
import { keepFairValue } from "./fair-value.ts";
import { RecordChannel } from "./record-channel.ts";
import { readIdentity } from "./record-identity.ts";
import { tickProblem } from "./validity.ts";

export class FmvChannel extends RecordChannel {
  /** No detector runs here, so none can fail. */
  readonly lastDetectFailed = false;

  constructor(parts: ChannelParts) {
    super("fmv", KIND_FMV, parts);
  }

  /** @hot */
  handle(view: SlotView, slot: Slot): number {
    const { context } = this;
    const { states, ledger } = this.parts;
    if (this.counts.starts === 0) return this.refusals.notStarted();
    context.price = view.f64[slot * RECORD_F64 + FMV_FMV_F64]!;
    if (!readIdentity(context, states, view, slot)) return this.#refuse(0);
    const problem = tickProblem(context.price, 0, context.epochUs);
    if (problem !== 0) return this.#refuse(problem);
    const verdict = admitFmv(context);
    if (verdict !== ADMITTED) {
      this.counts.filter(verdict);
      return outcomeFiltered(verdict);
    }
    ledger.enter(STAGE_DETECT, 1);
    this.counts.admitted += 1;
    keepFairValue(context);
    ledger.leave(STAGE_DETECT, 1);
    return OUTCOME_OK;
  }

  /** `problem`: id of an error code, 0 = the symbol id has no row. */
  #refuse(problem: number): number {
    const { price, epochUs } = this.context;
    return this.refuse(problem, `fmv=${price} exchangeEpochUs=${epochUs}`);
  }
}
