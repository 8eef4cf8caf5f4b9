/**
 * Sampled traces of one thread: where a marked record was, and when.
 *
 * One record in `traceEvery` carries a trace id; the thread that sees one writes an entry for each run
 * of stages that it passed. The ring keeps the newest TRACE_ENTRIES and overwrites the oldest, and
 * says how many it has overwritten.
 *
 *   f64[0] written · entries of 32 bytes from f64[2]:
 *     traceId + 2^32 (first stage + 16 last stage), enteredEpochUs, leftEpochUs, recordSeq
 */
const HEAD = 2;
const ENTRY = 4;
/** Entries a thread keeps; a power of two. */
export const TRACE_ENTRIES = 4096;
const MASK = TRACE_ENTRIES - 1;
/** Trace ids have 32 bits, stages 4 each: together exact in a double. */
const STAGES_AT = 2 ** 32;
const STAGE_BITS = 16;
/** Bytes of one thread's trace ring. */
export const TRACE_RING_BYTES: number = (HEAD + TRACE_ENTRIES * ENTRY) * 8;

/** A marked record at one stage. */
export interface TraceEntry {
  traceId: number;
  stage: number;
  epochUs: number;
  recordSeq: number;
}

export class TraceRing {
  readonly #f64: Float64Array;
  /** Entries written so far; the writer's own copy, so that the place is found by integers. */
  #written: number;

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, TRACE_RING_BYTES / 8);
    this.#written = this.#f64[0]!;
  }

  /** The record was at `stage` at that time. The owning thread. @hot */
  write(traceId: number, stage: number, epochUs: number, recordSeq: number): void {
    this.span(traceId, stage, stage, epochUs, epochUs, recordSeq);
  }

  /**
   * The record was at `firstStage` at `enteredEpochUs`, and at the stages after it, up to and with
   * `lastStage`, at `leftEpochUs`. The owning thread. @hot no allocation, no throw, about 2 ns.
   */
  span(
    traceId: number,
    firstStage: number,
    lastStage: number,
    enteredEpochUs: number,
    leftEpochUs: number,
    recordSeq: number,
  ): void {
    const f64 = this.#f64;
    const at = HEAD + (this.#written & MASK) * ENTRY;
    f64[at] = traceId + STAGES_AT * (firstStage + STAGE_BITS * lastStage);
    f64[at + 1] = enteredEpochUs;
    f64[at + 2] = leftEpochUs;
    f64[at + 3] = recordSeq;
    this.#written += 1;
    f64[0] = this.#written;
  }

  /** Entries that newer ones have overwritten. */
  get shed(): number {
    return Math.max(0, this.#f64[0]! - TRACE_ENTRIES);
  }

  /** Entries written so far, overwritten ones included. */
  get written(): number {
    return this.#f64[0]!;
  }

  /** The newest entries, oldest first, a stage each. */
  entries(): TraceEntry[] {
    return this.entriesFrom(0);
  }

  /**
   * From the `first`-th entry on that was ever written, as far as they are still there: without those
   * that the owner has overwritten while they were read; a stage each. Any thread.
   */
  entriesFrom(first: number): TraceEntry[] {
    const written = this.#f64[0]!;
    const from = Math.max(first, written - TRACE_ENTRIES);
    const spans: TraceEntry[][] = [];
    for (let n = from; n < written; n++) spans.push(this.#stagesAt(HEAD + (n & MASK) * ENTRY));
    const writtenNow = this.#f64[0]!;
    // The next one after writtenNow may be half written, too.
    const overwritten =
      writtenNow === written ? 0 : Math.max(0, writtenNow + 1 - TRACE_ENTRIES - from);
    return spans.slice(overwritten).flat();
  }

  #stagesAt(at: number): TraceEntry[] {
    const f64 = this.#f64;
    const word = f64[at]!;
    const stages = Math.floor(word / STAGES_AT);
    const firstStage = stages % STAGE_BITS;
    const lastStage = Math.floor(stages / STAGE_BITS);
    return Array.from({ length: lastStage - firstStage + 1 }, (_, i) => ({
      traceId: word % STAGES_AT,
      stage: firstStage + i,
      epochUs: i === 0 ? f64[at + 1]! : f64[at + 2]!,
      recordSeq: f64[at + 3]!,
    }));
  }
}
