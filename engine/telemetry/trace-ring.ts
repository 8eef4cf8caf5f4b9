/**
 * Sampled traces of one thread: where a marked record was, and when.
 *
 * One record in `traceEvery` carries a trace id; each stage that sees one writes an entry here. The
 * ring keeps the newest TRACE_ENTRIES and overwrites the oldest, and says how many it has overwritten.
 *
 *   f64[0] written · entries from f64[2]: traceId, stage, epochUs, recordSeq
 */
const HEAD = 2;
const ENTRY = 4;
/** Entries a thread keeps. */
export const TRACE_ENTRIES = 4096;
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

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, TRACE_RING_BYTES / 8);
  }

  write(traceId: number, stage: number, epochUs: number, recordSeq: number): void {
    const f64 = this.#f64;
    const at = HEAD + (f64[0]! % TRACE_ENTRIES) * ENTRY;
    f64[at] = traceId;
    f64[at + 1] = stage;
    f64[at + 2] = epochUs;
    f64[at + 3] = recordSeq;
    f64[0]! += 1;
  }

  /** Entries that newer ones have overwritten. */
  get shed(): number {
    return Math.max(0, this.#f64[0]! - TRACE_ENTRIES);
  }

  /** Entries written so far, overwritten ones included. */
  get written(): number {
    return this.#f64[0]!;
  }

  /** The newest entries, oldest first. */
  entries(): TraceEntry[] {
    return this.entriesFrom(0);
  }

  /**
   * The entries from the `first`-th on that was ever written, as far as they are still there: without
   * those that the owner has overwritten while they were read. Any thread.
   */
  entriesFrom(first: number): TraceEntry[] {
    const written = this.#f64[0]!;
    const entries: TraceEntry[] = [];
    const from = Math.max(first, written - TRACE_ENTRIES);
    for (let n = from; n < written; n++) {
      const at = HEAD + (n % TRACE_ENTRIES) * ENTRY;
      entries.push({
        traceId: this.#f64[at]!,
        stage: this.#f64[at + 1]!,
        epochUs: this.#f64[at + 2]!,
        recordSeq: this.#f64[at + 3]!,
      });
    }
    const writtenNow = this.#f64[0]!;
    if (writtenNow === written) return entries;
    // The next one after writtenNow may be half written, too.
    return entries.slice(Math.max(0, writtenNow + 1 - TRACE_ENTRIES - from));
  }
}
