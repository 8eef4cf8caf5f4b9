/** Surge of a bar against the bars before it. Source: detectors rules version 1, section 6. */
import { TRIGGER_PRICE, TRIGGER_PRICE_AND_VOLUME, TRIGGER_VOLUME } from "#codec";
import { DECIDE_SURGE, gateId } from "#engine/telemetry";
import type { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import type { EventWriter } from "./event-writer.ts";
import { emitSurge, isSurgeGapOver } from "./surge-event.ts";
import {
  BAR_GAP_US,
  BAR_PRICE_PERCENT,
  BAR_SURGE_GAP_US,
  BAR_VOLUME_PERCENT_MIN,
  BAR_VOLUME_RATIO,
  BAR_VOLUMES_MIN,
  surgeScore,
  TRIGGER_NONE,
} from "./surge-rules.ts";
import { REACHED } from "./threshold.ts";

const PREVIOUS_BAR = gateId("previous_bar");
const PRICE_PERCENT = gateId("price_percent");
const VOLUME = gateId("volume");
const TRIGGER = gateId("trigger");

/** Judges the context's bar, then keeps it for the bars to come. @hot */
export function detectBarSurge(context: RecordContext, emit: EventWriter): void {
  judge(context, emit);
  keep(context);
}

function judge(context: RecordContext, emit: EventWriter): void {
  const { state, row: at, price, size, startEpochUs, decisions } = context;
  const previousClose = state[at + row.AT_BAR_CLOSE];
  const sinceUs = startEpochUs - state[at + row.AT_BAR_CLOSE_EPOCH_US];
  const hasPrevious = previousClose !== 0 && sinceUs <= BAR_GAP_US;
  const seconds = previousClose === 0 ? Number.NaN : sinceUs / 1e6;
  decisions.passed(DECIDE_SURGE, PREVIOUS_BAR, hasPrevious, seconds, BAR_GAP_US / 1e6);
  if (!hasPrevious) return;
  const magnitude = (100 * (price - previousClose)) / previousClose;
  const percentSize = Math.abs(magnitude);
  const meanVolume = meanVolumeBefore(context);
  const ratio = meanVolume > 0 ? size / meanVolume : 1;
  const isPrice = percentSize >= BAR_PRICE_PERCENT * REACHED;
  const isVolume = meanVolume > 0 && size >= BAR_VOLUME_RATIO * meanVolume * REACHED;
  decisions.passed(DECIDE_SURGE, PRICE_PERCENT, isPrice, percentSize, BAR_PRICE_PERCENT);
  decisions.passed(DECIDE_SURGE, VOLUME, isVolume, ratio, BAR_VOLUME_RATIO);
  let trigger = TRIGGER_NONE;
  if (isPrice) trigger = isVolume ? TRIGGER_PRICE_AND_VOLUME : TRIGGER_PRICE;
  else if (isVolume && percentSize >= BAR_VOLUME_PERCENT_MIN * REACHED) trigger = TRIGGER_VOLUME;
  const isTriggered = trigger !== TRIGGER_NONE;
  decisions.passed(DECIDE_SURGE, TRIGGER, isTriggered, Number(isTriggered), 1);
  if (!isTriggered) return;
  if (!isSurgeGapOver(context, BAR_SURGE_GAP_US)) return;
  const score = surgeScore(magnitude, BAR_PRICE_PERCENT, ratio, BAR_VOLUME_RATIO);
  emitSurge(context, emit, magnitude, score, size, ratio, trigger);
}

/** Mean volume of the up to ten bars before; 0 when fewer than three are known. */
function meanVolumeBefore(context: RecordContext): number {
  const { state, row: at } = context;
  const known = state[at + row.AT_BAR_VOLUMES_KNOWN];
  if (known < BAR_VOLUMES_MIN) return 0;
  let sum = 0;
  for (let i = 0; i < known; i++) sum += state[at + row.AT_BAR_VOLUMES + i];
  return sum / known;
}

function keep(context: RecordContext): void {
  const { state, row: at } = context;
  const next = state[at + row.AT_BAR_VOLUMES_NEXT] | 0;
  state[at + row.AT_BAR_VOLUMES + next] = context.size;
  state[at + row.AT_BAR_VOLUMES_NEXT] = (next + 1) % row.BAR_VOLUMES_KEPT;
  if (state[at + row.AT_BAR_VOLUMES_KNOWN] < row.BAR_VOLUMES_KEPT) {
    state[at + row.AT_BAR_VOLUMES_KNOWN] += 1;
  }
  state[at + row.AT_BAR_CLOSE] = context.price;
  state[at + row.AT_BAR_CLOSE_EPOCH_US] = context.epochUs;
}
