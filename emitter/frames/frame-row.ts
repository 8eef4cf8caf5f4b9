/**
 * One event on its way to clients: its text, made once and shared by all, and what filters ask
 * about.
 */
import {
  type EpochUs,
  EVENT_BYTES,
  EVENT_COUNT_DOWN_U32,
  EVENT_COUNT_UP_U32,
  EVENT_DIRECTION_U8,
  EVENT_EVENT_EPOCH_US_F64,
  EVENT_F64,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_LOW,
  EVENT_PRICE_F64,
  EVENT_RECEIVED_EPOCH_US_F64,
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_RECORD_SEQ_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TRACE_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VOLUME_F64,
  SIDE_UP,
  type Slot,
  type SlotView,
  SURGE_MAGNITUDE_F64,
  SURGE_TRIGGER_U8,
  type SymbolId,
  TREND_AGE_US_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
} from "#codec";

export const LIST_HIGHS = 0;
export const LIST_LOWS = 1;
export const LIST_TREND_UP = 2;
export const LIST_TREND_DOWN = 3;
export const LIST_SURGE_UP = 4;
export const LIST_SURGE_DOWN = 5;
/** Number of lists in a stock_data frame. */
export const LISTS = 6;

/** Lists that the page clears on session_reset; trends survive a session. */
export const SESSION_LISTS: readonly number[] = [
  LIST_HIGHS,
  LIST_LOWS,
  LIST_SURGE_UP,
  LIST_SURGE_DOWN,
];

/** The list of an event in a slot; -1 for a kind that has none. */
export function listOf(view: SlotView, slot: Slot): number {
  const isUp = view.u8[slot * EVENT_BYTES + EVENT_DIRECTION_U8] === SIDE_UP;
  switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]) {
    case EVENT_HIGH:
      return LIST_HIGHS;
    case EVENT_LOW:
      return LIST_LOWS;
    case EVENT_TREND:
      return isUp ? LIST_TREND_UP : LIST_TREND_DOWN;
    case EVENT_SURGE:
      return isUp ? LIST_SURGE_UP : LIST_SURGE_DOWN;
    default:
      return -1;
  }
}

/** A row of a list. Immutable but for frameSeq and deliveries; outlives the slot it was read from. */
export class FrameRow {
  /** Number of the frame that carried it first; 0 until then, and never changed again. */
  frameSeq = 0;
  readonly list: number;
  readonly symbolId: SymbolId;
  readonly symbol: string;
  /** The item as JSON text. */
  readonly text: string;
  readonly eventEpochUs: EpochUs;
  readonly recordEpochUs: EpochUs;
  /** This engine's clock when the causing record arrived, epoch microseconds. */
  readonly receivedEpochUs: EpochUs;
  /** Of the causing record; 0 = not sampled. */
  readonly traceId: number;
  readonly recordSeq: number;
  /** Of a sampled row: clients that got it when it was emitted. */
  deliveries = 0;
  readonly price: number;
  readonly volume: number;
  readonly relVolume: number;
  /** Events of this kind and symbol this session, both sides. */
  readonly count: number;
  /** Trends: STRENGTH_, VWAP_ and age; 0 in other rows. */
  readonly trendStrength: number;
  readonly vwapPosition: number;
  readonly trendAgeSeconds: number;
  /** Surges: absolute percent and TRIGGER_; 0 in other rows. */
  readonly surgePercent: number;
  readonly trigger: number;

  constructor(view: SlotView, slot: Slot, list: number, symbol: string, text: string) {
    const f = slot * EVENT_F64;
    const u = slot * EVENT_U32;
    const b = slot * EVENT_BYTES;
    const isTrend = list === LIST_TREND_UP || list === LIST_TREND_DOWN;
    const isSurge = list === LIST_SURGE_UP || list === LIST_SURGE_DOWN;
    this.list = list;
    this.symbolId = view.u32[u + EVENT_SYMBOL_ID_U32]! as SymbolId;
    this.symbol = symbol;
    this.text = text;
    this.eventEpochUs = view.f64[f + EVENT_EVENT_EPOCH_US_F64]! as EpochUs;
    this.recordEpochUs = view.f64[f + EVENT_RECORD_EPOCH_US_F64]! as EpochUs;
    this.receivedEpochUs = view.f64[f + EVENT_RECEIVED_EPOCH_US_F64]! as EpochUs;
    this.traceId = view.u32[u + EVENT_TRACE_ID_U32]!;
    this.recordSeq = view.f64[f + EVENT_RECORD_SEQ_F64]!;
    this.price = view.f64[f + EVENT_PRICE_F64]!;
    this.volume = view.f64[f + EVENT_VOLUME_F64]!;
    this.relVolume = view.f64[f + EVENT_REL_VOLUME_F64]!;
    this.count = view.u32[u + EVENT_COUNT_UP_U32]! + view.u32[u + EVENT_COUNT_DOWN_U32]!;
    this.trendStrength = isTrend ? view.u8[b + TREND_STRENGTH_U8]! : 0;
    this.vwapPosition = isTrend ? view.u8[b + TREND_VWAP_POSITION_U8]! : 0;
    this.trendAgeSeconds = isTrend ? view.f64[f + TREND_AGE_US_F64]! / 1e6 : 0;
    this.surgePercent = isSurge ? Math.abs(view.f64[f + SURGE_MAGNITUDE_F64]!) : 0;
    this.trigger = isSurge ? view.u8[b + SURGE_TRIGGER_U8]! : 0;
  }
}
