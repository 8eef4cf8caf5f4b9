/** Cases of the bytes of written and copied records, and what is read back from bytes. */
import type { Observe } from "#schemas";
import { asEpochUs, asSlot, asSymbolId } from "./nominal.ts";
import { copySlot, RECORD_KIND_WORDS, readRecord, writeBar, writeTick } from "./record.ts";
import {
  BAR_OPEN_F64,
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
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
} from "./record-layout.ts";
import { privateSlots, type SlotView } from "./slot-view.ts";

const STALE = 0xee;

/** Three slots of stale bytes. */
function staleSlots(): SlotView {
  const view = privateSlots(3, RECORD_BYTES);
  view.u8.fill(STALE);
  return view;
}

/** What the header of slot 1 holds, field by field, and whether the slot after it is as before. */
function observeHeader(observe: Observe, view: SlotView, by: string): void {
  const { f64, u32, u8 } = view;
  observe("writeHeader", `kind of a ${by}`, u8[RECORD_BYTES + RECORD_KIND_U8]);
  observe("writeHeader", `flags of a ${by}`, u8[RECORD_BYTES + RECORD_FLAGS_U8]);
  observe("writeHeader", `symbolId of a ${by}`, u32[RECORD_U32 + RECORD_SYMBOL_ID_U32]);
  observe("writeHeader", `recordSeq of a ${by}`, f64[RECORD_F64 + RECORD_SEQ_F64]);
  const exchangeUs = f64[RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64];
  observe("writeHeader", `exchangeEpochUs of a ${by}`, exchangeUs);
  const receivedUs = f64[RECORD_F64 + RECORD_RECEIVED_EPOCH_US_F64];
  observe("writeHeader", `receivedEpochUs of a ${by}`, receivedUs);
  observe("writeHeader", `feedSeq of a ${by}`, f64[RECORD_F64 + RECORD_FEED_SEQ_F64]);
  observe("writeHeader", `zero: source of a ${by}`, u8[RECORD_BYTES + RECORD_SOURCE_U8]);
  observe("writeHeader", `zero: trace of a ${by}`, u32[RECORD_U32 + RECORD_TRACE_ID_U32]);
  observe("writeHeader", `zero: last number of a ${by}`, f64[2 * RECORD_F64 - 1]);
  const after = u8.subarray(2 * RECORD_BYTES);
  observe("writeHeader", `slot after a ${by}`, after.every(isStale));
}

function isStale(byte: number): boolean {
  return byte === STALE;
}

/** Numbers of the kind, in the order of the slot. */
function numbersOf(view: SlotView): Float64Array {
  return view.f64.subarray(RECORD_F64 + BAR_OPEN_F64, 2 * RECORD_F64);
}

function observeWrites(observe: Observe): void {
  const tick = staleSlots();
  writeTick(tick, asSlot(1), {
    symbolId: asSymbolId(7),
    recordSeq: 8,
    exchangeEpochUs: asEpochUs(9),
    receivedEpochUs: asEpochUs(10),
    feedSeq: 11,
    isEligible: true,
    price: 12,
    size: 13,
    dayVwap: 14,
    officialOpen: 15,
  });
  observeHeader(observe, tick, "tick");
  observe(
    writeTick,
    "price, size, dayVwap, officialOpen",
    numbersOf(tick),
    [12, 13, 14, 15, 0, 0, 0, 0, 0, 0],
  );
  observe(writeTick, "slot before", tick.u8.subarray(0, RECORD_BYTES).every(isStale), true);
  writeTick(tick, asSlot(1), {
    symbolId: asSymbolId(1),
    recordSeq: 2,
    exchangeEpochUs: asEpochUs(3),
    receivedEpochUs: asEpochUs(4),
    isEligible: false,
    price: 5,
    size: 6,
    dayVwap: 7,
    officialOpen: 8,
  });
  observe(writeTick, "FLAG_ELIGIBLE: not", tick.u8[RECORD_BYTES + RECORD_FLAGS_U8], 0);
  observe(writeTick, "feedSeq: none", tick.f64[RECORD_F64 + RECORD_FEED_SEQ_F64], -1);

  const bar = staleSlots();
  writeBar(bar, asSlot(1), {
    symbolId: asSymbolId(17),
    recordSeq: 18,
    startEpochUs: asEpochUs(19),
    endEpochUs: asEpochUs(20),
    receivedEpochUs: asEpochUs(21),
    isMinute: true,
    open: 22,
    high: 23,
    low: 24,
    close: 25,
    volume: 26,
    windowVwap: 27,
    dayVwap: 28,
    officialOpen: 29,
  });
  observeHeader(observe, bar, "bar");
  observe(
    writeBar,
    "open to officialOpen",
    numbersOf(bar),
    [22, 23, 24, 25, 26, 19, 27, 28, 29, 0],
  );
  observe(writeBar, "slot before", bar.u8.subarray(0, RECORD_BYTES).every(isStale), true);
  writeBar(bar, asSlot(1), {
    symbolId: asSymbolId(17),
    recordSeq: 18,
    startEpochUs: asEpochUs(19),
    endEpochUs: asEpochUs(20),
    receivedEpochUs: asEpochUs(21),
    isMinute: false,
    open: 22,
    high: 23,
    low: 24,
    close: 25,
    volume: 26,
    windowVwap: 27,
    dayVwap: 28,
    officialOpen: 29,
  });
  observe(writeBar, "FLAG_MINUTE_BAR: not", bar.u8[RECORD_BYTES + RECORD_FLAGS_U8], 0);
}

function observeCopy(observe: Observe): void {
  const from = privateSlots(3, RECORD_BYTES);
  for (let i = 0; i < from.u8.length; i++) from.u8[i] = (i * 31 + 7) & 255;
  // A signalling NaN, whose bits a copy through doubles may change.
  from.u32.set([1, 0x7ff00000], 2 * RECORD_U32 + 10);
  const to = staleSlots();
  copySlot(from, asSlot(2), to, asSlot(1));
  observe(copySlot, "slot", to.u8.subarray(RECORD_BYTES, 2 * RECORD_BYTES));
  observe(copySlot, "all slots", to.u8);
}

function observeReads(observe: Observe): void {
  const view = privateSlots(3, RECORD_BYTES);
  for (const [kind, flags] of [
    [KIND_TICK, FLAG_ELIGIBLE],
    [KIND_BAR, FLAG_MINUTE_BAR],
    [KIND_FMV, 0],
    [16, 255],
    [0, 0],
  ] as const) {
    for (let i = 0; i < view.f64.length; i++) view.f64[i] = i + 0.5;
    view.u32[RECORD_U32 + RECORD_SYMBOL_ID_U32] = 70_000;
    view.u32[RECORD_U32 + RECORD_TRACE_ID_U32] = 80_000;
    const header = [kind, flags, 9];
    view.u8.set(header, RECORD_BYTES + RECORD_KIND_U8);
    for (const [field, value] of Object.entries(readRecord(view, asSlot(1)))) {
      observe(readRecord, `${field} of kind ${kind}`, value);
    }
  }
}

export default function cases(observe: Observe): void {
  observeWrites(observe);
  observeCopy(observe);
  observeReads(observe);
  observe({ RECORD_KIND_WORDS }, "words", RECORD_KIND_WORDS, {
    "1": "tick",
    "2": "bar",
    "3": "fmv",
  });
}
