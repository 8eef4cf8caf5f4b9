/** The door of codec: bytes, layouts, symbols, tapes and frames as text. */

export { eventItem } from "./event-item.ts";
export { eventProblem, ITEM_EPOCH_US_END, ITEM_EPOCH_US_MIN } from "./event-item-problem.ts";
export * from "./event-layout.ts";
export { EVENT_KIND_WORDS, EventText, isoLocalMicros, seconds6 } from "./event-text.ts";
export {
  envelope,
  type StockLists,
  writeActivity,
  writeSessionReset,
  writeStatusUpdate,
  writeStockData,
} from "./frame.ts";
export { FrameWriter } from "./frame-writer.ts";
export { quoted } from "./json-text.ts";
export {
  asEpochUs,
  asSeq,
  asSlot,
  asSymbolId,
  type EpochUs,
  type Seq,
  type Slot,
  type SymbolId,
} from "./nominal.ts";
export {
  type BarFields,
  copySlot,
  RECORD_KIND_WORDS,
  type RecordHeaderObject,
  type RecordIdentity,
  type RecordObject,
  readRecord,
  type TickFields,
  writeBar,
  writeTick,
} from "./record.ts";
export * from "./record-layout.ts";
export { privateSlots, type SlotView, slotView } from "./slot-view.ts";
export { SYMBOL_UNITS_MAX } from "./symbol.ts";
export {
  NO_SYMBOL,
  SYMBOLS_MAX_RANGE,
  SymbolTable,
  SymbolTableWriter,
  symbolTableBytes,
} from "./symbol-table.ts";
export {
  BLOCK_RECORDS,
  type TapeBlock,
  type TapeCalendar,
  type TapeHeader,
} from "./tape-format.ts";
export { readTapeHeader, type TapeEnd, TapeReader } from "./tape-reader.ts";
export { TapeWriter, type TapeWriterOptions } from "./tape-writer.ts";
