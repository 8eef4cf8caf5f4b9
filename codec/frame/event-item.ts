/**
 * An event slot as the plain object of the contract. The readable twin of FrameWriter: what tests
 * compare it with, and what cold paths use. Fields that an item shows as the slot holds them come from
 * the table of schemas/event.fbs; what is made of several numbers is made here.
 */
import {
  type ContractItem,
  type HighLowItem,
  type ReversalInfo,
  type SurgeItem,
  TickscopeError,
  type TrendItem,
} from "#schemas";
import { ITEM_FIELDS } from "../generated/event-fields.ts";
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
  HIGHLOW_REVERSAL_SPAN_US_F64,
  HIGHLOW_REVERSAL_TYPE_U8,
  REVERSAL_TYPE_V_TOP,
  SURGE_MAGNITUDE_F64,
  SURGE_TRIGGER_U8,
  TREND_STRENGTH_U8,
} from "../layout/event-layout.ts";
import type { SymbolId } from "../layout/nominal.ts";
import { type SlotView, slotValue } from "../layout/slot-view.ts";
import type { SymbolTable } from "../layout/symbol-table.ts";
import {
  type EventText,
  HIGH_LABEL,
  LOW_LABEL,
  magnitude1,
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
import { RAPID_SPAN_US, UNIT_WORDS, type WordUnit } from "./event-units.ts";

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
  const shared = sharedPart(view, slot, ticker, text);
  switch (view.u8[slot * EVENT_BYTES + EVENT_KIND_U8]!) {
    case EVENT_TREND:
      return { ...shared, ...trendPart(view, slot) } as unknown as TrendItem;
    case EVENT_SURGE:
      return { ...shared, ...surgePart(view, slot, ticker) } as unknown as SurgeItem;
    default:
      return { ...shared, ...highLowPart(view, slot) } as unknown as HighLowItem;
  }
}

/** Keys of an item. The contract's schema holds the whole, see frame-writer.test.ts. */
type Part = Record<string, unknown>;

/** A row of the table. */
type ItemField = (typeof ITEM_FIELDS)[keyof typeof ITEM_FIELDS][number];

/** The fields that items show as the slot holds them. */
function slotPart(fields: readonly ItemField[], view: SlotView, slot: number): Part {
  const part: Part = {};
  for (const field of fields) {
    const value = shownValue(field, slotValue(view, slot, field));
    if (value !== undefined) part[field.key] = value;
  }
  return part;
}

/** A number as items show it; undefined for a key that is absent. */
function shownValue({ form, unit }: ItemField, value: number): unknown {
  switch (form) {
    case "number":
    case "count":
      return value;
    case "seconds":
    case "moment":
      return value / 1e6;
    case "word":
      return UNIT_WORDS[unit as WordUnit][value];
  }
}

function sharedPart(view: SlotView, slot: number, ticker: string, text: EventText): Part {
  const f = slot * EVENT_F64;
  const u = slot * EVENT_U32;
  const epochUs = view.f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  const vwap = view.f64[f + EVENT_VWAP_F64]!;
  return {
    ticker,
    time: text.clock(epochUs),
    event_id: `${seconds6(epochUs)}_${hex8(view.u32[u + EVENT_HASH_U32]!)}`,
    count: view.u32[u + EVENT_COUNT_UP_U32]! + view.u32[u + EVENT_COUNT_DOWN_U32]!,
    ...slotPart(ITEM_FIELDS.shared, view, slot),
    vwap: Number.isNaN(vwap) ? null : vwap,
    vwap_divergence: Number.isNaN(vwap) ? 0 : view.f64[f + EVENT_VWAP_DIVERGENCE_F64]!,
  } satisfies Partial<ContractItem>;
}

function highLowPart(view: SlotView, slot: number): Part {
  const u = slot * EVENT_U32;
  const isHigh = view.u8[slot * EVENT_BYTES + EVENT_KIND_U8] === EVENT_HIGH;
  return {
    type: isHigh ? "high" : "low",
    label: isHigh
      ? `${HIGH_LABEL}${view.u32[u + EVENT_COUNT_UP_U32]}`
      : `${LOW_LABEL}${view.u32[u + EVENT_COUNT_DOWN_U32]}`,
    reversal: view.u8[slot * EVENT_BYTES + EVENT_REVERSAL_U8] === 1,
    last_update: view.f64[slot * EVENT_F64 + EVENT_RECORD_EPOCH_US_F64]! / 1e6,
    ...slotPart(ITEM_FIELDS.highLow, view, slot),
    reversal_info: reversalInfo(view, slot),
  } satisfies Pick<HighLowItem, "type" | "label" | "reversal" | "last_update" | "reversal_info">;
}

function reversalInfo(view: SlotView, slot: number): ReversalInfo | null {
  const type = view.u8[slot * EVENT_BYTES + HIGHLOW_REVERSAL_TYPE_U8]!;
  if (type === 0) return null;
  const made: Pick<ReversalInfo, "is_rapid" | "previous_type"> = {
    is_rapid: view.f64[slot * EVENT_F64 + HIGHLOW_REVERSAL_SPAN_US_F64]! < RAPID_SPAN_US,
    previous_type: type === REVERSAL_TYPE_V_TOP ? "high" : "low",
  };
  return { ...made, ...slotPart(ITEM_FIELDS.reversalInfo, view, slot) } as unknown as ReversalInfo;
}

function trendPart(view: SlotView, slot: number): Part {
  const b = slot * EVENT_BYTES;
  const arrow = SIDE_ARROWS[view.u8[b + EVENT_DIRECTION_U8]!];
  return {
    type: "trend",
    label: trendLabel(arrow, STRENGTH_WORDS[view.u8[b + TREND_STRENGTH_U8]!]),
    reversal: TURN_WORDS[view.u8[b + EVENT_REVERSAL_U8]!],
    ...slotPart(ITEM_FIELDS.trend, view, slot),
    last_trend_update: view.f64[slot * EVENT_F64 + EVENT_EVENT_EPOCH_US_F64]! / 1e6,
  } satisfies Pick<TrendItem, "type" | "label" | "reversal" | "last_trend_update">;
}

function surgePart(view: SlotView, slot: number, ticker: string): Part {
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  const epochUs = view.f64[f + EVENT_EVENT_EPOCH_US_F64]!;
  const percent = magnitude1(view.f64[f + SURGE_MAGNITUDE_F64]!);
  const side = SIDE_WORDS[view.u8[b + EVENT_DIRECTION_U8]!] ?? "";
  const arrow = SIDE_ARROWS[view.u8[b + EVENT_DIRECTION_U8]!];
  const trigger = TRIGGER_WORDS[view.u8[b + SURGE_TRIGGER_U8]!];
  return {
    type: "surge",
    label: surgeLabel(arrow, percent, trigger),
    reversal: TURN_WORDS[view.u8[b + EVENT_REVERSAL_U8]!],
    description: surgeDescription(side, percent, trigger),
    event_key: `${ticker}_${side}_${seconds6(epochUs)}`,
    last_surge_timestamp: epochUs / 1e6,
    // An item is made when it is emitted and never made again, so its age is that of emission.
    surge_age: 0,
    ...slotPart(ITEM_FIELDS.surge, view, slot),
  } satisfies Partial<SurgeItem>;
}
