/**
 * An event slot as the plain object of the contract. The readable twin of FrameWriter: what tests
 * compare it with, and what cold paths use. Key order is that of schemas/contract/JSON.md.
 */
import {
  type ContractItem,
  type HighLowItem,
  type ReversalInfo,
  type SideWord,
  type SurgeItem,
  TickscopeError,
  type TrendItem,
} from "#schemas";
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
  PATTERN_M_TOP,
  REVERSAL_TYPE_V_TOP,
  SIDE_UP,
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
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
import {
  type EventText,
  magnitude1,
  RAPID_SPAN_US,
  SIDE_ARROWS,
  STRENGTH_WORDS,
  seconds6,
  TRIGGER_DESCRIPTIONS,
  TRIGGER_WORDS,
  TURN_WORDS,
  VWAP_POSITION_WORDS,
} from "../text/event-text.ts";
import { hex8 } from "../text/json-text.ts";
import { eventProblem } from "./event-item-problem.ts";

/**
 * The contract item of the event in `slot`. Allocates; not for the path of every event.
 * Throws EVENT_INVALID, naming the field, for what eventProblem refuses (session events included).
 */
export function eventItem(
  view: SlotView,
  slot: number,
  symbols: SymbolTable,
  text: EventText,
): ContractItem {
  const ticker = symbols.symbolOf(view.u32[slot * EVENT_U32 + EVENT_SYMBOL_ID_U32]! as SymbolId);
  const problem = eventProblem(view, slot, ticker);
  if (problem !== "") {
    throw new TickscopeError("EVENT_INVALID", `event of ${ticker}: ${problem} breaks the contract`);
  }
  const shared = sharedFields(view, slot, ticker, text);
  switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
    case EVENT_TREND:
      return trendItem(shared, view, slot);
    case EVENT_SURGE:
      return surgeItem(shared, view, slot);
    default:
      return highLowItem(shared, view, slot);
  }
}

/** What all kinds share, less `type` and `reversal`, whose values differ by kind. */
type SharedFields = Omit<
  Pick<HighLowItem, keyof HighLowItem & keyof SurgeItem>,
  "type" | "reversal"
>;

function sharedFields(view: SlotView, slot: number, ticker: string, text: EventText): SharedFields {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const { f64, u32 } = view;
  const vwap = f64[f + EVENT_VWAP_F64]!;
  const epochUs = f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  return {
    ticker,
    price: f64[f + EVENT_PRICE_F64]!,
    time: text.clock(epochUs),
    event_id: `${seconds6(epochUs)}_${hex8(u32[u + EVENT_HASH_U32]!)}`,
    direction: side(view, slot),
    count: u32[u + EVENT_COUNT_UP_U32]! + u32[u + EVENT_COUNT_DOWN_U32]!,
    count_up: u32[u + EVENT_COUNT_UP_U32]!,
    count_down: u32[u + EVENT_COUNT_DOWN_U32]!,
    percent_change: f64[f + EVENT_PERCENT_CHANGE_F64]!,
    vwap: Number.isNaN(vwap) ? null : vwap,
    vwap_divergence: Number.isNaN(vwap) ? 0 : f64[f + EVENT_VWAP_DIVERGENCE_F64]!,
    volume: f64[f + EVENT_VOLUME_F64]!,
    rel_volume: f64[f + EVENT_REL_VOLUME_F64]!,
    label: label(view, slot),
  };
}

function highLowItem(shared: SharedFields, view: SlotView, slot: number): HighLowItem {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  return {
    ...shared,
    type: u8[b + EVENT_KIND_U8] === EVENT_HIGH ? "high" : "low",
    reversal: u8[b + EVENT_REVERSAL_U8] === 1,
    session_high: f64[f + HIGHLOW_SESSION_HIGH_F64]!,
    session_low: f64[f + HIGHLOW_SESSION_LOW_F64]!,
    last_update: f64[f + EVENT_RECORD_EPOCH_US_F64]! / 1e6,
    trend_flag: FLAG_WORDS[u8[b + HIGHLOW_TREND_FLAG_U8]!]!,
    surge_flag: FLAG_WORDS[u8[b + HIGHLOW_SURGE_FLAG_U8]!]!,
    significance_score: f64[f + HIGHLOW_SIGNIFICANCE_F64]!,
    reversal_info: reversalInfo(view, slot),
  };
}

function reversalInfo(view: SlotView, slot: number): ReversalInfo | null {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  const type = u8[b + HIGHLOW_REVERSAL_TYPE_U8]!;
  if (type === 0) return null;
  const isTop = type === REVERSAL_TYPE_V_TOP;
  const spanUs = f64[f + HIGHLOW_REVERSAL_SPAN_US_F64]!;
  const info: ReversalInfo = {
    type: isTop ? "V-top" : "V-bottom",
    time_span: spanUs / 1e6,
    is_rapid: spanUs < RAPID_SPAN_US,
    previous_type: isTop ? "high" : "low",
    previous_price: f64[f + HIGHLOW_PREVIOUS_PRICE_F64]!,
  };
  const pattern = u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!;
  if (pattern !== 0) info.pattern = pattern === PATTERN_M_TOP ? "M-top" : "W-bottom";
  return info;
}

function trendItem(shared: SharedFields, view: SlotView, slot: number): TrendItem {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u8 } = view;
  return {
    ...shared,
    type: "trend",
    reversal: TURN_WORDS[u8[b + EVENT_REVERSAL_U8]!]!,
    trend_strength: STRENGTH_WORDS[u8[b + TREND_STRENGTH_U8]!]!,
    trend_score: f64[f + TREND_SCORE_F64]!,
    trend_short_score: f64[f + TREND_SHORT_SCORE_F64]!,
    trend_medium_score: f64[f + TREND_MEDIUM_SCORE_F64]!,
    trend_long_score: f64[f + TREND_LONG_SCORE_F64]!,
    trend_vwap_position: VWAP_POSITION_WORDS[u8[b + TREND_VWAP_POSITION_U8]!]!,
    trend_age: f64[f + TREND_AGE_US_F64]! / 1e6,
    last_trend_update: f64[f + EVENT_EVENT_EPOCH_US_F64]! / 1e6,
  };
}

function surgeItem(shared: SharedFields, view: SlotView, slot: number): SurgeItem {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const { f64, u32, u8 } = view;
  const epochUs = f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  const magnitude = f64[f + SURGE_MAGNITUDE_F64]!;
  const direction = side(view, slot);
  const trigger = u8[b + SURGE_TRIGGER_U8]!;
  return {
    ...shared,
    type: "surge",
    reversal: TURN_WORDS[u8[b + EVENT_REVERSAL_U8]!]!,
    magnitude,
    score: f64[f + SURGE_SCORE_F64]!,
    strength: STRENGTH_WORDS[u8[b + SURGE_STRENGTH_U8]!] as SurgeItem["strength"],
    trigger_type: TRIGGER_WORDS[trigger] as SurgeItem["trigger_type"],
    description: `Surge ${direction} ${TRIGGER_DESCRIPTIONS[trigger]} (${magnitude1(magnitude)}%)`,
    volume_multiplier: f64[f + SURGE_VOLUME_MULTIPLIER_F64]!,
    event_key: `${shared.ticker}_${direction}_${seconds6(epochUs)}`,
    last_surge_timestamp: epochUs / 1e6,
    // An item is made when it is emitted and never made again, so its age is that of emission.
    surge_age: 0,
    expiration: f64[f + SURGE_EXPIRATION_EPOCH_US_F64]! / 1e6,
    daily_surge_count: u32[slot * EVENT_U32 + SURGE_DAILY_COUNT_U32]!,
  };
}

const FLAG_WORDS: readonly (SideWord | null)[] = [null, "up", "down"];

function side(view: SlotView, slot: number): SideWord {
  return view.u8[slot * EVENT_BYTES + EVENT_DIRECTION_U8] === SIDE_UP ? "up" : "down";
}

function label(view: SlotView, slot: number): string {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const b = slot * EVENT_BYTES;
  const { f64, u32, u8 } = view;
  const arrow = SIDE_ARROWS[u8[b + EVENT_DIRECTION_U8]!];
  switch (u8[b + EVENT_KIND_U8]!) {
    case EVENT_HIGH:
      return `HIGH #${u32[u + EVENT_COUNT_UP_U32]}`;
    case EVENT_TREND:
      return `TREND ${arrow} ${STRENGTH_WORDS[u8[b + TREND_STRENGTH_U8]!]}`;
    case EVENT_SURGE: {
      const percent = magnitude1(f64[f + SURGE_MAGNITUDE_F64]!);
      return `SURGE ${arrow} ${percent}% ${TRIGGER_WORDS[u8[b + SURGE_TRIGGER_U8]!]}`;
    }
    default:
      return `LOW #${u32[u + EVENT_COUNT_DOWN_U32]}`;
  }
}
