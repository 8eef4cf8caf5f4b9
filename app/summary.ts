/** The summary of a run, for programs: `--summary PATH`. */
import type { EventDigest, LedgerSnapshot } from "#engine";
import { type LatencySummary, STAGES, type ThreadTelemetry } from "#engine/telemetry";

/** What `--summary` writes. */
export interface RunSummary {
  /** Input records, rejected ones included. */
  records: number;
  /** Events per kind. */
  events: Record<string, number>;
  /** Over all events in order of (record, kind): equal for two runs that found the same. */
  digest: string;
  ledger: LedgerSnapshot;
  /** Microseconds from receipt to the end of a stage, per thread that measured any. */
  latency: Record<string, LatencySummary>;
}

/** Summarises a drained engine. */
export function summaryOf(
  ledger: LedgerSnapshot,
  events: Record<string, number>,
  digest: EventDigest,
  threads: readonly ThreadTelemetry[],
): RunSummary {
  const normalise = ledger.stages.find(({ stage }) => stage === "normalise");
  const controls = Object.values(normalise?.filtered ?? {}).reduce((sum, n) => sum + n, 0);
  return {
    records: (normalise?.in ?? 0) - controls,
    events,
    digest: digest.value(),
    ledger,
    latency: latenciesOf(threads),
  };
}

/** Microseconds from receipt to the end of a stage, by `stage@thread`, where any were measured. */
export function latenciesOf(threads: readonly ThreadTelemetry[]): Record<string, LatencySummary> {
  const latency: Record<string, LatencySummary> = {};
  for (const thread of threads) {
    thread.latencies.forEach((histogram, stage) => {
      if (histogram.total.count === 0) return;
      latency[`${STAGES[stage]}@${thread.name}`] = histogram.summary();
    });
  }
  return latency;
}
