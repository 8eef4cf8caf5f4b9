/**
 * Writes a tape, synchronously, on the thread that owns the records. Format: tape-format.ts.
 *
 * Invariant: the file ends at the end of a whole block, except while flush() is at work. A write that
 * fails (a full disk) cuts the file back to that point before it is reported.
 */
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { Builder } from "flatbuffers";
import { TickscopeError } from "#schemas";
import type { EpochUs, Slot } from "../layout/nominal.ts";
import { copySlot } from "../layout/record.ts";
import {
  RECORD_BYTES,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
} from "../layout/record-layout.ts";
import { privateSlots, type SlotView } from "../layout/slot-view.ts";
import { SYMBOL_UNITS_MAX } from "../layout/symbol.ts";
import {
  BLOCK_BODY_BYTES_MAX,
  BLOCK_PREFIX_BYTES,
  BLOCK_RECORDS,
  encodeBlock,
  encodeTapeHeader,
  type TapeCalendar,
} from "./tape-format.ts";

/** Room in a block for its symbols and the FlatBuffers tables, so that the builder rarely grows. */
const BLOCK_SLACK_BYTES = 16 * 1024;

export interface TapeWriterOptions {
  /** Where the records come from, in words; shown by `tape info`. */
  origin: string;
  calendar: TapeCalendar;
  /** Default: now. */
  createdEpochUs?: number;
  /** Records of a block, 1..65536; default 4,096. */
  recordsPerBlock?: number;
}

export class TapeWriter {
  readonly path: string;
  readonly #fd: number;
  readonly #block: SlotView;
  readonly #recordsPerBlock: number;
  readonly #builder: Builder;
  readonly #blockPrefix: DataView = new DataView(new ArrayBuffer(BLOCK_PREFIX_BYTES));
  readonly #ids: Map<string, number> = new Map();
  /** Symbols first used in the block at work. */
  #newSymbols: string[] = [];
  #pending = 0;
  #wholeBytes = 0;
  #recordsWritten = 0;
  #lastRecordSeq = -1;
  #state: "open" | "broken" | "closed" = "open";

  /** Makes the file, emptied, and writes the header. Throws TAPE_WRITE_FAILED. */
  constructor(path: string, options: TapeWriterOptions) {
    const recordsPerBlock = options.recordsPerBlock ?? BLOCK_RECORDS;
    if (!(recordsPerBlock >= 1 && recordsPerBlock * RECORD_BYTES * 2 <= BLOCK_BODY_BYTES_MAX)) {
      throw new Error(`Invariant: a block fits its bound, was recordsPerBlock=${recordsPerBlock}`);
    }
    this.path = path;
    this.#recordsPerBlock = recordsPerBlock;
    this.#block = privateSlots(recordsPerBlock, RECORD_BYTES);
    this.#builder = new Builder(recordsPerBlock * RECORD_BYTES + BLOCK_SLACK_BYTES);
    try {
      this.#fd = openSync(path, "w");
    } catch (cause) {
      throw writeFailed(path, 0, cause);
    }
    const createdEpochUs = (options.createdEpochUs ?? Date.now() * 1000) as EpochUs;
    this.#write([encodeTapeHeader({ ...options, createdEpochUs })]);
  }

  /** Records in whole blocks of the file: what a reader would find now. */
  get recordsWritten(): number {
    return this.#recordsWritten;
  }

  /** Bytes of the header and the whole blocks. */
  get bytesWritten(): number {
    return this.#wholeBytes;
  }

  /** Distinct symbols so far. */
  get symbols(): number {
    return this.#ids.size;
  }

  /**
   * Adds the record in `slot` of `view`; its record_seq must be above the one before. `symbol`: the
   * text of its symbol id; an invalid one (empty, longer than 16 characters) is kept as id 0. Trace
   * ids belong to a run, not to a tape, and are cleared. Throws TAPE_WRITE_FAILED when a full block
   * cannot be written; the writer is then of no more use, its records in whole blocks are safe.
   * @hot no allocation for a known symbol.
   */
  append(view: SlotView, slot: Slot, symbol: string): void {
    if (this.#state !== "open") throw new Error(`Invariant: an open tape, was ${this.#state}`);
    const recordSeq = view.f64[slot * RECORD_F64 + RECORD_SEQ_F64];
    if (!(recordSeq > this.#lastRecordSeq)) {
      throw new Error(`Invariant: record_seq grows, was ${recordSeq} after ${this.#lastRecordSeq}`);
    }
    this.#lastRecordSeq = recordSeq;
    const at = this.#pending * RECORD_U32;
    copySlot(view, slot, this.#block, this.#pending as Slot);
    this.#block.u32[at + RECORD_SYMBOL_ID_U32] = this.#ids.get(symbol) ?? this.#intern(symbol);
    this.#block.u32[at + RECORD_TRACE_ID_U32] = 0;
    this.#pending += 1;
    if (this.#pending === this.#recordsPerBlock) this.flush();
  }

  /** Writes what is pending as a block of its own. Throws TAPE_WRITE_FAILED. */
  flush(): void {
    if (this.#pending === 0) return;
    const records = this.#block.u8.subarray(0, this.#pending * RECORD_BYTES);
    const firstSymbolId = this.#ids.size - this.#newSymbols.length + 1;
    const body = encodeBlock(this.#builder, records, firstSymbolId, this.#newSymbols);
    this.#blockPrefix.setUint32(0, body.length, true);
    this.#blockPrefix.setUint32(4, Bun.hash.crc32(body), true);
    this.#write([new Uint8Array(this.#blockPrefix.buffer), body]);
    this.#recordsWritten += this.#pending;
    this.#pending = 0;
    if (this.#newSymbols.length > 0) this.#newSymbols = [];
  }

  /** Writes what is pending and closes the file. Throws TAPE_WRITE_FAILED; closed in any case. */
  close(): void {
    if (this.#state !== "open") return;
    this.flush();
    this.#state = "closed";
    try {
      closeSync(this.#fd);
    } catch (cause) {
      throw writeFailed(this.path, this.#recordsWritten, cause);
    }
  }

  #intern(symbol: string): number {
    if (symbol.length === 0 || symbol.length > SYMBOL_UNITS_MAX) return 0;
    const id = this.#ids.size + 1;
    this.#ids.set(symbol, id);
    this.#newSymbols.push(symbol);
    return id;
  }

  /** Writes all parts or none. */
  #write(parts: readonly Uint8Array[]): void {
    let position = this.#wholeBytes;
    try {
      for (const part of parts) {
        // A write may take a part only, for example up to the last free byte of the disk.
        for (let at = 0; at < part.length; ) {
          const written = writeSync(this.#fd, part, at, part.length - at, position);
          at += written;
          position += written;
        }
      }
    } catch (cause) {
      throw this.#break(cause);
    }
    this.#wholeBytes = position;
  }

  /** Cuts the file back to its last whole block and gives the writer up. */
  #break(cause: unknown): TickscopeError {
    this.#state = "broken";
    let failure: unknown = cause;
    try {
      ftruncateSync(this.#fd, this.#wholeBytes);
      closeSync(this.#fd);
    } catch (second) {
      // Both are told: the first says why writing failed, the second that the tail was not cut.
      failure = new AggregateError([cause, second], `${textOf(cause)}; then ${textOf(second)}`);
    }
    return writeFailed(this.path, this.#recordsWritten, failure);
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function writeFailed(path: string, recordsWritten: number, cause: unknown): TickscopeError {
  const message = `${path}: ${textOf(cause)}; it holds ${recordsWritten} records in whole blocks`;
  return new TickscopeError("TAPE_WRITE_FAILED", message, { cause });
}
