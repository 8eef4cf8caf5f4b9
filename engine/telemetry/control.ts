/**
 * The words by which threads are steered without messages: a detector worker never returns to its
 * event loop while records flow.
 *
 *   Int32[0]  phase      main writes: RUNNING, STOPPING (sources end), DRAINING (detectors end when empty)
 *   Int32[1]  telemetry  main writes: 1 = histograms and traces on. The ledger cannot be switched off.
 *   f64 at 64 nextRecordSeq of the ingest thread, so that a successor continues the numbering
 *   128 + 128 i  thread i: Int32 heartbeat (grows), f64 at +8 doneRecordSeq: every record below is done,
 *                Int32 at +64 leave: main writes 1 = end in good order, a successor will go on
 */
/** Phases of the engine, in order. */
export const PHASE_RUNNING = 0;
export const PHASE_STOPPING = 1;
export const PHASE_DRAINING = 2;

const LINE = 128;

/** Bytes of the control words for `threads` threads. */
export function controlBytes(threads: number): number {
  return LINE * (1 + threads);
}

export class Control {
  readonly #i32: Int32Array;
  readonly #f64: Float64Array;

  constructor(buffer: SharedArrayBuffer) {
    this.#i32 = new Int32Array(buffer);
    this.#f64 = new Float64Array(buffer);
  }

  get phase(): number {
    return Atomics.load(this.#i32, 0);
  }

  /** Main thread only. */
  set phase(phase: number) {
    Atomics.store(this.#i32, 0, phase);
  }

  get isTelemetryOn(): boolean {
    return this.#i32[1] === 1;
  }

  /** Main thread only. */
  set isTelemetryOn(on: boolean) {
    this.#i32[1] = on ? 1 : 0;
  }

  get nextRecordSeq(): number {
    return this.#f64[8]!;
  }

  /** Ingest thread only. */
  set nextRecordSeq(seq: number) {
    this.#f64[8] = seq;
  }

  /** Thread `thread` is alive. @hot */
  beat(thread: number): void {
    const at = (LINE / 4) * (1 + thread);
    Atomics.store(this.#i32, at, (this.#i32[at]! + 1) | 0);
  }

  /** Asks `thread` to end, or takes that back. Main thread only. */
  askToLeave(thread: number, isAsked: boolean): void {
    Atomics.store(this.#i32, (LINE / 4) * (1 + thread) + 16, isAsked ? 1 : 0);
  }

  /** Whether `thread` should end although the engine goes on. */
  isAskedToLeave(thread: number): boolean {
    return Atomics.load(this.#i32, (LINE / 4) * (1 + thread) + 16) === 1;
  }

  heartbeat(thread: number): number {
    return Atomics.load(this.#i32, (LINE / 4) * (1 + thread));
  }

  /**
   * Every record below `recordSeq` is done on `thread`, and its events are published.
   * The heartbeat that follows is the PUBLISH; it pairs with OBSERVE in doneRecordSeq.
   */
  setDone(thread: number, recordSeq: number): void {
    this.#f64[(LINE / 8) * (1 + thread) + 1] = recordSeq;
    this.beat(thread);
  }

  /** OBSERVE doneRecordSeq: read this before the thread's event ring, never after. */
  doneRecordSeq(thread: number): number {
    this.heartbeat(thread);
    return this.#f64[(LINE / 8) * (1 + thread) + 1]!;
  }
}
