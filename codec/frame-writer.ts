/**
 * Event slots as the JSON text of contract items, made once per event and shared by all clients.
 *
 * Hand-built, because the shape is known: only the ticker can need escaping, and its escaped text
 * is cached per symbol. No object is made, and the text stays Latin-1. Most of its cost, a good
 * microsecond an item, is the shortest text of its eight to twelve doubles. Equal after parsing to
 * JSON.stringify(eventItem(…)), pinned by frame-writer.test.ts. Not shared between threads.
 */
import { eventProblem } from "./event-item-problem.ts";
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
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  TREND_AGE_US_F64,
  TREND_LONG_SCORE_F64,
  TREND_MEDIUM_SCORE_F64,
  TREND_SCORE_F64,
  TREND_SHORT_SCORE_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
} from "./event-layout.ts";
import {
  type EventText,
  magnitude1,
  RAPID_SPAN_US,
  STRENGTH_WORDS,
  TRIGGER_DESCRIPTIONS,
  TRIGGER_WORDS,
  VWAP_POSITION_WORDS,
} from "./event-text.ts";
import { hex8, quoted } from "./json-text.ts";
import type { SlotView } from "./slot-view.ts";
import type { SymbolTable } from "./symbol-table.ts";

const TREND_FLAGS_JSON = [
  ',"trend_flag":null',
  ',"trend_flag":"up"',
  ',"trend_flag":"down"',
] as const;
const SURGE_FLAGS_JSON = [
  ',"surge_flag":null',
  ',"surge_flag":"up"',
  ',"surge_flag":"down"',
] as const;
const TOP_OPEN = ',"reversal_info":{"type":"V-top","previous_type":"high","time_span":';
const BOTTOM_OPEN = ',"reversal_info":{"type":"V-bottom","previous_type":"low","time_span":';
/** Arrows as escapes: text stays Latin-1, half the bytes in memory and no transcoding when sent. */
const ARROW_UP = "\\u2191";
const ARROW_DOWN = "\\u2193";
const TURNS_JSON = ["false", '"up-now-down"', '"down-now-up"'] as const;
const PATTERNS_JSON = ["", ',"pattern":"M-top"', ',"pattern":"W-bottom"'] as const;

/** Writes items; one per thread that writes. */
export class FrameWriter {
  readonly #symbols: SymbolTable;
  readonly #text: EventText;
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
    if (eventProblem(view, slot, this.#symbols.symbolOf(symbolId)) !== "") return "";
    const ticker = this.#tickers[symbolId] ?? this.#escape(symbolId);
    switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
      case EVENT_TREND:
        return this.#trend(view, slot, ticker);
      case EVENT_SURGE:
        return this.#surge(view, slot, ticker);
      default:
        return this.#highLow(view, slot, ticker);
    }
  }

  /** The contract's name of the first wrong field of the event, "" for none. */
  problem(view: SlotView, slot: number): string {
    const symbolId = view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]!;
    return eventProblem(view, slot, this.#symbols.symbolOf(symbolId));
  }

  #escape(symbolId: number): string {
    const ticker = quoted(this.#symbols.symbolOf(symbolId)).slice(1, -1);
    this.#tickers[symbolId] = ticker;
    return ticker;
  }

  #highLow(view: SlotView, slot: number, ticker: string): string {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u32, u8 } = view;
    const isHigh = u8[b + EVENT_KIND_U8] === EVENT_HIGH;
    const own = slot * EVENT_U32 + (isHigh ? EVENT_COUNT_UP_U32 : EVENT_COUNT_DOWN_U32);
    const eventUs = f64[f + EVENT_EVENT_EPOCH_US_F64]!;
    const recordUs = f64[f + EVENT_RECORD_EPOCH_US_F64]!;
    const price = String(f64[f + EVENT_PRICE_F64]);
    const second = this.#text.seconds6(eventUs);
    // A number's text costs more than all else here, and most extremes are the price itself.
    const high = f64[f + HIGHLOW_SESSION_HIGH_F64]!;
    const low = f64[f + HIGHLOW_SESSION_LOW_F64]!;
    return `${this.#shared(view, slot, ticker, second, price)}${
      isHigh ? ',"type":"high","label":"HIGH #' : ',"type":"low","label":"LOW #'
    }${u32[own]}${
      u8[b + EVENT_REVERSAL_U8] === 1 ? '","reversal":true' : '","reversal":false'
    },"session_high":${high === f64[f + EVENT_PRICE_F64] ? price : high},"session_low":${
      low === f64[f + EVENT_PRICE_F64] ? price : low
    },"last_update":${recordUs === eventUs ? second : this.#text.seconds6(recordUs)}${
      TREND_FLAGS_JSON[u8[b + HIGHLOW_TREND_FLAG_U8]!]
    }${SURGE_FLAGS_JSON[u8[b + HIGHLOW_SURGE_FLAG_U8]!]},"significance_score":${
      f64[f + HIGHLOW_SIGNIFICANCE_F64]
    }${
      u8[b + HIGHLOW_REVERSAL_TYPE_U8] === 0
        ? ',"reversal_info":null}'
        : this.#reversalInfo(view, slot)
    }`;
  }

  #reversalInfo(view: SlotView, slot: number): string {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u8 } = view;
    const isTop = u8[b + HIGHLOW_REVERSAL_TYPE_U8] === REVERSAL_TYPE_V_TOP;
    const spanUs = f64[f + HIGHLOW_REVERSAL_SPAN_US_F64]!;
    const open = isTop ? TOP_OPEN : BOTTOM_OPEN;
    return `${open}${spanUs / 1e6},"is_rapid":${spanUs < RAPID_SPAN_US},"previous_price":${
      f64[f + HIGHLOW_PREVIOUS_PRICE_F64]
    }${PATTERNS_JSON[u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!]}}}`;
  }

  #trend(view: SlotView, slot: number, ticker: string): string {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u8 } = view;
    const second = this.#text.seconds6(f64[f + EVENT_EVENT_EPOCH_US_F64]!);
    const strength = STRENGTH_WORDS[u8[b + TREND_STRENGTH_U8]!];
    const arrow = u8[b + EVENT_DIRECTION_U8] === SIDE_UP ? ARROW_UP : ARROW_DOWN;
    const price = String(f64[f + EVENT_PRICE_F64]);
    const shared = this.#shared(view, slot, ticker, second, price);
    return `${shared},"type":"trend","label":"TREND ${arrow} ${
      strength
    }","reversal":${TURNS_JSON[u8[b + EVENT_REVERSAL_U8]!]},"trend_strength":"${
      strength
    }","trend_score":${f64[f + TREND_SCORE_F64]},"trend_short_score":${
      f64[f + TREND_SHORT_SCORE_F64]
    },"trend_medium_score":${f64[f + TREND_MEDIUM_SCORE_F64]},"trend_long_score":${
      f64[f + TREND_LONG_SCORE_F64]
    },"trend_vwap_position":"${VWAP_POSITION_WORDS[u8[b + TREND_VWAP_POSITION_U8]!]}","trend_age":${
      f64[f + TREND_AGE_US_F64]! / 1e6
    },"last_trend_update":${second}}`;
  }

  #surge(view: SlotView, slot: number, ticker: string): string {
    const f = slot * EVENT_F64;
    const b = slot * EVENT_BYTES;
    const { f64, u32, u8 } = view;
    const second = this.#text.seconds6(f64[f + EVENT_EVENT_EPOCH_US_F64]!);
    const isUp = u8[b + EVENT_DIRECTION_U8] === SIDE_UP;
    const direction = isUp ? "up" : "down";
    const trigger = u8[b + SURGE_TRIGGER_U8]!;
    const word = TRIGGER_WORDS[trigger];
    const magnitude = f64[f + SURGE_MAGNITUDE_F64]!;
    const percent = magnitude1(magnitude);
    const price = String(f64[f + EVENT_PRICE_F64]);
    const shared = this.#shared(view, slot, ticker, second, price);
    return `${shared},"type":"surge","label":"SURGE ${
      isUp ? ARROW_UP : ARROW_DOWN
    } ${percent}% ${word}","reversal":${TURNS_JSON[u8[b + EVENT_REVERSAL_U8]!]},"magnitude":${
      magnitude
    },"score":${f64[f + SURGE_SCORE_F64]},"strength":"${
      STRENGTH_WORDS[u8[b + SURGE_STRENGTH_U8]!]
    }","trigger_type":"${word}","description":"Surge ${direction} ${
      TRIGGER_DESCRIPTIONS[trigger]
    } (${percent}%)","volume_multiplier":${f64[f + EVENT_REL_VOLUME_F64]},"event_key":"${ticker}_${
      direction
    }_${second}","last_surge_timestamp":${second},"surge_age":0,"expiration":${this.#text.seconds6(
      f64[f + SURGE_EXPIRATION_EPOCH_US_F64]!,
    )},"daily_surge_count":${u32[slot * EVENT_U32 + SURGE_DAILY_COUNT_U32]}}`;
  }

  /** The keys whose values all kinds make the same way; without the closing brace. */
  #shared(view: SlotView, slot: number, ticker: string, second: string, price: string): string {
    const f = slot * EVENT_F64;
    const u = slot * EVENT_U32;
    const { f64, u32 } = view;
    const up = u32[u + EVENT_COUNT_UP_U32]!;
    const down = u32[u + EVENT_COUNT_DOWN_U32]!;
    const vwap = f64[f + EVENT_VWAP_F64]!;
    const isUp = view.u8[slot * EVENT_BYTES + EVENT_DIRECTION_U8] === SIDE_UP;
    return `{"ticker":"${ticker}","price":${price},"time":"${this.#text.clock(
      f64[f + EVENT_EVENT_EPOCH_US_F64]!,
    )}","event_id":"${second}_${hex8(u32[u + EVENT_HASH_U32]!)}","direction":${
      isUp ? '"up"' : '"down"'
    },"count":${up + down},"count_up":${up},"count_down":${down},"percent_change":${
      f64[f + EVENT_PERCENT_CHANGE_F64]
    },"vwap":${
      Number.isNaN(vwap)
        ? 'null,"vwap_divergence":0'
        : `${vwap},"vwap_divergence":${f64[f + EVENT_VWAP_DIVERGENCE_F64]}`
    },"volume":${f64[f + EVENT_VOLUME_F64]},"rel_volume":${f64[f + EVENT_REL_VOLUME_F64]}`;
  }
}
