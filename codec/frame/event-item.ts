/**
 * An event slot as the plain object of the contract. The readable twin of FrameWriter: what tests
 * compare it with, and what cold paths use. Fields that an item shows as the slot holds them come from
 * code generated from the table of schemas/event.fbs; what is made of several numbers is made here.
 */
import {
  type ContractItem,
  type HighLowItem,
  type ReversalInfo,
  type SurgeItem,
  TickscopeError,
  type TrendItem,
} from "#schemas";
import { highLowPart, reversalInfoPart, surgePart, trendPart } from "../generated/item-parts.ts";
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
  EVENT_RECORD_EPOCH_US_F64,
  EVENT_REVERSAL_U8,
  EVENT_SURGE,
  EVENT_SYMBOL_ID_U32,
  EVENT_TREND,
  EVENT_U32,
  EVENT_VWAP_DIVERGENCE_F64,
  EVENT_VWAP_F64,
  HIGHLOW_REVERSAL_PATTERN_U8,
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  REVERSAL_TYPE_V_TOP,
  SURGE_MAGNITUDE_F64,
  SURGE_TRIGGER_U8,
  TREND_STRENGTH_U8,
} from "../layout/event-layout.ts";
import type { SymbolId } from "../layout/nominal.ts";
import type { SlotView } from "../layout/slot-view.ts";
import type { SymbolTable } from "../layout/symbol-table.ts";
import {
  type EventText,
  HIGH_LABEL,
  LOW_LABEL,
  magnitude1,
  PATTERN_WORDS,
  SIDE_ARROWS,
  SIDE_WORDS,
  STRENGTH_WORDS,
  seconds6,
  surgeDescription,
  surgeLabel,
  TRIGGER_WORDS,
  TURN_WORDS,
  trendLabel,
} from "../text/event-text.ts";
import { hex8 } from "../text/json-text.ts";
import { eventProblem } from "./event-item-problem.ts";
import { RAPID_SPAN_US } from "./event-units.ts";

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
  const made = madeOfAll(view, slot, ticker, text);
  switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
    case EVENT_TREND:
      return trendItem(made, view, slot);
    case EVENT_SURGE:
      return surgeItem(made, view, slot);
    default:
      return highLowItem(made, view, slot);
  }
}

/** What all kinds make the same way of several numbers, or of one that an item shows otherwise. */
type MadeOfAll = Pick<
  HighLowItem,
  "ticker" | "time" | "event_id" | "count" | "vwap" | "vwap_divergence"
>;

function madeOfAll(view: SlotView, slot: number, ticker: string, text: EventText): MadeOfAll {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const epochUs = view.f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  const vwap = view.f64[f + EVENT_VWAP_F64]!;
  return {
    ticker,
    time: text.clock(epochUs),
    event_id: `${seconds6(epochUs)}_${hex8(view.u32[u + EVENT_HASH_U32]!)}`,
    count: view.u32[u + EVENT_COUNT_UP_U32]! + view.u32[u + EVENT_COUNT_DOWN_U32]!,
    vwap: Number.isNaN(vwap) ? null : vwap,
    vwap_divergence: Number.isNaN(vwap) ? 0 : view.f64[f + EVENT_VWAP_DIVERGENCE_F64]!,
  };
}

function highLowItem(made: MadeOfAll, view: SlotView, slot: number): HighLowItem {
  const { ticker, time, event_id, count, vwap, vwap_divergence } = made;
  const u = slot * EVENT_U32;
  const isHigh = view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] === EVENT_HIGH;
  return {
    ...highLowPart(view, slot),
    ticker,
    time,
    event_id,
    count,
    vwap,
    vwap_divergence,
    type: isHigh ? "high" : "low",
    label: isHigh
      ? `${HIGH_LABEL}${view.u32[u + EVENT_COUNT_UP_U32]}`
      : `${LOW_LABEL}${view.u32[u + EVENT_COUNT_DOWN_U32]}`,
    reversal: view.u8[slot * EVENT_BYTES + EVENT_REVERSAL_U8] === 1,
    last_update: view.f64[slot * EVENT_F64 + EVENT_RECORD_EPOCH_US_F64]! / 1e6,
    reversal_info: reversalInfo(view, slot),
  };
}

function reversalInfo(view: SlotView, slot: number): ReversalInfo | null {
  const b = slot * EVENT_BYTES;
  const type = view.u8[b + HIGHLOW_REVERSAL_TYPE_U8]!;
  if (type === 0) return null;
  const isTop = type === REVERSAL_TYPE_V_TOP;
  const pattern = PATTERN_WORDS[view.u8[b + HIGHLOW_REVERSAL_PATTERN_U8]!];
  return {
    type: isTop ? "V-top" : "V-bottom",
    is_rapid: view.f64[slot * EVENT_F64 + HIGHLOW_REVERSAL_SPAN_US_F64]! < RAPID_SPAN_US,
    previous_type: isTop ? "high" : "low",
    ...reversalInfoPart(view, slot),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function trendItem(made: MadeOfAll, view: SlotView, slot: number): TrendItem {
  const { ticker, time, event_id, count, vwap, vwap_divergence } = made;
  const b = slot * EVENT_BYTES;
  const arrow = SIDE_ARROWS[view.u8[b + EVENT_DIRECTION_U8]!]!;
  return {
    ...trendPart(view, slot),
    ticker,
    time,
    event_id,
    count,
    vwap,
    vwap_divergence,
    type: "trend",
    label: trendLabel(arrow, STRENGTH_WORDS[view.u8[b + TREND_STRENGTH_U8]!]!),
    reversal: TURN_WORDS[view.u8[b + EVENT_REVERSAL_U8]!]!,
    last_trend_update: view.f64[slot * EVENT_F64 + EVENT_EVENT_EPOCH_US_F64]! / 1e6,
  };
}

function surgeItem(made: MadeOfAll, view: SlotView, slot: number): SurgeItem {
  const { ticker, time, event_id, count, vwap, vwap_divergence } = made;
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const epochUs = view.f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  const percent = magnitude1(view.f64[f + SURGE_MAGNITUDE_F64]!);
  const side = SIDE_WORDS[view.u8[b + EVENT_DIRECTION_U8]!] ?? "";
  const arrow = SIDE_ARROWS[view.u8[b + EVENT_DIRECTION_U8]!]!;
  const trigger = TRIGGER_WORDS[view.u8[b + SURGE_TRIGGER_U8]!]!;
  return {
    ...surgePart(view, slot),
    ticker,
    time,
    event_id,
    count,
    vwap,
    vwap_divergence,
    type: "surge",
    label: surgeLabel(arrow, percent, trigger),
    reversal: TURN_WORDS[view.u8[b + EVENT_REVERSAL_U8]!]!,
    description: surgeDescription(side, percent, trigger),
    event_key: `${ticker}_${side}_${seconds6(epochUs)}`,
    last_surge_timestamp: epochUs / 1e6,
    // An item is made when it is emitted and never made again, so its age is that of emission.
    surge_age: 0,
  };
}
