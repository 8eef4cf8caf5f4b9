/**
 * What every record goes through on its way into the ring, whatever its kind: numbering, counting,
 * claiming a slot, writing the header, and the refusals. Ingest thread; used by the Normaliser
 * only.
 */
import {
  type EpochUs,
  RECORD_BYTES,
  RECORD_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SOURCE_U8,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SymbolId,
  type SymbolTableWriter,
} from "#codec";
import {
  DROP_SHUTDOWN,
  type ErrorLog,
  STAGE_NORMALISE,
  type ThreadLedger,
} from "#engine/telemetry";
import { ERROR_CODES, type ErrorCode, errorCodeId } from "#schemas";
import {
  type BarNumbers,
  barMessage,
  symbolMessage,
  type TimeUnit,
  tickMessage,
  typeMessage,
  valueText,
} from "./record-problem.ts";
import type { RecordSink } from "./record-sink.ts";

/** What a normaliser works with. */
export interface NormaliserOptions {
  readonly symbols: SymbolTableWriter;
  readonly sink: RecordSink;
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  /** Position of the source in the engine's list of sources, 0..255. */
  readonly sourceIndex: number;
  /** One record in this many carries a trace id: a power of two, or 0 for none. */
  readonly traceEvery: number;
  /** record_seq of the first record; above 0 when a replaced ingest thread goes on. */
  readonly firstRecordSeq: number;
}

export class RecordIntake {
  /** When the bytes in work arrived, epoch microseconds of this engine's clock. */
  receivedEpochUs: EpochUs = 0 as EpochUs;
  /** Unit of the feed's times, so that a message can name the value that the feed sent. */
  feedTimeUnit: TimeUnit = "us";
  /** record_seq that the next record takes. */
  nextSeq: number;
  readonly symbols: SymbolTableWriter;
  readonly sink: RecordSink;
  readonly #ledger: ThreadLedger;
  readonly #errors: ErrorLog;
  readonly #sourceIndex: number;
  /** -1 while traces are off. */
  readonly #traceMask: number;

  constructor(options: NormaliserOptions) {
    const { traceEvery } = options;
    if (traceEvery < 0 || (traceEvery & (traceEvery - 1)) !== 0) {
      throw new Error(`Invariant: traceEvery is 0 or a power of two, was ${traceEvery}`);
    }
    this.symbols = options.symbols;
    this.sink = options.sink;
    this.#ledger = options.ledger;
    this.#errors = options.errors;
    this.#sourceIndex = options.sourceIndex;
    this.#traceMask = traceEvery - 1;
    this.nextSeq = options.firstRecordSeq;
  }

  /** Counts a message in. @hot */
  enter(): void {
    this.#ledger.enter(STAGE_NORMALISE, 1);
  }

  /** Counts a record in and gives it its number. @hot */
  enterRecord(): number {
    this.#ledger.enter(STAGE_NORMALISE, 1);
    return this.nextSeq++;
  }

  /**
   * A slot whose header is written, feed sequence and time excepted; -1 when the engine stops. @hot
   */
  claim(kind: number, flags: number, symbolId: SymbolId, recordSeq: number): Slot {
    const slot = this.sink.claim();
    if (slot < 0) {
      this.#ledger.drop(STAGE_NORMALISE, DROP_SHUTDOWN, 1);
      return slot;
    }
    const { f64, u32, u8 } = this.sink.view;
    const b = slot * RECORD_BYTES;
    const w = slot * RECORD_U32;
    u8[b + RECORD_KIND_U8] = kind;
    u8[b + RECORD_FLAGS_U8] = flags;
    u8[b + RECORD_SOURCE_U8] = this.#sourceIndex;
    u32[w + RECORD_SYMBOL_ID_U32] = symbolId;
    u32[w + RECORD_TRACE_ID_U32] = this.#traceIdOf(recordSeq);
    f64[slot * RECORD_F64 + RECORD_SEQ_F64] = recordSeq;
    f64[slot * RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64] = this.receivedEpochUs;
    return slot;
  }

  /** The claimed slot is written. @hot */
  commit(): true {
    this.sink.commit();
    this.#ledger.leave(STAGE_NORMALISE, 1);
    this.#ledger.produce(STAGE_NORMALISE, 1);
    return true;
  }

  /** Counts what entered as left out on purpose. @hot */
  filter(reason: number): void {
    this.#ledger.filter(STAGE_NORMALISE, reason, 1);
  }

  /** Counts what entered as refused, and logs it. */
  refuse(code: ErrorCode, message: string, sample: string): false {
    this.#ledger.error(STAGE_NORMALISE, errorCodeId(code), 1);
    this.#errors.record(code, message, sample);
    return false;
  }

  /** Refuses a record for its symbol: `id` is 0 for an invalid one, -1 when the table is full. */
  refuseSymbol(id: SymbolId, symbol: unknown): false {
    if (id === 0)
      return this.refuse("SYMBOL_INVALID", symbolMessage(symbol), this.#sampleOf(symbol));
    const { count, symbolsMax } = this.symbols;
    const message = `the symbol table holds ${count} of symbolsMax=${symbolsMax} symbols; raise it`;
    return this.refuse("SYMBOL_TABLE_FULL", message, this.#sampleOf(symbol));
  }

  /** Refuses a record for a field that should be a number. */
  refuseType(notNumber: ErrorCode, field: string, value: unknown, symbol: unknown): false {
    const code = value === undefined ? "FIELD_MISSING" : notNumber;
    return this.refuse(code, typeMessage(field, value), this.#sampleOf(symbol));
  }

  /** Refuses a tick or FMV for its numbers; `problem` as tickProblem decided. */
  refuseTick(
    problem: number,
    priceField: string,
    price: number,
    size: number,
    exchangeEpochUs: number,
    symbol: unknown,
  ): false {
    const code = codeOf(problem);
    const unit = this.feedTimeUnit;
    const message = tickMessage(code, priceField, price, size, exchangeEpochUs, unit);
    return this.refuse(code, message, this.#sampleOf(symbol));
  }

  /** Refuses a bar for its numbers; `problem` as barProblem decided. */
  refuseBar(problem: number, bar: BarNumbers, symbol: unknown): false {
    const code = codeOf(problem);
    return this.refuse(code, barMessage(code, bar, this.feedTimeUnit), this.#sampleOf(symbol));
  }

  /** 0 = not sampled; else record_seq + 1 in 32 bits, without 0. */
  #traceIdOf(recordSeq: number): number {
    if (this.#traceMask < 0 || (recordSeq & this.#traceMask) !== 0) return 0;
    return (recordSeq + 1) >>> 0 || 1;
  }

  #sampleOf(symbol: unknown): string {
    return `symbol=${valueText(symbol)} record_seq=${this.nextSeq - 1}`;
  }
}

/** The code behind an id that a check of engine/detect/channels/validity.ts returned. */
export function codeOf(problem: number): ErrorCode {
  const code = ERROR_CODES[problem];
  if (code === undefined) throw new Error(`Invariant: problem ${problem} is an error code's id`);
  return code;
}
