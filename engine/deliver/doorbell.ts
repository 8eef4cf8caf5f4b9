/**
 * How detector workers wake the main thread: one message when there is something new, none otherwise.
 * One word on shared memory, written by all; used when events go out at once (cadenceMs 0).
 *
 *   Int32[0]  what the main thread sleeps on: SILENT, EVENTS (a worker publishes events),
 *             PROGRESS (a worker is done with further records: events wait for a slower worker)
 *
 * The main thread collects, arms, and collects once more; it sleeps when that took nothing. A worker
 * publishes its events and how far it is done, then looks at the word. The order of both is total, so
 * either the second look finds what was published, or the worker finds the bell armed.
 *
 * Invariant: whenever the main thread sleeps and an event could be taken, a message is on its way.
 */
const SILENT = 0;
const EVENTS = 1;
const PROGRESS = 2;

/** Bytes of a doorbell: a pair of cache lines of its own. */
export const DOORBELL_BYTES = 128;

export class Doorbell {
  readonly #i32: Int32Array;

  /** Views the word at the beginning of `buffer`; a new buffer's bell is silent. */
  constructor(buffer: SharedArrayBuffer) {
    this.#i32 = new Int32Array(buffer, 0, 1);
  }

  /**
   * Requests to be woken: by any progress when events `areWaiting` that are not due yet, else by events.
   * Main thread. PUBLISH the request; check for events again before sleeping.
   */
  arm(areWaiting: boolean): void {
    Atomics.store(this.#i32, 0, areWaiting ? PROGRESS : EVENTS);
  }

  /**
   * True when the caller must send the message; then no other worker must. Call it after publishing
   * the events. OBSERVE the request. Detector workers. @hot per batch; one atomic load while silent.
   */
  rings(hasEvents: boolean): boolean {
    const wish = Atomics.load(this.#i32, 0);
    if (wish === SILENT || (wish === EVENTS && !hasEvents)) return false;
    return Atomics.compareExchange(this.#i32, 0, wish, SILENT) === wish;
  }
}
