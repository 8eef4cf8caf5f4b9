/**
 * Which gates a symbol would meet now, from its row alone: as if a tick came at its last price. For people,
 * about symbols that nobody watched. The VWAP is the session's own, since the feed's is not kept. Any thread.
 */
import { DECISION_KINDS, type DecisionKind, GATES, type Gate } from "#telemetry";
import { HighLowDecisions } from "./high-low-decisions.ts";
import { RecordContext } from "./record-context.ts";
import type { DetectorSettings } from "./settings.ts";
import { noteSample, noteSurge } from "./surge-decisions.ts";
import * as row from "./symbol-row.ts";
import { SymbolStates } from "./symbol-states.ts";
import { noteTrend } from "./trend-decisions.ts";

/** A gate that a tick would meet now. */
export interface StandingDecision {
  kind: DecisionKind;
  gate: Gate;
  isPassed: boolean;
  value: number;
  limit: number;
}

/** When the tick comes: market time, PERIOD_ constant. */
export interface StandingMoment {
  epochUs: number;
  period: number;
}

/** The decisions, in flow order per kind; `symbolRow`: one row. Kinds that are switched off have none. */
export function standingDecisions(
  symbolRow: Float64Array,
  moment: StandingMoment,
  settings: DetectorSettings,
): StandingDecision[] {
  const decisions: StandingDecision[] = [];
  const notes = {
    note: (kind: number, gate: number, isPassed: boolean, value: number, limit: number) => {
      decisions.push({ kind: DECISION_KINDS[kind], gate: GATES[gate], isPassed, value, limit });
    },
  };
  const context = contextOf(symbolRow, moment);
  if (settings.highLow.enabled) new HighLowDecisions(settings.highLow).note(context, notes);
  if (settings.trend.enabled) noteTrend(context, context, notes);
  if (settings.surge.enabled) noteStandingSurge(context, notes);
  return decisions;
}

function contextOf(symbolRow: Float64Array, { epochUs, period }: StandingMoment): RecordContext {
  const states = new SymbolStates(new ArrayBuffer(2 * symbolRow.byteLength));
  states.f64.set(symbolRow);
  const context = new RecordContext(states);
  context.epochUs = Math.max(epochUs, symbolRow[row.AT_NEWEST_TICK_EPOCH_US]);
  context.period = period;
  context.price = symbolRow[row.AT_LAST_PRICE];
  const vwap = symbolRow[row.AT_SUM_PRICE_SIZE] / symbolRow[row.AT_SUM_SIZE];
  context.vwap = vwap > 0 ? vwap : Number.NaN;
  return context;
}

/** The newest sample again, or why there is none: the next sample is not known yet. */
function noteStandingSurge(context: RecordContext, notes: Parameters<typeof noteSample>[2]): void {
  const samplesBegan = context.state[row.AT_SAMPLE_EPOCH_US] !== 0;
  const isOfPeriod = context.state[row.AT_SAMPLE_PERIOD] === context.period;
  if (!(samplesBegan && isOfPeriod)) {
    noteSurge(context, context, notes);
    return;
  }
  noteSample(context, context, notes);
}
