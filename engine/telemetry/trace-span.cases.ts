/** Known answers of trace-span.ts. */
import type { Observe } from "#schemas";
import {
  SPAN_F64,
  SPAN_FULL,
  SPAN_RECORD,
  SPAN_RECORDS_MAX,
  spanEntries,
  spanRecords,
  spanWord,
} from "./trace-span.ts";

export default function run(observe: Observe): void {
  observe(spanWord, "one stage", spanWord(11, 3, 3), 219043332107);
  observe(spanWord, "the largest", spanWord(0xffff_ffff, 15, 15), 1099511627775);
  for (const records of [1, 2, SPAN_RECORDS_MAX]) {
    const word = spanWord(0xffff_ffff - records, 15, 15) + (records - 1) * SPAN_RECORD;
    observe(spanRecords, `${records}`, spanRecords(word));
    observe(spanRecords, `${records} fill it`, word >= SPAN_FULL);
  }
  const f64 = new Float64Array(2 * SPAN_F64);
  f64.set([spanWord(12, 6, 8) + 2 * SPAN_RECORD, 1.5, 2.5, 7], SPAN_F64);
  for (const skip of [0, 1, 2, 3]) {
    observe(spanEntries, `without ${skip} of 3`, spanEntries(f64, SPAN_F64, skip));
  }
}
