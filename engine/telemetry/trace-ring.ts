/**
 * Sampled traces of one thread: where marked records were, and when.
 *
 * One record in `traceEvery` carries a trace id; the thread that sees one writes a span (trace-span.ts) for
 * each run of stages that it passed. Where every record is traced, neighbours share a span. The ring keeps
 * the newest TRACE_SPANS and overwrites the oldest. What is new since the last look: trace-cursor.ts.
 *
 *   f64[0] spans written · f64[1] records in all but the newest · spans of 32 bytes from f64[2]
 *
 * Invariant: only the newest span changes, and of it only the number of records, which grows.
 */
import type { EpochUs } from "#codec";
import {
  SPAN_F64,
  SPAN_FULL,
  SPAN_RECORD,
  spanEntries,
  spanRecords,
  spanWord,
  type TraceEntry,
} from "./trace-span.ts";

const HEAD_F64 = 2;
/** Spans a thread keeps; a power of two. */
export const TRACE_SPANS = 4096;
const MASK = TRACE_SPANS - 1;
/** Newest records that entries() tells of: no more than TRACE_SPANS, so that the ring always holds them. */
export const TRACE_RECORDS = 4096;
/** Bytes of one thread's trace ring. */
export const TRACE_RING_BYTES: number = (HEAD_F64 + TRACE_SPANS * SPAN_F64) * 8;

/** A copy of spans as they lay in the ring. */
export interface TraceSpans {
  /** Place of the first one among all that were ever written. */
  first: number;
  /** SPAN_F64 words each. */
  f64: Float64Array;
}

export class TraceRing {
  readonly #f64: Float64Array;
  /** Spans written so far; the writer's own copy, so that the place is found by integers. */
  #written: number;
  /** The newest span, and which record would prolong it. */
  #at = HEAD_F64;
  #word: number = SPAN_FULL;
  #firstStage = 0;
  #lastStage = 0;
  #enteredEpochUs = 0;
  #nextTraceId = 0;
  #nextRecordSeq = 0;

  constructor(buffer: ArrayBufferLike, byteOffset: number) {
    this.#f64 = new Float64Array(buffer, byteOffset, TRACE_RING_BYTES / 8);
    this.#written = this.#f64[0]!;
  }

  /** The record was at `stage` at that time. The owning thread. @hot */
  write(traceId: number, stage: number, epochUs: EpochUs, recordSeq: number): void {
    this.span(traceId, stage, stage, epochUs, epochUs, recordSeq);
  }

  /**
   * The record was at `firstStage` at `enteredEpochUs`, and at the stages after it, up to and with
   * `lastStage`, at `leftEpochUs`. The owning thread. @hot no allocation, no throw.
   */
  span(
    traceId: number,
    firstStage: number,
    lastStage: number,
    enteredEpochUs: EpochUs,
    leftEpochUs: EpochUs,
    recordSeq: number,
  ): void {
    const f64 = this.#f64;
    f64[1] = this.#records();
    const at = this.#atOf(this.#written);
    this.#at = at;
    this.#word = spanWord(traceId, firstStage, lastStage);
    this.#firstStage = firstStage;
    this.#lastStage = lastStage;
    this.#enteredEpochUs = enteredEpochUs;
    this.#nextTraceId = traceId + 1;
    this.#nextRecordSeq = recordSeq + 1;
    f64[at] = this.#word;
    f64[at + 1] = enteredEpochUs;
    f64[at + 2] = leftEpochUs;
    f64[at + 3] = recordSeq;
    this.#written += 1;
    f64[0] = this.#written;
  }

  /**
   * As span(), without a reading of the clock, for a record that follows the one before it through the same
   * stages: it shares that one's span and its time. False, and nothing is written, when it does not, or
   * when that span is full. The owning thread. @hot no allocation, no throw.
   */
  prolong(
    traceId: number,
    firstStage: number,
    lastStage: number,
    enteredEpochUs: EpochUs,
    recordSeq: number,
  ): boolean {
    const isNeighbour =
      traceId === this.#nextTraceId &&
      recordSeq === this.#nextRecordSeq &&
      enteredEpochUs === this.#enteredEpochUs &&
      lastStage === this.#lastStage &&
      firstStage === this.#firstStage;
    if (!isNeighbour || this.#word >= SPAN_FULL) return false;
    this.#word += SPAN_RECORD;
    this.#f64[this.#at] = this.#word;
    this.#nextTraceId = traceId + 1;
    this.#nextRecordSeq = recordSeq + 1;
    return true;
  }

  /** Records that entries() does not tell of any more: a record counts once for each of its spans. */
  get shed(): number {
    return Math.max(0, this.#records() - TRACE_RECORDS);
  }

  /** Records in all spans that were ever written. Any thread. */
  #records(): number {
    const f64 = this.#f64;
    const written = f64[0]!;
    return written === 0 ? 0 : f64[1]! + spanRecords(f64[this.#atOf(written - 1)]!);
  }

  /** Where the n-th span that was ever written lies, or lay. */
  #atOf(n: number): number {
    return HEAD_F64 + (n & MASK) * SPAN_F64;
  }

  /** Spans written so far, overwritten ones included. Any thread. */
  get written(): number {
    return this.#f64[0]!;
  }

  /** What became of the newest TRACE_RECORDS records, oldest first, a stage of a record each. Any thread. */
  entries(): TraceEntry[] {
    const { f64 } = this.spansFrom(0);
    let at = f64.length;
    let records = 0;
    while (at > 0 && records < TRACE_RECORDS) {
      at -= SPAN_F64;
      records += spanRecords(f64[at]!);
    }
    const entries =
      at < f64.length ? spanEntries(f64, at, Math.max(0, records - TRACE_RECORDS)) : [];
    for (at += SPAN_F64; at < f64.length; at += SPAN_F64) entries.push(...spanEntries(f64, at, 0));
    return entries;
  }

  /**
   * The spans from the `first`-th one on that was ever written, as far as they are still there: without
   * those that the owner has overwritten while they were read. Any thread.
   */
  spansFrom(first: number): TraceSpans {
    const written = this.#f64[0]!;
    const from = Math.max(first, written - TRACE_SPANS);
    const f64 = new Float64Array(Math.max(0, written - from) * SPAN_F64);
    for (let n = from; n < written; n++) {
      const at = this.#atOf(n);
      f64.set(this.#f64.subarray(at, at + SPAN_F64), (n - from) * SPAN_F64);
    }
    const writtenNow = this.#f64[0]!;
    // The next one after writtenNow may be half written, too.
    const overwritten =
      writtenNow === written ? 0 : Math.max(0, writtenNow + 1 - TRACE_SPANS - from);
    return { first: from + overwritten, f64: f64.subarray(overwritten * SPAN_F64) };
  }
}
