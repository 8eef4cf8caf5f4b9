/**
 * What a stage made of a record, as one number, so that the hot path neither allocates nor throws:
 * OUTCOME_OK, a filter reason or an error code.
 */
import type { ThreadLedger } from "./ledger.ts";

/** The record went through; a quiet tick is a success with no events. */
export const OUTCOME_OK = 0;
const FILTERED = 0x100;
const ERRORED = 0x200;

/** Outcome of a record that was filtered for `reason`, a FILTER_ constant. */
export function outcomeFiltered(reason: number): number {
  return FILTERED + reason;
}

/** Outcome of a record that failed with the error code of this id (errorCodeId of #schemas). */
export function outcomeErrored(codeId: number): number {
  return ERRORED + codeId;
}

export function isErrored(outcome: number): boolean {
  return outcome >= ERRORED;
}

/** The error code's id of an errored outcome. */
export function errorIdOf(outcome: number): number {
  return outcome - ERRORED;
}

/** Counts how a record left `stage`. @hot */
export function account(ledger: ThreadLedger, stage: number, outcome: number): void {
  if (outcome === OUTCOME_OK) ledger.leave(stage, 1);
  else if (outcome < ERRORED) ledger.filter(stage, outcome - FILTERED, 1);
  else ledger.error(stage, outcome - ERRORED, 1);
}
