/**
 * The channel of fair market values: kept per symbol, compared with the last price, never an event.
 * Detector worker.
 */
import { FMV_FMV_F64, KIND_FMV, RECORD_F64, type Slot, type SlotView } from "#codec";
import { OUTCOME_OK, outcomeFiltered, STAGE_DETECT } from "#telemetry";
import {
  ADMITTED,
  admitFmv,
  keepFairValue,
  RecordContext,
  tickProblem,
} from "../detectors/index.ts";
import type { Channel, ChannelHealth, ChannelParts } from "./channel.ts";
import { ChannelCounts } from "./channel-counts.ts";
import { readIdentity } from "./record-identity.ts";
import { problemText, Refusals } from "./refusal.ts";

export class FmvChannel implements Channel {
  readonly name = "fmv";
  readonly kind: number = KIND_FMV;
  /** No detector runs here, so none can fail. */
  readonly lastDetectFailed = false;
  readonly #parts: ChannelParts;
  readonly #context: RecordContext;
  readonly #counts: ChannelCounts = new ChannelCounts();
  readonly #refusals: Refusals;

  constructor(parts: ChannelParts) {
    this.#parts = parts;
    this.#context = new RecordContext(parts.states);
    this.#refusals = new Refusals(this.name, parts.errors, this.#counts);
  }

  get health(): ChannelHealth {
    return this.#counts.health();
  }

  start(): void {
    this.#counts.starts += 1;
  }

  /** @hot */
  handle(view: SlotView, slot: Slot): number {
    const context = this.#context;
    const { states, ledger } = this.#parts;
    if (this.#counts.starts === 0) return this.#refusals.notStarted();
    context.price = view.f64[slot * RECORD_F64 + FMV_FMV_F64]!;
    if (!readIdentity(context, states, view, slot)) return this.#refuse(0);
    const problem = tickProblem(context.price, 0, context.epochUs);
    if (problem !== 0) return this.#refuse(problem);
    const verdict = admitFmv(context);
    if (verdict !== ADMITTED) {
      this.#counts.filter(verdict);
      return outcomeFiltered(verdict);
    }
    ledger.enter(STAGE_DETECT, 1);
    this.#counts.admitted += 1;
    keepFairValue(context);
    ledger.leave(STAGE_DETECT, 1);
    return OUTCOME_OK;
  }

  /** `problem`: id of an error code, 0 = the symbol id has no row. */
  #refuse(problem: number): number {
    const { price, epochUs } = this.#context;
    return this.#refusals.invalid(problemText(problem), `fmv=${price} exchangeEpochUs=${epochUs}`);
  }
}
