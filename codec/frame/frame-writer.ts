/**
 * Event slots as the JSON text of contract items, made once per event and shared by all clients.
 *
 * Hand-built, because the shape is known: the keys are constant bytes, the numbers are written as
 * digits, the ticker's escaped text is cached per symbol, and all of it becomes a string in one copy at
 * the end. No object is made, and the text is ASCII: half the memory, and no transcoding when sent.
 * Equal after parsing to JSON.stringify(eventItem(…)), pinned by frame-writer.test.ts. Not shared
 * between threads.
 */

import {
  writeHighLow,
  writeReversalInfo,
  writeShared,
  writeSurge,
  writeTrend,
} from "../generated/field-runs.ts";
import {
  EVENT_BYTES,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HASH_U32,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_PRICE_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_REVERSAL_U8,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VOLUME_F64,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_PREVIOUS_PRICE_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  HIGHLOW_SESSION_HIGH_F64,
  HIGHLOW_SESSION_LOW_F64,
  HIGHLOW_SIGNIFICANCE_F64,
  HIGHLOW_SURGE_FLAG_U8,
  HIGHLOW_TREND_FLAG_U8,
  REVERSAL_TYPE_V_TOP,
  SIDE_UP,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  SURGE_VOLUME_MULTIPLIER_F64,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
} from "../layout/event-layout.ts";
import type { SymbolId } from "../layout/nominal.ts";
import type { SlotView } from "../layout/slot-view.ts";
import type { SymbolTable } from "../layout/symbol-table.ts";
import { AsciiText } from "../text/ascii-text.ts";
import {
  type EventText,
  magnitude1,
  STRENGTH_WORDS,
  surgeDescription,
  surgeLabel,
  TRIGGER_WORDS,
} from "../text/event-text.ts";
import { HEX_WORDS, quotedAscii } from "../text/json-text.ts";
import { writeDigits6, writeNumber, writeSeconds6, writeWhole } from "../text/number-text.ts";
import { eventProblem } from "./event-item-problem.ts";
import { RAPID_SPAN_US } from "./event-units.ts";
import * as pieces from "./item-pieces.ts";
import { key } from "./item-pieces.ts";

/**
 * Longest item, bytes: 27 keys and words come to 700, a ticker of 16 escaped characters to 96 and is
 * there twice, and a number to 25.
 */
const ITEM_BYTES_MAX = 2048;

/** Writes items; one per thread that writes. */
export class FrameWriter {
  readonly #symbols: SymbolTable;
  readonly #text: EventText;
  readonly #item: AsciiText = new AsciiText(ITEM_BYTES_MAX);
  /** Where the price of the item in hand stands, and its length. */
  #priceAt = 0;
  #priceBytes = 0;
  /** The keys of an event's time in second `#second`, and how much of it is `seconds.`. */
  readonly #secondText: AsciiText = new AsciiText(64);
  #second = Number.NaN;
  #secondBytes = 0;
  #secondsBytes = 0;
  /** Where the time of the item in hand stands in it. */
  #secondsAt = 0;
  /** By symbol id: the escaped ticker without its quotes. */
  readonly #tickers: string[] = [];

  constructor(symbols: SymbolTable, text: EventText) {
    this.#symbols = symbols;
    this.#text = text;
  }

  /**
   * JSON text of the event in `slot`; "" when the event breaks the contract (`problem` names the
   * field), which the caller counts as EVENT_INVALID. @hot: per event, never throws.
   */
  item(view: SlotView, slot: number): string {
    const symbolId = view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]!;
    const ticker = this.#tickers[symbolId] ?? this.#escape(symbolId);
    // The escaped ticker is as empty as the symbol, and at hand.
    if (eventProblem(view, slot, ticker) !== "") return "";
    const at = this.#shared(view, slot, ticker);
    switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
      case EVENT_TREND:
        return this.#item.text(this.#trend(view, slot, at));
      case EVENT_SURGE:
        return this.#item.text(this.#surge(view, slot, at, ticker));
      default:
        return this.#item.text(this.#highLow(view, slot, at));
    }
  }

  /** The contract's name of the first wrong field of the event, "" for none. */
  problem(view: SlotView, slot: number): string {
    const symbolId = view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]!;
    return eventProblem(view, slot, this.#symbols.symbolOf(symbolId as SymbolId));
  }

  #escape(symbolId: number): string {
    const ticker = quotedAscii(this.#symbols.symbolOf(symbolId as SymbolId)).slice(1, -1);
    // An id that has no symbol yet may get one.
    if (ticker !== "") this.#tickers[symbolId] = ticker;
    return ticker;
  }

  #highLow(view: SlotView, slot: number, start: number): number {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u32, u8 } = view;
    const item = this.#item;
    const isHigh = u8[b + EVENT_KIND_U8] === EVENT_HIGH;
    const own = slot * EVENT_U32 + (isHigh ? EVENT_COUNT_UP_U32 : EVENT_COUNT_DOWN_U32);
    let at = item.piece(start, isHigh ? pieces.HIGH_HEAD : pieces.LOW_HEAD);
    at = writeWhole(item, at, u32[own]!);
    at = item.piece(at, pieces.REVERSAL[u8[b + EVENT_REVERSAL_U8]!]!);
    at = this.#orPrice(at, f64[f + HIGHLOW_SESSION_HIGH_F64]!, f64[f + EVENT_PRICE_F64]!);
    at = item.piece(at, pieces.SESSION_LOW);
    at = this.#orPrice(at, f64[f + HIGHLOW_SESSION_LOW_F64]!, f64[f + EVENT_PRICE_F64]!);
    at = item.piece(at, pieces.LAST_UPDATE);
    const recordUs = f64[f + EVENT_RECORD_EPOCH_US_F64]!;
    at =
      recordUs === f64[f + EVENT_EVENT_EPOCH_US_F64]!
        ? this.#eventSeconds6(at)
        : writeSeconds6(item, at, recordUs);
    at = item.piece(
      at,
      pieces.FLAGS[3 * u8[b + HIGHLOW_TREND_FLAG_U8]! + u8[b + HIGHLOW_SURGE_FLAG_U8]!]!,
    );
    at = writeNumber(item, at, f64[f + HIGHLOW_SIGNIFICANCE_F64]!);
    at = writeHighLow(item, at, view, slot);
    if (u8[b + HIGHLOW_REVERSAL_TYPE_U8] === 0) return item.piece(at, pieces.NO_REVERSAL_INFO);
    return this.#reversalInfo(view, slot, at);
  }

  /** An extreme: most are the price itself, whose digits stand there already. */
  #orPrice(at: number, extreme: number, price: number): number {
    if (extreme !== price) return writeNumber(this.#item, at, extreme);
    return this.#item.copy(at, this.#item, this.#priceAt, this.#priceBytes);
  }

  #reversalInfo(view: SlotView, slot: number, start: number): number {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u8 } = view;
    const item = this.#item;
    const isTop = u8[b + HIGHLOW_REVERSAL_TYPE_U8] === REVERSAL_TYPE_V_TOP;
    const spanUs = f64[f + HIGHLOW_REVERSAL_SPAN_US_F64]!;
    let at = item.piece(start, isTop ? pieces.TOP_OPEN : pieces.BOTTOM_OPEN);
    at = writeNumber(item, at, spanUs / 1e6);
    at = item.piece(at, spanUs < RAPID_SPAN_US ? pieces.RAPID : pieces.NOT_RAPID);
    at = writeNumber(item, at, f64[f + HIGHLOW_PREVIOUS_PRICE_F64]!);
    at = writeReversalInfo(item, at, view, slot);
    return item.piece(at, pieces.PATTERNS[u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!]!);
  }

  #trend(view: SlotView, slot: number, start: number): number {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u8 } = view;
    const item = this.#item;
    const strength = u8[b + TREND_STRENGTH_U8]!;
    let at = item.piece(start, pieces.TREND_HEAD[3 * strength + u8[b + EVENT_DIRECTION_U8]!]!);
    at = item.piece(at, pieces.TURNS[u8[b + EVENT_REVERSAL_U8]!]!);
    at = item.piece(at, pieces.TREND_STRENGTH[strength]!);
    at = writeNumber(item, at, f64[f + TREND_SCORE_F64]!);
    at = item.piece(at, pieces.SHORT_SCORE);
    at = writeNumber(item, at, f64[f + TREND_SHORT_SCORE_F64]!);
    at = item.piece(at, pieces.MEDIUM_SCORE);
    at = writeNumber(item, at, f64[f + TREND_MEDIUM_SCORE_F64]!);
    at = item.piece(at, pieces.LONG_SCORE);
    at = writeNumber(item, at, f64[f + TREND_LONG_SCORE_F64]!);
    at = writeTrend(item, at, view, slot);
    at = item.piece(at, pieces.VWAP_POSITION[u8[b + TREND_VWAP_POSITION_U8]!]!);
    at = writeNumber(item, at, f64[f + TREND_AGE_US_F64]! / 1e6);
    at = item.piece(at, pieces.LAST_TREND_UPDATE);
    return item.piece(this.#eventSeconds6(at), pieces.CLOSE);
  }

  /** Surges are rare: what is constant in them is joined as text. */
  #surge(view: SlotView, slot: number, start: number, ticker: string): number {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u8 } = view;
    const item = this.#item;
    const side = u8[b + EVENT_DIRECTION_U8] === SIDE_UP ? "up" : "down";
    const trigger = TRIGGER_WORDS[u8[b + SURGE_TRIGGER_U8]!]!;
    const magnitude = f64[f + SURGE_MAGNITUDE_F64]!;
    const percent = magnitude1(magnitude);
    const second = this.#text.seconds6(f64[f + EVENT_EVENT_EPOCH_US_F64]!);
    const label = surgeLabel(pieces.ARROWS[u8[b + EVENT_DIRECTION_U8]!]!, percent, trigger);
    let at = item.ascii(start, `${pieces.head("surge", label)}"${key("reversal")}`);
    at = item.piece(at, pieces.TURNS[u8[b + EVENT_REVERSAL_U8]!]!);
    at = writeNumber(item, item.ascii(at, key("magnitude")), magnitude);
    at = writeNumber(item, item.ascii(at, key("score")), f64[f + SURGE_SCORE_F64]!);
    at = item.ascii(at, `${key("strength")}"${STRENGTH_WORDS[u8[b + SURGE_STRENGTH_U8]!]}"`);
    at = item.ascii(at, `${key("trigger_type")}"${trigger}"${key("description")}"`);
    at = item.ascii(at, `${surgeDescription(side, percent, trigger)}"${key("volume_multiplier")}`);
    at = writeNumber(item, at, f64[f + SURGE_VOLUME_MULTIPLIER_F64]!);
    at = item.ascii(at, `${key("event_key")}"${ticker}_${side}_${second}"`);
    at = item.ascii(at, `${key("last_surge_timestamp")}${second}${key("surge_age")}0`);
    at = writeSurge(item, at, view, slot);
    return item.piece(at, pieces.CLOSE);
  }

  /** The keys whose values all kinds make the same way; without the closing brace. */
  #shared(view: SlotView, slot: number, ticker: string): number {
    const f = slot * EVENT_F64;
    const u = slot * EVENT_U32;
    const { f64, u32 } = view;
    const item = this.#item;
    const up = u32[u + EVENT_COUNT_UP_U32]!;
    const down = u32[u + EVENT_COUNT_DOWN_U32]!;
    const vwap = f64[f + EVENT_VWAP_F64]!;
    const eventUs = f64[f + EVENT_EVENT_EPOCH_US_F64]!;
    let at = item.ascii(item.piece(0, pieces.OPEN), ticker);
    this.#priceAt = item.piece(at, pieces.PRICE);
    at = writeNumber(item, this.#priceAt, f64[f + EVENT_PRICE_F64]!);
    this.#priceBytes = at - this.#priceAt;
    at = this.#time(at, eventUs);
    at = writeHash(item, at, u32[u + EVENT_HASH_U32]!);
    at = item.piece(at, pieces.DIRECTION[view.u8[slot * EVENT_BYTES + EVENT_DIRECTION_U8]!]!);
    at = writeWhole(item, at, up + down);
    at = writeWhole(item, item.piece(at, pieces.COUNT_UP), up);
    at = writeWhole(item, item.piece(at, pieces.COUNT_DOWN), down);
    at = item.piece(at, pieces.PERCENT_CHANGE);
    at = writeNumber(item, at, f64[f + EVENT_PERCENT_CHANGE_F64]!);
    if (Number.isNaN(vwap)) at = item.piece(at, pieces.VWAP_UNKNOWN);
    else {
      at = writeNumber(item, item.piece(at, pieces.VWAP), vwap);
      at = item.piece(at, pieces.VWAP_DIVERGENCE);
      at = writeNumber(item, at, f64[f + EVENT_VWAP_DIVERGENCE_F64]!);
    }
    at = writeNumber(item, item.piece(at, pieces.VOLUME), f64[f + EVENT_VOLUME_F64]!);
    at = writeNumber(item, item.piece(at, pieces.REL_VOLUME), f64[f + EVENT_REL_VOLUME_F64]!);
    return writeShared(item, at, view, slot);
  }

  /** The keys of the event's time, up to its microseconds. Events come in order of time, mostly. */
  #time(start: number, eventUs: number): number {
    const seconds = Math.floor(eventUs / 1e6);
    if (seconds !== this.#second) this.#writeSecond(seconds);
    const at = this.#item.copy(start, this.#secondText, 0, this.#secondBytes);
    this.#secondsAt = at - this.#secondsBytes;
    return writeDigits6(this.#item, at, eventUs - seconds * 1e6);
  }

  #writeSecond(seconds: number): void {
    const text = this.#secondText;
    const clockAt = text.piece(0, pieces.TIME);
    const secondsAt = text.piece(
      text.ascii(clockAt, this.#text.clock(seconds * 1e6)),
      pieces.EVENT_ID,
    );
    const at = writeWhole(text, secondsAt, seconds);
    text.bytes[at] = POINT;
    this.#secondBytes = at + 1;
    this.#secondsBytes = at + 1 - secondsAt;
    this.#second = seconds;
  }

  /** The event's own time as EventText.seconds6 gives it, which stands in the item already. */
  #eventSeconds6(at: number): number {
    return this.#item.copy(at, this.#item, this.#secondsAt, this.#secondsBytes + MICROS_DIGITS);
  }
}

const POINT = 46;
const UNDERSCORE = 95;
const MICROS_DIGITS = 6;

/** `_` and the 8 lowercase hex digits of a uint32. */
function writeHash({ bytes, view }: AsciiText, at: number, hash: number): number {
  bytes[at] = UNDERSCORE;
  view.setUint16(at + 1, HEX_WORDS[hash >>> 24]!, true);
  view.setUint16(at + 3, HEX_WORDS[(hash >>> 16) & 255]!, true);
  view.setUint16(at + 5, HEX_WORDS[(hash >>> 8) & 255]!, true);
  view.setUint16(at + 7, HEX_WORDS[hash & 255]!, true);
  return at + 9;
}
