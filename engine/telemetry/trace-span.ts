/**
 * A span of a thread's trace ring: a run of stages that one record passed, or up to SPAN_RECORDS_MAX
 * records whose ids and record_seqs follow each other and that passed the same stages together.
 *
 *   f64[0] traceId + 2^32 (first stage + 16 last stage + 256 (records - 1))
 *   f64[1] enteredEpochUs · f64[2] leftEpochUs · f64[3] recordSeq, both ids those of the first record
 */

import type { EpochUs } from "#codec";

/** Words of a span, 8 bytes each. */
export const SPAN_F64 = 4;
/** Trace ids have 32 bits, stages 4 each, records 6: together exact in a double. */
const STAGES_AT = 2 ** 32;
const STAGE_BITS = 16;
/** What a further record adds to a span's first word. */
export const SPAN_RECORD: number = 2 ** 40;
/**
 * Records that one span can stand for. They leave it with the first one's time: at full speed the last
 * is told some 12 us too early.
 */
export const SPAN_RECORDS_MAX = 64;
/** From here on a first word has no room for another record. */
export const SPAN_FULL: number = SPAN_RECORD * (SPAN_RECORDS_MAX - 1);

/** A marked record at one stage. */
export interface TraceEntry {
  traceId: number;
  stage: number;
  epochUs: EpochUs;
  recordSeq: number;
}

/** First word of a span of one record. @hot */
export function spanWord(traceId: number, firstStage: number, lastStage: number): number {
  return traceId + STAGES_AT * (firstStage + STAGE_BITS * lastStage);
}

/** Records of the span whose first word is `word`. */
export function spanRecords(word: number): number {
  return Math.floor(word / SPAN_RECORD) + 1;
}

/** The span at `f64[at]` without its first `skip` records: a stage of a record each, oldest first. */
export function spanEntries(f64: Float64Array, at: number, skip: number): TraceEntry[] {
  const word = f64[at]!;
  const [enteredEpochUs, leftEpochUs, recordSeq] = f64.subarray(at + 1, at + SPAN_F64);
  const stages = Math.floor(word / STAGES_AT) % (STAGE_BITS * STAGE_BITS);
  const firstStage = stages % STAGE_BITS;
  const lastStage = Math.floor(stages / STAGE_BITS);
  const entries: TraceEntry[] = [];
  for (let record = skip; record < spanRecords(word); record++) {
    for (let stage = firstStage; stage <= lastStage; stage++) {
      entries.push({
        traceId: (word % STAGES_AT) + record,
        stage,
        epochUs: (stage === firstStage ? enteredEpochUs! : leftEpochUs!) as EpochUs,
        recordSeq: recordSeq! + record,
      });
    }
  }
  return entries;
}
