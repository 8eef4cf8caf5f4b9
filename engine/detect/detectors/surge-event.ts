/** A surge that was found, by ticks or by bars, becomes an event and part of the symbol's history. */
import {
  EVENT_BYTES,
  EVENT_F64,
  EVENT_PERCENT_CHANGE_F64,
  EVENT_REL_VOLUME_F64,
  EVENT_SURGE,
  EVENT_U32,
  EVENT_VOLUME_F64,
  REVERSAL_DOWN_NOW_UP,
  REVERSAL_UP_NOW_DOWN,
  SIDE_DOWN,
  SIDE_NONE,
  SIDE_UP,
  SURGE_DAILY_COUNT_U32,
  SURGE_EXPIRATION_EPOCH_US_F64,
  SURGE_LIFE_US,
  SURGE_MAGNITUDE_F64,
  SURGE_SCORE_F64,
  SURGE_STRENGTH_U8,
  SURGE_TRIGGER_U8,
  SURGE_VOLUME_MULTIPLIER_F64,
} from "#codec";
import { DECIDE_SURGE, gateId } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import type { EventWriter } from "./event-writer.ts";
import { SURGES_WINDOW_US, surgeStrength } from "./surge-rules.ts";

const GAP = gateId("gap");

/** Whether the last surge of the symbol, of any source, is at least `gapUs` ago (or never was). */
export function isSurgeGapOver(context: RecordContext, gapUs: number): boolean {
  const { state, row: at, epochUs, decisions } = context;
  if (state[at + row.AT_SURGE_SIDE] === SIDE_NONE) return true;
  const sinceUs = epochUs - state[at + row.AT_SURGE_EPOCH_US];
  return decisions.lasted(DECIDE_SURGE, GAP, sinceUs, gapUs);
}

/** Surges of the symbol in the last 30 minutes, at most SURGES_KEPT. */
export function recentSurges(context: RecordContext): number {
  const { state, row: at, epochUs } = context;
  let count = 0;
  for (let i = 0; i < row.SURGES_KEPT; i++) {
    if (epochUs - state[at + row.AT_SURGE_TIMES + i] < SURGES_WINDOW_US) count += 1;
  }
  return count;
}

/**
 * Emits a surge at the record's price and time. `magnitude`: signed percent; `volume`: that of the
 * sample or bar; `volumeRatio`: against its mean; `trigger`: TRIGGER_ constant.
 */
export function emitSurge(
  context: RecordContext,
  emit: EventWriter,
  magnitude: number,
  score: number,
  volume: number,
  volumeRatio: number,
  trigger: number,
): void {
  const { state, row: at, epochUs, price } = context;
  const side = magnitude > 0 ? SIDE_UP : SIDE_DOWN;
  const previousSide = state[at + row.AT_SURGE_SIDE];
  state[at + (side === SIDE_UP ? row.AT_SURGE_COUNT_UP : row.AT_SURGE_COUNT_DOWN)] += 1;
  state[at + row.AT_SURGE_DAILY] += 1;
  state[at + row.AT_SURGE_SIDE] = side;
  state[at + row.AT_SURGE_EPOCH_US] = epochUs;
  state[at + row.AT_SURGE_EXPIRATION_EPOCH_US] = epochUs + SURGE_LIFE_US;
  const next = state[at + row.AT_SURGE_TIMES_NEXT] | 0;
  state[at + row.AT_SURGE_TIMES + next] = epochUs;
  state[at + row.AT_SURGE_TIMES_NEXT] = (next + 1) % row.SURGES_KEPT;

  const slot = emit.open(context, EVENT_SURGE, side, epochUs, price);
  const f = slot * EVENT_F64;
  const b = slot * EVENT_BYTES;
  emit.setCounts(slot, state[at + row.AT_SURGE_COUNT_UP], state[at + row.AT_SURGE_COUNT_DOWN]);
  if (previousSide !== SIDE_NONE && previousSide !== side) {
    emit.setReversal(slot, side === SIDE_UP ? REVERSAL_DOWN_NOW_UP : REVERSAL_UP_NOW_DOWN);
  }
  emit.f64[f + EVENT_PERCENT_CHANGE_F64] = magnitude;
  emit.f64[f + EVENT_VOLUME_F64] = volume;
  emit.f64[f + EVENT_REL_VOLUME_F64] = volumeRatio;
  emit.f64[f + SURGE_MAGNITUDE_F64] = magnitude;
  emit.f64[f + SURGE_SCORE_F64] = score;
  emit.f64[f + SURGE_VOLUME_MULTIPLIER_F64] = volumeRatio;
  emit.f64[f + SURGE_EXPIRATION_EPOCH_US_F64] = epochUs + SURGE_LIFE_US;
  emit.u8[b + SURGE_STRENGTH_U8] = surgeStrength(score);
  emit.u8[b + SURGE_TRIGGER_U8] = trigger;
  emit.u32[slot * EVENT_U32 + SURGE_DAILY_COUNT_U32] = state[at + row.AT_SURGE_DAILY];
  emit.close();
  context.decisions.made(DECIDE_SURGE);
}
