// @generated from event.fbs
import { AsciiPiece, type AsciiText } from "../text/ascii-text.ts";
import { writeNumber, writeSeconds6, writeWhole } from "../text/number-text.ts";
import type { SlotView } from "../layout/slot-view.ts";
import * as layout from "./event-layout.ts";

/** Writes the fields of shared that are not joined, each behind its key. @hot */
export function writeShared(_text: AsciiText, at: number, _view: SlotView, _slot: number): number {
  return at;
}

/** Writes the fields of highLow that are not joined, each behind its key. @hot */
export function writeHighLow(_text: AsciiText, at: number, _view: SlotView, _slot: number): number {
  return at;
}

/** Writes the fields of reversalInfo that are not joined, each behind its key. @hot */
export function writeReversalInfo(_text: AsciiText, at: number, _view: SlotView, _slot: number): number {
  return at;
}

/** Writes the fields of trend that are not joined, each behind its key. @hot */
export function writeTrend(_text: AsciiText, at: number, _view: SlotView, _slot: number): number {
  return at;
}

const SURGE_EXPIRATION = new AsciiPiece(',"expiration":');
const SURGE_DAILY_SURGE_COUNT = new AsciiPiece(',"daily_surge_count":');
/** Writes the fields of surge that are not joined, each behind its key. @hot */
export function writeSurge(text: AsciiText, start: number, view: SlotView, slot: number): number {
  const { f64, u32 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  let at = start;
  at = writeSeconds6(text, text.piece(at, SURGE_EXPIRATION), f64[f + layout.SURGE_EXPIRATION_EPOCH_US_F64]);
  at = writeWhole(text, text.piece(at, SURGE_DAILY_SURGE_COUNT), u32[u + layout.SURGE_DAILY_COUNT_U32]);
  return at;
}
