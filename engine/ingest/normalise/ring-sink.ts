/**
 * The ingest thread's way into the tick ring: claims slots, waits when gated, counts the ring stage.
 *
 * Accounting: each record is offered to every detector worker, so the ring stage counts copies:
 * in = records x workers here; out and dropped(overrun) where each worker reads.
 */
import {
  type EpochUs,
  RECORD_F64,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
} from "#codec";
import { openProducer, RING_FULL, type RingProducer } from "#engine/ring";
import {
  type Control,
  nowEpochUs,
  PHASE_DRAINING,
  STAGE_NORMALISE,
  STAGE_RING,
  STAGE_SOURCE,
  THREAD_INGEST,
  type ThreadLedger,
  type ThreadTelemetry,
} from "#engine/telemetry";
import type { RecordSink } from "./record-sink.ts";

/** Longest sleep on a full ring before the heart beats again; a wake-up ends it earlier. */
const ROOM_WAIT_MS = 50;
/** A batch that grows longer is published even though its frame is not at its end. */
export const FLUSH_RECORDS = 256;

/** Sees every record that goes into the ring, for example to record it. */
export type Tap = (view: SlotView, slot: Slot) => void;

export class RingSink implements RecordSink {
  readonly view: SlotView;
  readonly #producer: RingProducer;
  readonly #control: Control;
  readonly #ledger: ThreadLedger;
  readonly #telemetry: ThreadTelemetry;
  readonly #copies: number;
  readonly #tap: Tap | undefined;
  #slot: Slot = 0 as Slot;

  constructor(ring: SharedArrayBuffer, control: Control, telemetry: ThreadTelemetry, tap?: Tap) {
    this.#producer = openProducer(ring);
    this.#control = control;
    this.#telemetry = telemetry;
    this.#ledger = telemetry.ledger;
    this.#copies = this.#producer.memory.consumers;
    this.#tap = tap;
    this.view = this.#producer.view;
  }

  /** @hot */
  claim(): Slot {
    let slot = this.#producer.claim();
    while (slot === RING_FULL) {
      // DRAINING means that nobody will read any more; until then room will come.
      if (this.#control.phase === PHASE_DRAINING) return -1 as Slot;
      this.#producer.waitForRoom(ROOM_WAIT_MS);
      this.#control.beat(THREAD_INGEST);
      slot = this.#producer.claim();
    }
    this.#slot = slot;
    return slot;
  }

  /** @hot */
  commit(): void {
    if (this.#tap !== undefined) this.#tap(this.view, this.#slot);
    // Counted before it is visible: a reader's `out` must never run ahead of `in`.
    this.#ledger.enter(STAGE_RING, this.#copies);
    // A successor of this thread continues the numbering here.
    const recordSeq = this.view.f64[this.#slot * RECORD_F64 + RECORD_SEQ_F64]!;
    this.#control.nextRecordSeq = recordSeq + 1;
    const traceId = this.view.u32[this.#slot * RECORD_U32 + RECORD_TRACE_ID_U32]!;
    if (traceId !== 0) this.#trace(traceId, recordSeq);
    this.#producer.commit();
    if (this.#producer.pending >= FLUSH_RECORDS) this.flush();
  }

  flush(): void {
    const count = this.#producer.flush();
    if (count === 0 || !this.#control.isTelemetryOn) return;
    // One clock call a batch; the records of a frame share the moment of its arrival.
    const receivedUs = this.view.f64[this.#slot * RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64]!;
    this.#telemetry.latencies[STAGE_NORMALISE]!.record(nowEpochUs() - receivedUs, count);
  }

  #trace(traceId: number, recordSeq: number): void {
    if (!this.#control.isTelemetryOn) return;
    const receivedAt = this.#slot * RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64;
    const receivedUs = this.view.f64[receivedAt]! as EpochUs;
    // A message is decoded and normalised in one go.
    const { traces } = this.#telemetry;
    if (traces.prolong(traceId, STAGE_SOURCE, STAGE_NORMALISE, receivedUs, recordSeq)) return;
    traces.span(traceId, STAGE_SOURCE, STAGE_NORMALISE, receivedUs, nowEpochUs(), recordSeq);
  }
}
