// @generated from event.fbs
import { AsciiPiece, type AsciiText } from "../text/ascii-text.ts";
import { writeNumber, writeSeconds6, writeWhole } from "../text/number-text.ts";
import type { SlotView } from "../layout/slot-view.ts";
import * as layout from "./event-layout.ts";

const SHARED_REL_VOLUME = new AsciiPiece(',"rel_volume":');
/** Key of the first field that writeShared writes; the caller's to write. */
export const SHARED_FIRST_KEY = ',"volume":';
/** Writes the fields of shared that are not joined, the first key being written. @hot */
export function writeShared(
  text: AsciiText,
  start: number,
  view: SlotView,
  slot: number,
): number {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  let at = writeNumber(text, start, f64[f + layout.EVENT_VOLUME_F64]);
  at = writeNumber(text, text.piece(at, SHARED_REL_VOLUME), f64[f + layout.EVENT_REL_VOLUME_F64]);
  return at;
}

/** Key of the first field that writeHighLow writes; the caller's to write. */
export const HIGHLOW_FIRST_KEY = ',"significance_score":';
/** Writes the fields of highLow that are not joined, the first key being written. @hot */
export function writeHighLow(
  text: AsciiText,
  start: number,
  view: SlotView,
  slot: number,
): number {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  let at = writeNumber(text, start, f64[f + layout.HIGHLOW_SIGNIFICANCE_F64]);
  return at;
}

/** Key of the first field that writeReversalInfo writes; the caller's to write. */
export const REVERSALINFO_FIRST_KEY = ',"previous_price":';
/** Writes the fields of reversalInfo that are not joined, the first key being written. @hot */
export function writeReversalInfo(
  text: AsciiText,
  start: number,
  view: SlotView,
  slot: number,
): number {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  let at = writeNumber(text, start, f64[f + layout.HIGHLOW_PREVIOUS_PRICE_F64]);
  return at;
}

const TREND_TREND_SHORT_SCORE = new AsciiPiece(',"trend_short_score":');
const TREND_TREND_MEDIUM_SCORE = new AsciiPiece(',"trend_medium_score":');
const TREND_TREND_LONG_SCORE = new AsciiPiece(',"trend_long_score":');
/** Key of the first field that writeTrend writes; the caller's to write. */
export const TREND_FIRST_KEY = ',"trend_score":';
/** Writes the fields of trend that are not joined, the first key being written. @hot */
export function writeTrend(
  text: AsciiText,
  start: number,
  view: SlotView,
  slot: number,
): number {
  const { f64 } = view;
  const f = slot * layout.EVENT_F64;
  let at = writeNumber(text, start, f64[f + layout.TREND_SCORE_F64]);
  at = writeNumber(text, text.piece(at, TREND_TREND_SHORT_SCORE), f64[f + layout.TREND_SHORT_SCORE_F64]);
  at = writeNumber(text, text.piece(at, TREND_TREND_MEDIUM_SCORE), f64[f + layout.TREND_MEDIUM_SCORE_F64]);
  at = writeNumber(text, text.piece(at, TREND_TREND_LONG_SCORE), f64[f + layout.TREND_LONG_SCORE_F64]);
  return at;
}

const SURGE_DAILY_SURGE_COUNT = new AsciiPiece(',"daily_surge_count":');
/** Key of the first field that writeSurge writes; the caller's to write. */
export const SURGE_FIRST_KEY = ',"expiration":';
/** Writes the fields of surge that are not joined, the first key being written. @hot */
export function writeSurge(
  text: AsciiText,
  start: number,
  view: SlotView,
  slot: number,
): number {
  const { f64, u32 } = view;
  const f = slot * layout.EVENT_F64;
  const u = slot * layout.EVENT_U32;
  let at = writeSeconds6(text, start, f64[f + layout.SURGE_EXPIRATION_EPOCH_US_F64]);
  at = writeWhole(text, text.piece(at, SURGE_DAILY_SURGE_COUNT), u32[u + layout.SURGE_DAILY_COUNT_U32]);
  return at;
}
