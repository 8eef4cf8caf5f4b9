/**
 * Which records count, and what every accepted one leaves behind before detectors see it: filters,
 * re-base, session, VWAP sums, sizes. Source: detectors rules version 1, sections 2 and 6.
 *
 * The functions take a context whose identity, moment and numbers are set. They return ADMITTED or a
 * FILTER_ reason; a filtered record changes nothing but the count of late ones. Fair values are not
 * noted for the explanation: no event comes of them.
 */
import {
  DECIDE_RECORD,
  FILTER_DUPLICATE,
  FILTER_NOT_ELIGIBLE,
  FILTER_OUT_OF_ORDER,
  FILTER_TICK_COVERED,
  gateId,
} from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import { enterSession, rebase } from "../state/session.ts";
import * as row from "../state/symbol-row.ts";

/** The record counts. */
export const ADMITTED = -1;

const ELIGIBLE = gateId("eligible");
const SEQUENCE = gateId("sequence");
const ORDER = gateId("order");
const TICK_COVERED = gateId("tick_covered");
const GATE_ADMITTED = gateId("admitted");

/** Late records since the last accepted one after which the next late one re-bases the symbol. */
const LATE_MAX = 10;
/** A bar whose symbol had a tick later than this before the bar's end says nothing new. */
const TICK_COVERS_US = 60_000_000;

/**
 * Admits a tick. `isEligible`: its conditions may set a price; `feedSeq`: -1 = none; `dayVwap` and
 * `officialOpen`: 0 = not given. @hot no allocation, no throw.
 */
export function admitTick(
  context: RecordContext,
  isEligible: boolean,
  feedSeq: number,
  dayVwap: number,
  officialOpen: number,
): number {
  const { state, row: at, epochUs, sessionDate, price, size } = context;
  context.isRebase = false;
  if (!isEligible) return refuse(context, FILTER_NOT_ELIGIBLE, ELIGIBLE, 0, 1);
  if (feedSeq >= 0 && state[at + row.AT_FEED_SEQ_DATE] === sessionDate) {
    const newestSeq = state[at + row.AT_NEWEST_FEED_SEQ];
    if (feedSeq <= newestSeq) {
      return refuse(context, FILTER_DUPLICATE, SEQUENCE, feedSeq, newestSeq);
    }
  }
  const newestEpochUs = state[at + row.AT_NEWEST_TICK_EPOCH_US];
  if (epochUs < newestEpochUs) {
    if (isStillLate(state, at + row.AT_LATE_TICKS)) {
      return refuse(context, FILTER_OUT_OF_ORDER, ORDER, epochUs, newestEpochUs);
    }
    rebase(context, epochUs);
  }
  state[at + row.AT_LATE_TICKS] = 0;
  state[at + row.AT_NEWEST_TICK_EPOCH_US] = epochUs;
  if (feedSeq >= 0) {
    state[at + row.AT_NEWEST_FEED_SEQ] = feedSeq;
    state[at + row.AT_FEED_SEQ_DATE] = sessionDate;
  }
  enterSession(context, price, officialOpen);
  addToVwap(context, dayVwap);
  state[at + row.AT_LAST_PRICE] = price;
  if (size > 0) {
    addSize(state, at + row.AT_SIZES, at + row.AT_SIZES_NEXT, at + row.AT_SIZES_KNOWN, size);
  }
  return admitted(context);
}

/** Admits a bar, whose moment is its start and whose `epochUs` is its end. @hot as admitTick. */
export function admitBar(context: RecordContext, dayVwap: number, officialOpen: number): number {
  const { state, row: at, epochUs, size } = context;
  context.isRebase = false;
  const newestEndEpochUs = state[at + row.AT_BAR_END_EPOCH_US];
  const isLate = epochUs <= newestEndEpochUs;
  if (isLate && isStillLate(state, at + row.AT_LATE_BARS)) {
    return refuse(context, FILTER_OUT_OF_ORDER, ORDER, epochUs, newestEndEpochUs);
  }
  const newestTickEpochUs = state[at + row.AT_NEWEST_TICK_EPOCH_US];
  const coveredEpochUs = epochUs - TICK_COVERS_US;
  if (newestTickEpochUs > coveredEpochUs) {
    return refuse(context, FILTER_TICK_COVERED, TICK_COVERED, newestTickEpochUs, coveredEpochUs);
  }
  if (isLate) rebase(context, epochUs);
  state[at + row.AT_LATE_BARS] = 0;
  state[at + row.AT_BAR_END_EPOCH_US] = epochUs;
  enterSession(context, context.open, officialOpen);
  addToVwap(context, dayVwap);
  state[at + row.AT_LAST_PRICE] = context.price;
  if (size > 0) {
    const next = at + row.AT_BAR_SIZES_NEXT;
    addSize(state, at + row.AT_BAR_SIZES, next, at + row.AT_BAR_SIZES_KNOWN, size);
  }
  return admitted(context);
}

/** Admits a fair value by its time alone. */
export function admitFmv(context: RecordContext): number {
  const { state, row: at, epochUs } = context;
  const isLate = epochUs < state[at + row.AT_FMV_EPOCH_US];
  if (isLate && isStillLate(state, at + row.AT_LATE_FMVS)) return FILTER_OUT_OF_ORDER;
  state[at + row.AT_LATE_FMVS] = 0;
  state[at + row.AT_FMV_EPOCH_US] = epochUs;
  return ADMITTED;
}

/** Notes the gate that stopped the record, with its numbers; returns `reason`, a FILTER_ constant. */
function refuse(
  { decisions }: RecordContext,
  reason: number,
  gate: number,
  value: number,
  limit: number,
): number {
  decisions.note(DECIDE_RECORD, gate, false, value, limit);
  return reason;
}

function admitted({ decisions, price, size }: RecordContext): number {
  if (decisions.isOn) decisions.note(DECIDE_RECORD, GATE_ADMITTED, true, price, size);
  return ADMITTED;
}

/** Counts a late record; false when so many came that the symbol's newest time must be wrong. */
function isStillLate(state: Float64Array, lateAt: number): boolean {
  if (state[lateAt] >= LATE_MAX) return false;
  state[lateAt] += 1;
  return true;
}

function addToVwap(context: RecordContext, dayVwap: number): void {
  const { state, row: at, price, size } = context;
  const sumPriceSize = state[at + row.AT_SUM_PRICE_SIZE] + price * size;
  const sumSize = state[at + row.AT_SUM_SIZE] + size;
  state[at + row.AT_SUM_PRICE_SIZE] = sumPriceSize;
  state[at + row.AT_SUM_SIZE] = sumSize;
  const vwap = dayVwap > 0 ? dayVwap : sumPriceSize / sumSize; // 0 / 0 is NaN, which means unknown
  // Sums of absurd sizes may overflow: better no VWAP than one that is not a number.
  context.vwap = vwap > 0 && vwap < Number.POSITIVE_INFINITY ? vwap : Number.NaN;
}

function addSize(
  state: Float64Array,
  ringAt: number,
  nextAt: number,
  knownAt: number,
  size: number,
): void {
  const next = state[nextAt] | 0;
  state[ringAt + next] = size;
  state[nextAt] = next + 1 === row.SIZES_KEPT ? 0 : next + 1;
  if (state[knownAt] < row.SIZES_KEPT) state[knownAt] += 1;
}
