/** Reads a trace ring bit by bit: each record at each stage once. Any thread. */
import type { TraceRing } from "./trace-ring.ts";
import { SPAN_F64, spanEntries, spanRecords, type TraceEntry } from "./trace-span.ts";

export class TraceCursor {
  readonly #ring: TraceRing;
  /** The span to go on with, and how many of its records were read: the newest one may still grow. */
  #span: number;
  #records = 0;
  /** Spans that were overwritten before they were read. */
  spansShed = 0;

  /** Begins with what is written from now on. */
  constructor(ring: TraceRing) {
    this.#ring = ring;
    this.#span = Math.max(0, ring.written - 1);
    this.read();
  }

  /** What is new since the last call, oldest first, a stage of a record each. */
  read(): TraceEntry[] {
    const { first, f64 } = this.#ring.spansFrom(this.#span);
    if (first > this.#span) {
      // The one to go on with was read, all of it or a part.
      this.spansShed += first - this.#span - (this.#records > 0 ? 1 : 0);
      this.#records = 0;
      this.#span = first;
    }
    const entries: TraceEntry[] = [];
    for (let at = 0; at < f64.length; at += SPAN_F64) {
      entries.push(...spanEntries(f64, at, this.#records));
      const isNewest = at + SPAN_F64 === f64.length;
      this.#records = isNewest ? spanRecords(f64[at]!) : 0;
      if (!isNewest) this.#span += 1;
    }
    return entries;
  }
}
