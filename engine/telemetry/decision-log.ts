/**
 * Why a watched symbol did or did not become an event: decisions of one detector worker, in shared
 * memory.
 *
 *   Int32[0]         version      grows when the ids change                     PUBLISH by main
 *   Int32[1..8]      watched ids  symbols of this worker, 0 = free              main
 *   byte 128         writtenSeq   decisions ever written, modulo 2^32           PUBLISH by the worker
 *   byte 256 + 48 n  decision n modulo DECISIONS_KEPT, six f64:
 *                    (subject * 128 + gate) * 2 + passed, symbolId, recordSeq, epochUs, value, limit
 *
 * Off is the rule: then a worker looks at `version` once per batch, and each gate at `isOn`. Only the
 * gates of watched symbols' records are noted; see decisions.ts.
 *
 * Invariant: the newest DECISIONS_KEPT - 1 decisions can be read; older ones are shed.
 */
import type { EpochUs, SymbolId } from "#codec";
import { Decisions } from "./decisions.ts";
import { DECISION_KINDS, type DecisionKind, GATES, type Gate } from "./gates.ts";

/** Symbols that can be watched at the same time, per worker. */
export const WATCHED_MAX = 8;
/** Decisions a worker keeps, a power of two: about a minute of ten busy symbols. */
export const DECISIONS_KEPT = 8192;

const WRITTEN_I32 = 32;
const HEAD_BYTES = 256;
const ENTRY_F64 = 6;
const GATES_MAX = 128;

/** Bytes of one worker's log. */
export const DECISION_LOG_BYTES: number = HEAD_BYTES + DECISIONS_KEPT * ENTRY_F64 * 8;

/** One decision, for people. */
export interface Decision {
  kind: DecisionKind;
  gate: Gate;
  isPassed: boolean;
  symbolId: SymbolId;
  recordSeq: number;
  /** The record's own time, epoch microseconds. */
  epochUs: EpochUs;
  /** In the unit that gates.ts states. */
  value: number;
  limit: number;
}

/** The worker's side. One thread. */
export class DecisionLog extends Decisions {
  readonly #i32: Int32Array;
  readonly #f64: Float64Array;
  readonly #ids: number[] = [];
  #version = 0;
  #symbolId = 0;
  #recordSeq = 0;
  #epochUs = 0;

  /** A successor goes on in its predecessor's log and watches the same symbols. */
  constructor(buffer: ArrayBufferLike) {
    super();
    this.#i32 = new Int32Array(buffer, 0, HEAD_BYTES / 4);
    this.#f64 = new Float64Array(buffer, HEAD_BYTES, DECISIONS_KEPT * ENTRY_F64);
    this.#version = (Atomics.load(this.#i32, 0) - 1) | 0;
  }

  /** Whether any symbol is watched now. @hot one atomic load; call once per batch. */
  refresh(): boolean {
    // OBSERVE version; pairs with PUBLISH in DecisionReader.watch.
    const version = Atomics.load(this.#i32, 0);
    if (version !== this.#version) {
      this.#version = version;
      this.#ids.length = 0;
      for (let i = 1; i <= WATCHED_MAX; i++) {
        const id = Atomics.load(this.#i32, i);
        if (id !== 0) this.#ids.push(id);
      }
    }
    return this.#ids.length > 0;
  }

  /** A record begins; sets isOn. */
  begin(symbolId: SymbolId, recordSeq: number, epochUs: EpochUs): void {
    this.isOn = this.#ids.includes(symbolId);
    this.#symbolId = symbolId;
    this.#recordSeq = recordSeq;
    this.#epochUs = epochUs;
  }

  /** The record is done. */
  end(): void {
    this.isOn = false;
  }

  /** Writes a decision about the record in work; nothing while isOn is false. `gate`: gateId. */
  override note(kind: number, gate: number, isPassed: boolean, value: number, limit: number): void {
    if (!this.isOn) return;
    const writtenSeq = this.#i32[WRITTEN_I32]!;
    const at = (writtenSeq & (DECISIONS_KEPT - 1)) * ENTRY_F64;
    const f64 = this.#f64;
    f64[at] = (kind * GATES_MAX + gate) * 2 + (isPassed ? 1 : 0);
    f64[at + 1] = this.#symbolId;
    f64[at + 2] = this.#recordSeq;
    f64[at + 3] = this.#epochUs;
    f64[at + 4] = value;
    f64[at + 5] = limit;
    // PUBLISH writtenSeq; pairs with OBSERVE in DecisionReader.read.
    Atomics.store(this.#i32, WRITTEN_I32, (writtenSeq + 1) | 0);
  }
}

/** The main thread's side of one worker's log. */
export class DecisionReader {
  readonly #i32: Int32Array;
  readonly #f64: Float64Array;

  constructor(buffer: ArrayBufferLike) {
    this.#i32 = new Int32Array(buffer, 0, HEAD_BYTES / 4);
    this.#f64 = new Float64Array(buffer, HEAD_BYTES, DECISIONS_KEPT * ENTRY_F64);
  }

  /** Watches these symbols and no others, at most WATCHED_MAX. One thread only. */
  watch(symbolIds: readonly number[]): void {
    for (let i = 0; i < WATCHED_MAX; i++) Atomics.store(this.#i32, i + 1, symbolIds[i] ?? 0);
    Atomics.add(this.#i32, 0, 1); // PUBLISH version; pairs with OBSERVE in DecisionLog.refresh
  }

  /** Kept decisions about a symbol, oldest first, and how many of all symbols are no longer kept. */
  read(symbolId: SymbolId): { decisions: Decision[]; shed: number } {
    // OBSERVE writtenSeq; pairs with PUBLISH in DecisionLog.note.
    const written = Atomics.load(this.#i32, WRITTEN_I32) >>> 0;
    const copy = this.#f64.slice();
    // What was written during the copy took the place of the oldest, and one more may be half done.
    const later = (Atomics.load(this.#i32, WRITTEN_I32) - (written | 0)) | 0;
    const shed = Math.max(0, written + later + 1 - DECISIONS_KEPT);
    const decisions: Decision[] = [];
    for (let n = shed; n < written; n++) {
      const at = (n & (DECISIONS_KEPT - 1)) * ENTRY_F64;
      if (copy[at + 1] === symbolId) decisions.push(decisionOf(copy, at));
    }
    return { decisions, shed };
  }
}

function decisionOf(f64: Float64Array, at: number): Decision {
  const [code, symbolId, recordSeq, epochUs, value, limit] = f64.subarray(at, at + ENTRY_F64);
  const subject = Math.floor(code! / 2);
  return {
    kind: DECISION_KINDS[Math.floor(subject / GATES_MAX)] ?? "record",
    gate: GATES[subject % GATES_MAX] ?? "event",
    isPassed: code! % 2 === 1,
    symbolId: symbolId! as SymbolId,
    recordSeq: recordSeq!,
    epochUs: epochUs! as EpochUs,
    value: value!,
    limit: limit!,
  };
}
