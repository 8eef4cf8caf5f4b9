/**
 * Whole records: written into a slot field by field, copied between slots, and read back as objects.
 *
 * The write functions set every byte of the slot. Slots are reused, and a stale reserved byte of an
 * older record would make two equal records differ on a tape. Whoever owns the slot may call them; they
 * take no part in a ring's protocol.
 */
import type { EpochUs, Slot, SymbolId } from "./nominal.ts";
import {
  BAR_CLOSE_F64,
  BAR_DAY_VWAP_F64,
  BAR_HIGH_F64,
  BAR_LOW_F64,
  BAR_OFFICIAL_OPEN_F64,
  BAR_OPEN_F64,
  BAR_START_EPOCH_US_F64,
  BAR_VOLUME_F64,
  BAR_WINDOW_VWAP_F64,
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  NO_FEED_SEQ,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SOURCE_U8,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "./record-layout.ts";
import type { SlotView } from "./slot-view.ts";

/** What records of every kind say of themselves. */
export interface RecordIdentity {
  symbolId: SymbolId;
  recordSeq: number;
  receivedEpochUs: EpochUs;
}

/** A trade to write. Left out: no feed sequence, no day VWAP, no official open. */
export interface TickFields extends RecordIdentity {
  exchangeEpochUs: EpochUs;
  feedSeq?: number;
  isEligible: boolean;
  price: number;
  size: number;
  dayVwap?: number;
  officialOpen?: number;
}

/** An aggregate over [startEpochUs, endEpochUs) to write. VWAPs and open may be left out. */
export interface BarFields extends RecordIdentity {
  startEpochUs: EpochUs;
  endEpochUs: EpochUs;
  isMinute: boolean;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  windowVwap?: number;
  dayVwap?: number;
  officialOpen?: number;
}

/**
 * Zeroes the slot and writes the header; source and trace id stay 0.
 * Returns the slot's first Float64 element. @hot no allocation, no throw.
 */
function writeHeader(
  view: SlotView,
  slot: Slot,
  kind: number,
  flags: number,
  { symbolId, recordSeq, receivedEpochUs }: RecordIdentity,
  exchangeEpochUs: EpochUs,
  feedSeq: number,
): number {
  const { f64, u32, u8 } = view;
  const at = slot * RECORD_F64;
  for (let i = 0; i < RECORD_F64; i++) f64[at + i] = 0;
  u8[slot * RECORD_BYTES + RECORD_KIND_U8] = kind;
  u8[slot * RECORD_BYTES + RECORD_FLAGS_U8] = flags;
  u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] = symbolId;
  f64[at + RECORD_SEQ_F64] = recordSeq;
  f64[at + RECORD_EXCHANGE_EPOCH_US_F64] = exchangeEpochUs;
  f64[at + RECORD_RECEIVED_EPOCH_US_F64] = receivedEpochUs;
  f64[at + RECORD_FEED_SEQ_F64] = feedSeq;
  return at;
}

/**
 * Writes a trade; for imports, fixtures and benches. What a feed sends is written field by field, without
 * an object, by the Normaliser. Values are not checked: a tape keeps bad records too.
 */
export function writeTick(view: SlotView, slot: Slot, tick: TickFields): void {
  const { exchangeEpochUs, feedSeq = NO_FEED_SEQ } = tick;
  const flags = tick.isEligible ? FLAG_ELIGIBLE : 0;
  const at = writeHeader(view, slot, KIND_TICK, flags, tick, exchangeEpochUs, feedSeq);
  const { f64 } = view;
  f64[at + TICK_PRICE_F64] = tick.price;
  f64[at + TICK_SIZE_F64] = tick.size;
  f64[at + TICK_DAY_VWAP_F64] = tick.dayVwap ?? 0;
  f64[at + TICK_OFFICIAL_OPEN_F64] = tick.officialOpen ?? 0;
}

/** Writes an aggregate, on the same terms as writeTick. */
export function writeBar(view: SlotView, slot: Slot, bar: BarFields): void {
  const flags = bar.isMinute ? FLAG_MINUTE_BAR : 0;
  const at = writeHeader(view, slot, KIND_BAR, flags, bar, bar.endEpochUs, NO_FEED_SEQ);
  const { f64 } = view;
  f64[at + BAR_OPEN_F64] = bar.open;
  f64[at + BAR_HIGH_F64] = bar.high;
  f64[at + BAR_LOW_F64] = bar.low;
  f64[at + BAR_CLOSE_F64] = bar.close;
  f64[at + BAR_VOLUME_F64] = bar.volume;
  f64[at + BAR_START_EPOCH_US_F64] = bar.startEpochUs;
  f64[at + BAR_WINDOW_VWAP_F64] = bar.windowVwap ?? 0;
  f64[at + BAR_DAY_VWAP_F64] = bar.dayVwap ?? 0;
  f64[at + BAR_OFFICIAL_OPEN_F64] = bar.officialOpen ?? 0;
}

/**
 * Copies a record's 128 bytes. Through 32-bit words, because a copy through doubles may change the
 * bits of a NaN. @hot no allocation, no throw.
 */
export function copySlot(from: SlotView, fromSlot: Slot, to: SlotView, toSlot: Slot): void {
  const source = from.u32;
  const target = to.u32;
  const fromAt = fromSlot * RECORD_U32;
  const toAt = toSlot * RECORD_U32;
  for (let i = 0; i < RECORD_U32; i++) target[toAt + i] = source[fromAt + i];
}

/** Words of the engine's own kinds, by the number in the slot; those of plug-ins have none. */
export const RECORD_KIND_WORDS: Readonly<Record<number, string>> = {
  [KIND_TICK]: "tick",
  [KIND_BAR]: "bar",
  [KIND_FMV]: "fmv",
};

/** The header of a record as an object; times in epoch microseconds. */
export interface RecordHeaderObject {
  flags: number;
  source: number;
  symbolId: SymbolId;
  recordSeq: number;
  exchangeEpochUs: EpochUs;
  receivedEpochUs: EpochUs;
  feedSeq: number;
  traceId: number;
}

/** A record as an object, for people and debugging. `other`: a kind of a plug-in, or no known one. */
export type RecordObject = RecordHeaderObject &
  (
    | { kind: "tick"; price: number; size: number; dayVwap: number; officialOpen: number }
    | {
        kind: "bar";
        open: number;
        high: number;
        low: number;
        close: number;
        volume: number;
        startEpochUs: EpochUs;
        windowVwap: number;
        dayVwap: number;
        officialOpen: number;
      }
    | { kind: "fmv"; fmv: number }
    | { kind: "other"; kindId: number; numbers: number[] }
  );

/** The record in `slot` as an object. Allocates: not for the data path. */
export function readRecord(view: SlotView, slot: Slot): RecordObject {
  const { f64, u32, u8 } = view;
  const at = slot * RECORD_F64;
  const kindId = u8[slot * RECORD_BYTES + RECORD_KIND_U8];
  const header: RecordHeaderObject = {
    flags: u8[slot * RECORD_BYTES + RECORD_FLAGS_U8],
    source: u8[slot * RECORD_BYTES + RECORD_SOURCE_U8],
    symbolId: u32[slot * RECORD_U32 + RECORD_SYMBOL_ID_U32] as SymbolId,
    recordSeq: f64[at + RECORD_SEQ_F64],
    exchangeEpochUs: f64[at + RECORD_EXCHANGE_EPOCH_US_F64] as EpochUs,
    receivedEpochUs: f64[at + RECORD_RECEIVED_EPOCH_US_F64] as EpochUs,
    feedSeq: f64[at + RECORD_FEED_SEQ_F64],
    traceId: u32[slot * RECORD_U32 + RECORD_TRACE_ID_U32],
  };
  switch (kindId) {
    case KIND_TICK:
      return {
        kind: "tick",
        ...header,
        price: f64[at + TICK_PRICE_F64],
        size: f64[at + TICK_SIZE_F64],
        dayVwap: f64[at + TICK_DAY_VWAP_F64],
        officialOpen: f64[at + TICK_OFFICIAL_OPEN_F64],
      };
    case KIND_BAR:
      return {
        kind: "bar",
        ...header,
        open: f64[at + BAR_OPEN_F64],
        high: f64[at + BAR_HIGH_F64],
        low: f64[at + BAR_LOW_F64],
        close: f64[at + BAR_CLOSE_F64],
        volume: f64[at + BAR_VOLUME_F64],
        startEpochUs: f64[at + BAR_START_EPOCH_US_F64] as EpochUs,
        windowVwap: f64[at + BAR_WINDOW_VWAP_F64],
        dayVwap: f64[at + BAR_DAY_VWAP_F64],
        officialOpen: f64[at + BAR_OFFICIAL_OPEN_F64],
      };
    case KIND_FMV:
      return { kind: "fmv", ...header, fmv: f64[at + FMV_FMV_F64] };
    default:
      return {
        kind: "other",
        ...header,
        kindId,
        numbers: [...f64.subarray(at + TICK_PRICE_F64, at + RECORD_F64)],
      };
  }
}
