/** The door of codec: bytes, layouts, symbols, tapes and frames as text. */
export * from "./event-layout.ts";
export * from "./record-layout.ts";
export { privateSlots, type SlotView, slotView } from "./slot-view.ts";
export { SYMBOL_UNITS_MAX } from "./symbol.ts";
export {
  SYMBOLS_MAX_RANGE,
  SymbolTable,
  SymbolTableWriter,
  symbolTableBytes,
} from "./symbol-table.ts";
