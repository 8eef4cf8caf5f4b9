/**
 * Runs the detectors of a channel on an admitted record and counts the detect stage.
 *
 * One try/catch a record, round the whole list: when a detector throws, later ones do not see the
 * record, events closed before the throw stay, and the record counts as DETECTOR_THREW.
 */

import {
  DECIDE_RECORD,
  type ErrorLog,
  gateId,
  STAGE_DETECT,
  type ThreadLedger,
} from "#engine/telemetry";
import { errorCodeId } from "#schemas";
import type { Detector } from "../detectors/detector.ts";
import type { EventWriter } from "../detectors/event-writer.ts";
import type { RecordContext } from "../state/record-context.ts";
import type { ChannelCounts } from "./channel-counts.ts";

const DETECTOR_THREW = errorCodeId("DETECTOR_THREW");
const GATE_DETECTOR_THREW = gateId("detector_threw");

export class DetectorStage {
  /** True when a detector threw on the last record. */
  lastFailed = false;
  readonly #detectors: readonly Detector[];
  readonly #isBars: boolean;
  readonly #events: EventWriter;
  readonly #ledger: ThreadLedger;
  readonly #errors: ErrorLog;
  readonly #counts: ChannelCounts;
  #running = 0;

  /** Takes those `detectors` that have the `method`. */
  constructor(
    detectors: readonly Detector[],
    method: "onTick" | "onBar",
    events: EventWriter,
    ledger: ThreadLedger,
    errors: ErrorLog,
    counts: ChannelCounts,
  ) {
    this.#detectors = detectors.filter((detector) => detector[method] !== undefined);
    this.#isBars = method === "onBar";
    this.#events = events;
    this.#ledger = ledger;
    this.#errors = errors;
    this.#counts = counts;
  }

  /** The record in `context` is admitted; events opened before `run` count with it. @hot */
  enter(): void {
    this.#ledger.enter(STAGE_DETECT, 1);
    this.#events.begin();
    this.#counts.admitted += 1;
    this.lastFailed = false;
  }

  /** Runs the detectors and leaves the stage. @hot */
  run(context: RecordContext): void {
    const detectors = this.#detectors;
    const events = this.#events;
    try {
      for (let i = 0; i < detectors.length; i++) {
        this.#running = i;
        if (this.#isBars) detectors[i]!.onBar!(context, events);
        else detectors[i]!.onTick!(context, events);
      }
      this.#ledger.leave(STAGE_DETECT, 1);
    } catch (thrown) {
      this.#fail(context, thrown);
    }
    const made = events.events;
    if (made === 0) return;
    this.#ledger.produce(STAGE_DETECT, made);
    this.#counts.events += made;
  }

  #fail(context: RecordContext, thrown: unknown): void {
    this.lastFailed = true;
    this.#counts.detectFailures += 1;
    this.#ledger.error(STAGE_DETECT, DETECTOR_THREW, 1);
    context.decisions.note(DECIDE_RECORD, GATE_DETECTOR_THREW, false, 0, 1);
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const sample = `recordSeq=${context.recordSeq} symbolId=${context.symbolId} price=${context.price}`;
    const message = `detector ${this.#detectors[this.#running]?.name} threw: ${reason}`;
    this.#errors.record("DETECTOR_THREW", message, sample, thrown);
  }
}
