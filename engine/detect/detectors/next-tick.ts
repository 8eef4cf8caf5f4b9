/**
 * Which gates a symbol would meet now: its detectors run on a copy of its row, as if a tick of no size came
 * at its last price. For explanations of symbols that were not watched. The VWAP is the session's own, since
 * the feed's is not kept. Any thread.
 *
 * Only the surge is not asked for a tick, which would wait for the end of its sample: it judges the newest
 * sample again.
 */
import { asSlot, EVENT_BYTES, privateSlots, SymbolTable, symbolTableBytes } from "#codec";
import { RecordContext } from "../state/record-context.ts";
import * as row from "../state/symbol-row.ts";
import { SymbolStates } from "../state/symbol-states.ts";
import { createDetectors } from "./built-in.ts";
import { EventWriter } from "./event-writer.ts";
import { type NotedDecision, NotedDecisions } from "./noted-decisions.ts";
import type { DetectorSettings } from "./settings.ts";
import { judgeNewestSample } from "./surge.ts";

/** When the tick comes: market time, PERIOD_ constant. */
export interface TickMoment {
  epochUs: number;
  period: number;
}

/** The decisions, in flow order per kind; `symbolRow`: one row. Kinds that are switched off have none. */
export function nextTickDecisions(
  symbolRow: Float64Array,
  moment: TickMoment,
  settings: DetectorSettings,
): NotedDecision[] {
  const decisions = new NotedDecisions();
  const context = contextOf(symbolRow, moment, decisions);
  const nowhere = eventsToNowhere();
  const judgesSample = settings.surge.enabled && hasSampleOf(context);
  const asked = judgesSample ? { ...settings, surge: { enabled: false } } : settings;
  for (const detector of createDetectors(asked)) detector.onTick?.(context, nowhere);
  if (judgesSample) judgeNewestSample(context, nowhere);
  return decisions.take().filter(({ gate }) => gate !== "event");
}

function contextOf(
  symbolRow: Float64Array,
  { epochUs, period }: TickMoment,
  decisions: NotedDecisions,
): RecordContext {
  const states = new SymbolStates(new ArrayBuffer(2 * symbolRow.byteLength));
  states.f64.set(symbolRow);
  const context = new RecordContext(states, decisions);
  context.epochUs = Math.max(epochUs, symbolRow[row.AT_NEWEST_TICK_EPOCH_US]);
  context.period = period;
  context.price = symbolRow[row.AT_LAST_PRICE];
  const vwap = symbolRow[row.AT_SUM_PRICE_SIZE] / symbolRow[row.AT_SUM_SIZE];
  context.vwap = vwap > 0 ? vwap : Number.NaN;
  return context;
}

function hasSampleOf({ state, row: at, period }: RecordContext): boolean {
  return state[at + row.AT_SAMPLE_EPOCH_US] !== 0 && state[at + row.AT_SAMPLE_PERIOD] === period;
}

/** Takes the events of the tick that never came. */
function eventsToNowhere(): EventWriter {
  const symbols = new SymbolTable(new SharedArrayBuffer(symbolTableBytes(1)));
  const view = privateSlots(1, EVENT_BYTES);
  return new EventWriter({ view, claim: () => asSlot(0), commit: () => undefined }, symbols);
}
