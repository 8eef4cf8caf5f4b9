/**
 * A detector worker's way into its event ring. Never loses an event: a full ring holds the detector,
 * which holds the tick ring, which holds the source. The edge empties event rings several times per
 * emission, so a full one means that the edge is behind.
 */
import type { Seq, Slot, SlotView } from "#codec";
import type { EventSink } from "#engine/detect";
import { GatedProducer, RING_FULL } from "#engine/ring";
import { type Control, STAGE_EVENT_RING, type ThreadLedger } from "#engine/telemetry";

const ROOM_WAIT_MS = 50;

export class RingEventSink implements EventSink {
  readonly view: SlotView;
  readonly #producer: GatedProducer;
  readonly #control: Control;
  readonly #ledger: ThreadLedger;
  readonly #thread: number;

  constructor(ring: SharedArrayBuffer, control: Control, ledger: ThreadLedger, thread: number) {
    this.#producer = new GatedProducer(ring);
    this.#control = control;
    this.#ledger = ledger;
    this.#thread = thread;
    this.view = this.#producer.view;
  }

  claim(): Slot {
    let slot = this.#producer.claim();
    while (slot === RING_FULL) {
      // Events of whole records may go out; the half-done record's come with them, and that is safe:
      // the collector takes nothing before this worker says that the record is done.
      this.#producer.waitForRoom(ROOM_WAIT_MS);
      this.#control.beat(this.#thread);
      slot = this.#producer.claim();
    }
    return slot;
  }

  commit(): void {
    this.#ledger.enter(STAGE_EVENT_RING, 1);
    this.#producer.commit();
  }

  /** The record is done: a successor of this thread may publish its events. @hot */
  mark(): void {
    this.#producer.mark();
  }

  /** Publishes what is committed; returns how many events that were. @hot */
  flush(): number {
    return this.#producer.flush();
  }

  /** Events that this ring ever got, modulo 2^32. */
  get nextSeq(): Seq {
    return this.#producer.nextSeq;
  }
}
