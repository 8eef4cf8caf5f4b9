/**
 * The life of a detector worker: batches from the tick ring, records through the router, events into
 * its event ring. Runs to completion per record, never returns to the event loop, and is steered by
 * the control words. Owns the symbols of its partition; sees the others' records and passes them by.
 */
import {
  type EpochUs,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  type SymbolId,
} from "#codec";
import type { Router } from "#engine/detect";
import { openConsumer, type RingConsumer } from "#engine/ring";
import {
  type Control,
  type DecisionLog,
  DROP_OVERRUN,
  FILTER_OTHER_PARTITION,
  nowEpochUs,
  PHASE_DRAINING,
  STAGE_CHANNEL,
  STAGE_DETECT,
  STAGE_EVENT_RING,
  STAGE_RING,
  STAGE_ROUTE,
  type ThreadLedger,
  type ThreadTelemetry,
  unaccounted,
} from "#engine/telemetry";
import { errorCodeId } from "#schemas";
import type { RingEventSink } from "./event-writer-sink.ts";

/** Longest sleep on an empty ring before the heart beats again; a publication ends it earlier. */
const IDLE_WAIT_MS = 50;
/** How old what others see of the routes may get while records flow. */
const PUBLISH_EVERY_US = 100_000;
const LOST = errorCodeId("RECORD_LOST_WITH_WORKER");

/** What a detector worker runs on. */
export interface DetectorParts {
  tickRing: SharedArrayBuffer;
  index: number;
  workers: number;
  control: Control;
  telemetry: ThreadTelemetry;
  router: Router;
  sink: RingEventSink;
  /** Says which symbols are watched, and hears of their records. */
  decisions: DecisionLog;
  /** Shows others how the routes are; called some times a second. */
  publishRoutes: () => void;
  /** After each batch: what is new is published; it may have held events. */
  announce: (hasEvents: boolean) => void;
  /** Sets the time that events of the coming batch carry as `detected`. */
  setDetectedEpochUs: (epochUs: EpochUs) => void;
}

export class DetectorLoop {
  readonly #parts: DetectorParts;
  readonly #consumer: RingConsumer;
  readonly #ledger: ThreadLedger;
  #lappedCounted = 0;
  #publishedEpochUs = 0 as EpochUs;
  /** True while records have passed that the published routes do not know of. */
  #isStale = false;

  constructor(parts: DetectorParts) {
    this.#parts = parts;
    this.#ledger = parts.telemetry.ledger;
    this.#consumer = openConsumer(parts.tickRing, parts.index);
  }

  /**
   * After a predecessor's end: names what it lost. At most one record was in work; each stage that it
   * had entered and not left counts it as RECORD_LOST_WITH_WORKER.
   * Returns true when there was such a record.
   */
  recover(): boolean {
    const { control, telemetry, index } = this.#parts;
    const wasInWork = this.#consumer.wasInWork;
    const lastAt = this.#consumer.lastTouchedSlot * RECORD_F64;
    const lastRecordSeq = this.#consumer.memory.view.f64[lastAt + RECORD_SEQ_F64]!;
    this.#consumer.recover();
    const isLost = (stage: number) => unaccounted(this.#ledger.row(stage)) > 0;
    if (isLost(STAGE_DETECT)) {
      this.#ledger.error(STAGE_DETECT, LOST, 1);
      if (isLost(STAGE_CHANNEL)) {
        this.#ledger.leave(STAGE_CHANNEL, 1);
        this.#ledger.produce(STAGE_CHANNEL, 1);
      }
    } else if (isLost(STAGE_CHANNEL)) {
      this.#ledger.error(STAGE_CHANNEL, LOST, 1);
    } else if (isLost(STAGE_ROUTE)) {
      this.#ledger.error(STAGE_ROUTE, LOST, 1);
    } else if (wasInWork) {
      this.#ledger.enter(STAGE_ROUTE, 1);
      this.#ledger.error(STAGE_ROUTE, LOST, 1);
    }
    this.#reconcileEvents();
    if (wasInWork) {
      const message = `a record was in work when detector-${index} ended`;
      telemetry.errors.record("RECORD_LOST_WITH_WORKER", message);
    }
    // The predecessor died before it could say so; without this its last events would wait for the
    // next record, which may never come.
    const events = this.#parts.sink.flush();
    control.setDone(telemetry.thread, lastRecordSeq + 1);
    this.#parts.announce(events > 0);
    return wasInWork;
  }

  /** Events that were committed and never marked are gone; those that went out were produced. */
  #reconcileEvents(): void {
    const entered = this.#ledger.row(STAGE_EVENT_RING).in;
    const produced = this.#ledger.row(STAGE_DETECT).produced;
    this.#ledger.produce(STAGE_DETECT, entered - produced);
    const cut = ((entered | 0) - this.#parts.sink.nextSeq) | 0;
    if (cut > 0) this.#ledger.error(STAGE_EVENT_RING, LOST, cut);
  }

  /** Runs until the engine drains and nothing is left, or until it is asked to leave. @hot */
  run(): void {
    const { control, telemetry, sink } = this.#parts;
    const { thread } = telemetry;
    this.#publish(nowEpochUs());
    while (!control.isAskedToLeave(thread)) {
      const count = this.#consumer.poll();
      this.#countLapped();
      if (count > 0) {
        this.#batch(count);
        continue;
      }
      control.beat(thread);
      if (this.#isStale) this.#publishIfDue(nowEpochUs());
      // The phase is read before the last look: what was published before DRAINING is then seen.
      if (control.phase === PHASE_DRAINING && this.#consumer.lag === 0) {
        sink.flush();
        control.setDone(thread, Number.POSITIVE_INFINITY);
        this.#publish(nowEpochUs());
        return;
      }
      this.#consumer.wait(IDLE_WAIT_MS);
    }
    // A successor goes on: what is still to come is not done.
    sink.flush();
    this.#publish(nowEpochUs());
  }

  #publishIfDue(epochUs: EpochUs): void {
    if (epochUs - this.#publishedEpochUs >= PUBLISH_EVERY_US) this.#publish(epochUs);
  }

  #publish(epochUs: EpochUs): void {
    this.#parts.publishRoutes();
    this.#publishedEpochUs = epochUs;
    this.#isStale = false;
  }

  #batch(count: number): void {
    const { control, telemetry, sink, workers, index, router, decisions } = this.#parts;
    const consumer = this.#consumer;
    const ledger = this.#ledger;
    const view = consumer.view;
    const startEpochUs = nowEpochUs();
    this.#parts.setDetectedEpochUs(startEpochUs);
    const isTracing = control.isTelemetryOn;
    const isWatching = decisions.refresh();
    const firstReceivedUs =
      view.f64[consumer.slotOf(0) * RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64]!;
    const { traces } = telemetry;
    let recordSeq = 0;
    for (let i = 0; i < count; i++) {
      const slot = consumer.slotOf(i);
      consumer.begin();
      ledger.leave(STAGE_RING, 1);
      ledger.produce(STAGE_RING, 1);
      recordSeq = view.f64[slot * RECORD_F64 + RECORD_SEQ_F64]!;
      if (view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32]! % workers === index) {
        const traceId = isTracing ? view.u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32]! : 0;
        const channelled = ledger.entered(STAGE_CHANNEL);
        const detected = ledger.entered(STAGE_DETECT);
        if (isWatching) this.#routeWatched(view, slot, recordSeq);
        else router.route(view, slot);
        if (traceId !== 0) {
          const isChannelled = ledger.entered(STAGE_CHANNEL) > channelled;
          const isDetected = ledger.entered(STAGE_DETECT) > detected;
          const last = isDetected ? STAGE_DETECT : isChannelled ? STAGE_CHANNEL : STAGE_ROUTE;
          // Here and not in a method of its own: a call more costs as much as all the rest of it.
          if (!traces.prolong(traceId, STAGE_RING, last, startEpochUs, recordSeq)) {
            traces.span(traceId, STAGE_RING, last, startEpochUs, nowEpochUs(), recordSeq);
          }
        }
      } else {
        ledger.enter(STAGE_ROUTE, 1);
        ledger.filter(STAGE_ROUTE, FILTER_OTHER_PARTITION, 1);
      }
      sink.mark();
      consumer.finish();
    }
    const events = sink.flush();
    consumer.advance(count);
    control.setDone(telemetry.thread, recordSeq + 1);
    this.#parts.announce(events > 0);
    this.#isStale = true;
    this.#publishIfDue(startEpochUs);
    if (isTracing) {
      // A clock call costs more than a tick: the whole batch counts with the wait of its oldest.
      telemetry.latencies[STAGE_RING]!.record(startEpochUs - firstReceivedUs, count);
      telemetry.latencies[STAGE_DETECT]!.record(nowEpochUs() - firstReceivedUs, count);
    }
  }

  /** As router.route, and what is decided about the record is noted if its symbol is watched. */
  #routeWatched(view: SlotView, slot: Slot, recordSeq: number): void {
    const { router, decisions } = this.#parts;
    const symbolId = view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32]! as SymbolId;
    const epochUs = view.f64[slot * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64]! as EpochUs;
    decisions.begin(symbolId, recordSeq, epochUs);
    router.route(view, slot);
    decisions.end();
  }

  #countLapped(): void {
    const fresh = this.#consumer.lapped - this.#lappedCounted;
    if (fresh === 0) return;
    this.#lappedCounted += fresh;
    this.#ledger.drop(STAGE_RING, DROP_OVERRUN, fresh);
  }
}
