/**
 * The queue between detector workers and the edge: five bounded FIFOs, P0 first. Main thread only.
 *
 * Overflow policy: the newest event is refused and counted as queue_overflow_pN of its priority;
 * what is queued stays. A full P2 therefore costs no surge, and the loss has a name.
 */
import { EVENT_BYTES, EVENT_KIND_U8, type Slot, type SlotView } from "#codec";
import { DROP_QUEUE_OVERFLOW_P0, STAGE_QUEUE, type ThreadLedger } from "#engine/telemetry";
import { PRIORITIES, priorityOf } from "./priority.ts";
import { SlotFifo } from "./slot-fifo.ts";

/** Events that each priority holds at most; 192 bytes each, allocated at the start. */
export interface QueueBounds {
  readonly p0Max: number;
  readonly p1Max: number;
  readonly p2Max: number;
  readonly p3Max: number;
  readonly p4Max: number;
}

export class EventQueue {
  readonly #fifos: readonly SlotFifo[];
  readonly #ledger: ThreadLedger;

  /** Counts on STAGE_QUEUE of `ledger`, which must belong to this thread. */
  constructor(ledger: ThreadLedger, bounds: QueueBounds) {
    const { p0Max, p1Max, p2Max, p3Max, p4Max } = bounds;
    this.#ledger = ledger;
    this.#fifos = [p0Max, p1Max, p2Max, p3Max, p4Max].map((slotsMax) => new SlotFifo(slotsMax));
  }

  /** Events that were queued, ever (without refused ones). */
  get pushed(): number {
    return this.#fifos.reduce((sum, fifo) => sum + fifo.pushedSeq, 0);
  }

  /** Events that were pulled, ever. */
  get pulled(): number {
    return this.#fifos.reduce((sum, fifo) => sum + fifo.pulledSeq, 0);
  }

  /** Events that wait: pushed - pulled. */
  get length(): number {
    let length = 0;
    for (let priority = 0; priority < PRIORITIES; priority++) length += this.#fifos[priority]!.size;
    return length;
  }

  /**
   * False when push would have to drop this event: for a producer that can hold it back instead.
   * @hot no allocation, no throw.
   */
  hasRoomFor(view: SlotView, slot: Slot): boolean {
    const fifo = this.#fifos[priorityOf(view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!)]!;
    return fifo.size < fifo.slotsMax;
  }

  /** Entered, left and waiting events per priority, P0 first; for status pages. */
  depths(): { pushed: number; pulled: number; slotsMax: number }[] {
    return this.#fifos.map(({ pushedSeq, pulledSeq, slotsMax }) => ({
      pushed: pushedSeq,
      pulled: pulledSeq,
      slotsMax,
    }));
  }

  /**
   * Queues a copy of the event in `slot` of `view`, or counts its drop. @hot no allocation, no
   * throw.
   */
  push(view: SlotView, slot: Slot): void {
    const priority = priorityOf(view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!);
    this.#ledger.enter(STAGE_QUEUE, 1);
    if (this.#fifos[priority]!.push(view, slot)) return;
    this.#ledger.drop(STAGE_QUEUE, DROP_QUEUE_OVERFLOW_P0 + priority, 1);
  }

  /**
   * Hands up to `max` events to `visit`, by priority, FIFO inside a priority; returns how many. The
   * slot is valid during the call. An event counts as left when `visit` gets it, so a `visit` that
   * throws owns that event; the rest stays queued.
   */
  pull(visit: (view: SlotView, slot: Slot) => void, max: number): number {
    let count = 0;
    for (let priority = 0; priority < PRIORITIES && count < max; priority++) {
      const fifo = this.#fifos[priority]!;
      while (count < max) {
        const slot = fifo.pull();
        if (slot < 0) break;
        count += 1;
        this.#ledger.leave(STAGE_QUEUE, 1);
        this.#ledger.produce(STAGE_QUEUE, 1);
        visit(fifo.view, slot);
      }
    }
    return count;
  }

  /** Throws when the queue broke one of its invariants; for tests and the diagnosis. */
  assertInvariants(): void {
    for (const fifo of this.#fifos) fifo.assertInvariants();
  }
}
