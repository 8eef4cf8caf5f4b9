/**
 * Entries of the threads' trace rings -> whole traces. A record's entries lie in the rings of several
 * threads and come over up to an emission's time; a trace is whole when nothing came for `settleMs`.
 * Main thread.
 */
import { TraceCursor, type TraceEntry, type TraceRing } from "#engine/telemetry";

/** Records under way at the same time; more are shed. */
const PENDING_MAX = 2048;

/** A sampled record with its entries in order of time; at least two. */
export interface WholeTrace {
  traceId: number;
  recordSeq: number;
  entries: readonly TraceEntry[];
}

interface Pending {
  entries: TraceEntry[];
  touchedLocalMs: number;
}

export class TraceAssembly {
  readonly #cursors: readonly TraceCursor[];
  readonly #settleMs: number;
  readonly #pending: Map<number, Pending> = new Map();
  /** Entries that found no room here. */
  #entriesShed = 0;

  /** Begins with what is written from now on. */
  constructor(rings: readonly TraceRing[], settleMs: number) {
    this.#cursors = rings.map((ring) => new TraceCursor(ring));
    this.#settleMs = settleMs;
  }

  /** Entries that found no room here, and the threads' spans that were overwritten before they were read. */
  get entriesShed(): number {
    return this.#cursors.reduce((sum, { spansShed }) => sum + spansShed, this.#entriesShed);
  }

  /** Reads what is new; returns what is whole, at most `max` of it: the rest comes with the next call. */
  poll(nowLocalMs: number, max: number): WholeTrace[] {
    for (const cursor of this.#cursors) {
      for (const entry of cursor.read()) this.#add(entry, nowLocalMs);
    }
    const whole: WholeTrace[] = [];
    for (const [traceId, { entries, touchedLocalMs }] of this.#pending) {
      if (whole.length >= max) break;
      if (nowLocalMs - touchedLocalMs < this.#settleMs) continue;
      this.#pending.delete(traceId);
      entries.sort((a, b) => a.epochUs - b.epochUs || a.stage - b.stage);
      const recordSeq = entries[0]!.recordSeq;
      // One entry alone has no extent: the record's others were shed.
      if (entries.length > 1) whole.push({ traceId, recordSeq, entries });
    }
    return whole;
  }

  #add(entry: TraceEntry, nowLocalMs: number): void {
    const pending = this.#pending.get(entry.traceId);
    if (pending !== undefined) {
      pending.entries.push(entry);
      pending.touchedLocalMs = nowLocalMs;
    } else if (this.#pending.size < PENDING_MAX) {
      this.#pending.set(entry.traceId, { entries: [entry], touchedLocalMs: nowLocalMs });
    } else this.#entriesShed += 1;
  }
}
