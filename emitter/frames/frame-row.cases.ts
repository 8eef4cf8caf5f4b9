/** Known answers of frame-row.ts: the list of each event, and each field of its row. */

import {
  asSlot,
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
  privateSlots,
  SIDE_DOWN,
  SIDE_UP,
  type SlotView,
  SURGE_MAGNITUDE_F64,
  SURGE_TRIGGER_U8,
  TREND_AGE_US_F64,
  TREND_STRENGTH_U8,
  TREND_VWAP_POSITION_U8,
} from "#codec";
import { type Observe, of } from "#schemas";
import * as rows from "./frame-row.ts";
import { FrameRow, listOf } from "./frame-row.ts";

const KINDS = {
  high: EVENT_HIGH,
  low: EVENT_LOW,
  trend: EVENT_TREND,
  surge: EVENT_SURGE,
  other: 9,
};

/** Slot 1 of two, every field of it different. */
function event(kind: number, direction: number): SlotView {
  const view = privateSlots(2, EVENT_BYTES);
  view.u8[EVENT_BYTES + EVENT_KIND_U8] = kind;
  view.u8[EVENT_BYTES + EVENT_DIRECTION_U8] = direction;
  const doubles = [
    EVENT_EVENT_EPOCH_US_F64,
    EVENT_RECORD_EPOCH_US_F64,
    EVENT_RECEIVED_EPOCH_US_F64,
    EVENT_PRICE_F64,
    EVENT_VOLUME_F64,
    EVENT_REL_VOLUME_F64,
    EVENT_RECORD_SEQ_F64,
  ];
  for (const [i, at] of doubles.entries()) view.f64[EVENT_F64 + at] = 1000 + i;
  view.u32[EVENT_U32 + EVENT_SYMBOL_ID_U32] = 77;
  view.u32[EVENT_U32 + EVENT_TRACE_ID_U32] = 78;
  view.u32[EVENT_U32 + EVENT_COUNT_UP_U32] = 5;
  view.u32[EVENT_U32 + EVENT_COUNT_DOWN_U32] = 8;
  if (kind === EVENT_TREND) {
    view.f64[EVENT_F64 + TREND_AGE_US_F64] = 12.5e6;
    view.u8[EVENT_BYTES + TREND_STRENGTH_U8] = 3;
    view.u8[EVENT_BYTES + TREND_VWAP_POSITION_U8] = 2;
  } else {
    view.f64[EVENT_F64 + SURGE_MAGNITUDE_F64] = -4.5;
    view.u8[EVENT_BYTES + SURGE_TRIGGER_U8] = 3;
    // Where a trend keeps its own, so that a row that takes them by mistake shows.
    view.u8[EVENT_BYTES + TREND_STRENGTH_U8] = 99;
    view.u8[EVENT_BYTES + TREND_VWAP_POSITION_U8] = 98;
    view.f64[EVENT_F64 + TREND_AGE_US_F64] = 97e6;
  }
  return view;
}

export default function run(observe: Observe): void {
  for (const [name, kind] of Object.entries(KINDS)) {
    for (const direction of [SIDE_UP, SIDE_DOWN]) {
      const list = rows.listOf(event(kind, direction), asSlot(1));
      observe(listOf, `${name}, direction ${direction}`, list);
    }
  }
  for (let list = 0; list < 6; list++) {
    const kind = list === 2 || list === 3 ? EVENT_TREND : EVENT_SURGE;
    const row = new rows.FrameRow(event(kind, SIDE_UP), asSlot(1), list, "SYM", "{text}");
    for (const [field, value] of Object.entries(row)) {
      observe(of(FrameRow, "constructor"), `${field} in list ${list}`, value);
    }
  }
}
