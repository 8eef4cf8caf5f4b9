/** For tests and probes: which field of schemas/tick.fbs each offset of record-layout.ts stands for. */
import { wire } from "#schemas";
import type { Pins, StructClass } from "./layout-pins.ts";

const HEADER: Pins = {
  RECORD_KIND_U8: "kind",
  RECORD_FLAGS_U8: "flags",
  RECORD_SOURCE_U8: "source",
  RECORD_SYMBOL_ID_U32: "symbolId",
  RECORD_SEQ_F64: "recordSeq",
  RECORD_EXCHANGE_EPOCH_US_F64: "exchangeEpochUs",
  RECORD_RECEIVED_EPOCH_US_F64: "receivedEpochUs",
  RECORD_FEED_SEQ_F64: "feedSeq",
  RECORD_TRACE_ID_U32: "traceId",
};
const TICK: Pins = {
  TICK_PRICE_F64: "price",
  TICK_SIZE_F64: "size",
  TICK_DAY_VWAP_F64: "dayVwap",
  TICK_OFFICIAL_OPEN_F64: "officialOpen",
};
const BAR: Pins = {
  BAR_OPEN_F64: "open",
  BAR_HIGH_F64: "high",
  BAR_LOW_F64: "low",
  BAR_CLOSE_F64: "close",
  BAR_VOLUME_F64: "volume",
  BAR_START_EPOCH_US_F64: "startEpochUs",
  BAR_WINDOW_VWAP_F64: "windowVwap",
  BAR_DAY_VWAP_F64: "dayVwap",
  BAR_OFFICIAL_OPEN_F64: "officialOpen",
};
const FMV: Pins = { FMV_FMV_F64: "fmv" };

/** Every struct with its pins; the header of all first. */
export const RECORD_PINS: readonly [StructClass, Pins][] = [
  [wire.RecordHeader, HEADER],
  [wire.Tick, TICK],
  [wire.Bar, BAR],
  [wire.Fmv, FMV],
];
