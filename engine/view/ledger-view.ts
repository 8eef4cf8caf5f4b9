/**
 * The ledger of all threads as one table of stages and edges. Main thread.
 *
 * While records move, counters of different threads are read at slightly different moments; what is
 * between entry and exit is then in flight, within the bound of the stage's buffer. Once drained
 * nothing may be in flight, and a residual is exact to the record.
 *
 * Blocks are read from the end of the pipeline to its start, so that a record that moves meanwhile
 * shows as in flight and never as a negative residual.
 */
import {
  addRow,
  emptyRow,
  type LedgerRow,
  STAGE_NORMALISE,
  STAGES,
  type ThreadLedger,
  unaccounted,
} from "#engine/telemetry";
import type { LedgerEdge, LedgerSnapshot, LedgerStage } from "./view.ts";

/** What a snapshot needs besides the counters. */
export interface LedgerSources {
  /** Every thread's ledger, the last of the pipeline first: main, detectors, ingest. */
  ledgers: readonly ThreadLedger[];
  /** Detector workers: every record is offered to each of them. */
  copies: number;
  /** True when sources have ended and every buffer is empty. */
  isDrained: () => boolean;
  /** Most that may be in flight between entry and exit of a stage while the engine runs. */
  inFlightMax: number;
}

/**
 * Most that the record in work on a worker may put an edge below zero while the engine runs: detect
 * counts it, and its events, before the channel around it has signed it off.
 */
const AHEAD_PER_WORKER_MAX = 8;

/** Splits what is unaccounted into what may be in flight and what is lost (or made up, below 0). */
function split(
  open: number,
  aheadMax: number,
  inFlightMax: number,
): { inFlight: number; residual: number } {
  const inFlight = Math.min(Math.max(open, 0 - aheadMax), inFlightMax);
  return { inFlight, residual: open - inFlight };
}

/** The sum of every thread's row, stage by stage. */
export function sumRows(ledgers: readonly ThreadLedger[]): LedgerRow[] {
  const rows = STAGES.map(emptyRow);
  for (const ledger of ledgers) {
    for (let stage = STAGES.length - 1; stage >= 0; stage--) {
      addRow(rows[stage]!, ledger.row(stage));
    }
  }
  return rows;
}

/** The whole ledger at this moment. */
export function ledgerSnapshot(sources: LedgerSources): LedgerSnapshot {
  const isDrained = sources.isDrained();
  const bound = isDrained ? 0 : sources.inFlightMax;
  const aheadMax = isDrained ? 0 : AHEAD_PER_WORKER_MAX * sources.copies;
  const rows = sumRows(sources.ledgers);
  const stages: LedgerStage[] = rows.map((row, stage) => {
    return { stage: STAGES[stage]!, ...row, ...split(unaccounted(row), 0, bound) };
  });
  const edges: LedgerEdge[] = [];
  for (let stage = 0; stage + 1 < STAGES.length; stage++) {
    const copies = stage === STAGE_NORMALISE ? sources.copies : 1;
    const produced = rows[stage]!.produced * copies;
    const taken = rows[stage + 1]!.in;
    edges.push({
      from: STAGES[stage]!,
      to: STAGES[stage + 1]!,
      produced,
      taken,
      ...split(produced - taken, aheadMax, bound),
    });
  }
  const residual = [...stages, ...edges].reduce((sum, part) => sum + Math.abs(part.residual), 0);
  return { epochMs: Date.now(), isDrained, stages, edges, residual };
}
