/**
 * The bytes of a tape, version 1 (little endian, schemas/tick.fbs):
 *
 *   "TSCOPE01" | u32 header bytes | TapeHeader
 *   block:       u32 body bytes   | u32 CRC-32 of the body | RecordBatch
 *   block: …
 *
 * A block is self-contained: symbols that appear for the first time come with it, its records are
 * 128-byte slots as in the ring, with symbol ids of the tape (dense from 1 in order of appearance,
 * 0 = no valid symbol) and strictly increasing record_seq. A tape has no end mark: it ends after its
 * last block, so that a recording that was killed is a tape.
 */
import { Builder, ByteBuffer } from "flatbuffers";
import { wire } from "#schemas";
import type { EpochUs } from "../layout/nominal.ts";
import {
  RECORD_BYTES,
  RECORD_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_U32,
} from "../layout/record-layout.ts";
import { type SlotView, slotView } from "../layout/slot-view.ts";
import { SYMBOL_UNITS_MAX } from "../layout/symbol.ts";

/** First eight bytes of every tape. */
export const TAPE_MAGIC = "TSCOPE01";
/** The version that this code writes and reads. */
export const TAPE_VERSION = 1;
/** Bytes before the header: magic and header length. */
export const TAPE_PREFIX_BYTES = 12;
/** Bytes before a block's body: body length and CRC-32. */
export const BLOCK_PREFIX_BYTES = 8;
/** Longest header, bytes; a larger length is damage, not a header. */
export const TAPE_HEADER_BYTES_MAX: number = 64 * 1024;
/** Longest body of a block, bytes; 128 times what a block of 4,096 records takes. */
export const BLOCK_BODY_BYTES_MAX: number = 64 * 1024 * 1024;
/** Records of a full block. A block is what a crash loses and what a reader holds: half a MiB. */
export const BLOCK_RECORDS = 4096;

/** Calendars that a tape may name; "" = not known, the engine's setting decides. */
export type TapeCalendar = "us-equities" | "continuous" | "";

/** What a tape says about itself. */
export interface TapeHeader {
  version: number;
  /** When the tape was made, epoch microseconds. */
  createdEpochUs: EpochUs;
  calendar: TapeCalendar;
  /** Where the records came from, in words. */
  origin: string;
}

/** Records in the form of a tape's block: what a tape reader gives, and whatever imports into tapes. */
export interface TapeBlock {
  /** The slots; valid until the next block is asked for. Symbol ids index `symbols`. */
  readonly view: SlotView;
  /** Slots in use, from 0. */
  readonly records: number;
  /** Text by the tape's symbol id; [0] is "". Grows from block to block. */
  readonly symbols: readonly string[];
}

/** The file's first bytes: prefix and header. */
export function encodeTapeHeader(header: Omit<TapeHeader, "version">): Uint8Array {
  const builder = new Builder(256);
  const calendar = builder.createString(header.calendar);
  const origin = builder.createString(header.origin);
  const root = wire.TapeHeader.createTapeHeader(
    builder,
    TAPE_VERSION,
    RECORD_BYTES,
    header.createdEpochUs,
    calendar,
    origin,
  );
  wire.TapeHeader.finishTapeHeaderBuffer(builder, root);
  const body = builder.asUint8Array();
  const bytes = new Uint8Array(TAPE_PREFIX_BYTES + body.length);
  bytes.set(new TextEncoder().encode(TAPE_MAGIC), 0);
  new DataView(bytes.buffer).setUint32(8, body.length, true);
  bytes.set(body, TAPE_PREFIX_BYTES);
  return bytes;
}

/** A header as read, with what decides whether its blocks can be. Never throws. */
export function decodeTapeHeader(body: Uint8Array): TapeHeader & { recordBytes: number } {
  const header = wire.TapeHeader.getRootAsTapeHeader(new ByteBuffer(body));
  const calendar = header.calendar();
  return {
    version: header.version(),
    recordBytes: header.recordBytes(),
    createdEpochUs: header.createdEpochUs() as EpochUs,
    calendar: calendar === "us-equities" || calendar === "continuous" ? calendar : "",
    origin: header.origin() ?? "",
  };
}

/**
 * The body of a block. `records`: whole slots; `newSymbols`: texts of the ids from `firstSymbolId`.
 * The result is a part of the builder's memory, valid until the builder is used again.
 */
export function encodeBlock(
  builder: Builder,
  records: Uint8Array,
  firstSymbolId: number,
  newSymbols: readonly string[],
): Uint8Array {
  builder.clear();
  // The vector's bytes must lie at a multiple of 8, so that a reader views them without a copy.
  builder.prep(8, records.length);
  const recordsAt = builder.createByteVector(records);
  const texts = newSymbols.map((symbol) => builder.createString(symbol));
  const symbolsAt = wire.RecordBatch.createSymbolsVector(builder, texts);
  const root = wire.RecordBatch.createRecordBatch(
    builder,
    firstSymbolId,
    symbolsAt,
    records.length / RECORD_BYTES,
    recordsAt,
  );
  builder.finish(root);
  return builder.asUint8Array();
}

/** A decoded block, or in words why it is none. */
export type DecodedBlock =
  | { view: SlotView; records: number; newSymbols: string[]; problem?: never }
  | { problem: string };

/**
 * Decodes a body whose checksum is right. `body` starts at a multiple of 8 of its buffer;
 * `symbolsKnown`: symbols of earlier blocks; `lastRecordSeq`: newest record_seq before this block.
 * Never throws: a wrong offset inside is a problem in words.
 */
export function decodeBlock(
  body: Uint8Array,
  symbolsKnown: number,
  lastRecordSeq: number,
): DecodedBlock {
  const batch = wire.RecordBatch.getRootAsRecordBatch(new ByteBuffer(body));
  const records = batch.recordCount();
  const recordBytes = batch.recordsLength();
  if (records * RECORD_BYTES !== recordBytes || recordBytes > body.length) {
    return { problem: `record_count=${records}, but it holds ${recordBytes} bytes of records` };
  }
  if (records === 0) return { problem: "it holds no records" };
  const symbolCount = batch.symbolsLength();
  if (symbolCount > records) return { problem: `${symbolCount} new symbols in ${records} records` };
  if (symbolCount > 0 && batch.firstSymbolId() !== symbolsKnown + 1) {
    return { problem: `first_symbol_id=${batch.firstSymbolId()} after ${symbolsKnown} symbols` };
  }
  const newSymbols: string[] = [];
  for (let i = 0; i < symbolCount; i++) {
    const symbol = batch.symbols(i);
    if (typeof symbol !== "string" || symbol.length === 0 || symbol.length > SYMBOL_UNITS_MAX) {
      return {
        problem: `symbol ${symbolsKnown + 1 + i} is not 1 to ${SYMBOL_UNITS_MAX} characters`,
      };
    }
    newSymbols.push(symbol);
  }
  const view = recordsView(batch, body, records);
  if (view === undefined) return { problem: "its records lie outside the block" };
  const problem = orderProblem(view, records, symbolsKnown + symbolCount, lastRecordSeq);
  return problem === "" ? { view, records, newSymbols } : { problem };
}

/** The block's slots: in place when they are aligned, as a copy when another writer did not align them. */
function recordsView(
  batch: wire.RecordBatch,
  body: Uint8Array,
  records: number,
): SlotView | undefined {
  const bytes = records * RECORD_BYTES;
  let byteOffset: number;
  try {
    byteOffset = batch.recordsArray()?.byteOffset ?? -1;
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
  if (byteOffset < body.byteOffset) return undefined;
  if (byteOffset + bytes > body.byteOffset + body.length) return undefined;
  if (byteOffset % 8 === 0) return slotView(body.buffer, byteOffset, records, RECORD_BYTES);
  const copy = body.buffer.slice(byteOffset, byteOffset + bytes);
  return slotView(copy, 0, records, RECORD_BYTES);
}

/** "" when symbol ids are known and record_seq grows; the engine relies on both. */
function orderProblem(
  view: SlotView,
  records: number,
  symbolsKnown: number,
  lastRecordSeq: number,
): string {
  let newest = lastRecordSeq;
  for (let slot = 0; slot < records; slot++) {
    const seq = view.f64[slot * RECORD_F64 + RECORD_SEQ_F64];
    if (!(seq > newest && Number.isSafeInteger(seq))) {
      return `record ${slot} has record_seq=${seq} after ${newest}`;
    }
    newest = seq;
    const symbolId = view.u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32];
    if (symbolId > symbolsKnown) {
      return `record ${slot} has symbol_id=${symbolId} of ${symbolsKnown} symbols`;
    }
  }
  return "";
}
