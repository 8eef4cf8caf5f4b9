/** What every record says of itself, from its slot into the context of its channel. */
import {
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  type Slot,
  type SlotView,
  type SymbolId,
} from "#codec";
import type { Calendar } from "../calendar/calendar.ts";
import type { RecordContext } from "../state/record-context.ts";
import type { SymbolStates } from "../state/symbol-states.ts";

/**
 * Fills identity and times. Returns false when the symbol id has no row, which is an internal fault.
 * @hot no allocation, no throw.
 */
export function readIdentity(
  context: RecordContext,
  states: SymbolStates,
  view: SlotView,
  slot: Slot,
): boolean {
  const f = slot * RECORD_F64;
  const u = slot * RECORD_U32;
  const symbolId = view.u32[u + RECORD_SYMBOL_ID_U32]! as SymbolId;
  if (symbolId === 0 || symbolId > states.symbolsMax) return false;
  context.symbolId = symbolId;
  context.row = states.rowOf(symbolId);
  context.recordSeq = view.f64[f + RECORD_SEQ_F64]!;
  context.epochUs = view.f64[f + RECORD_EXCHANGE_EPOCH_US_F64]!;
  context.receivedEpochUs = view.f64[f + RECORD_RECEIVED_EPOCH_US_F64]!;
  context.traceId = view.u32[u + RECORD_TRACE_ID_U32]!;
  return true;
}

/** Sets session and period from the moment that decides them. @hot */
export function setMoment(context: RecordContext, calendar: Calendar, epochUs: number): void {
  calendar.locate(epochUs);
  context.period = calendar.period;
  context.marketStatus = calendar.marketStatus;
  context.sessionDate = calendar.sessionDate;
}
