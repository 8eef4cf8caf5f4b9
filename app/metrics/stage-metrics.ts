/** What the ledger says of the stages, and how long records took to get there. Main thread. */
import type { Registry } from "prom-client";
import type { Engine, LedgerSnapshot, LedgerStage } from "#engine";
import { counter, gauge, type Sample, single } from "./family.ts";
import { StageLatency } from "./stage-latency.ts";

/** `ledger`: the ledger of this scrape; every family of one scrape reads the same. */
export function addStageMetrics(
  registry: Registry,
  engine: Engine,
  ledger: () => LedgerSnapshot,
): void {
  const perStage = (value: (stage: LedgerStage) => number) => (): Sample[] => {
    return ledger().stages.map((stage) => [[stage.stage], value(stage)]);
  };
  counter(registry, {
    name: "tickscope_stage_entered_records_total",
    help: "Records that entered the stage, in the unit of the stage (frames, messages, records, events, rows).",
    labels: ["stage"],
    read: perStage(({ in: entered }) => entered),
  });
  counter(registry, {
    name: "tickscope_stage_records_total",
    help: "Records that left the stage: ok, or filtered, dropped or errored for a reason. A reason appears after its first record.",
    labels: ["stage", "outcome", "reason"],
    read: () => ledger().stages.flatMap(outcomesOf),
  });
  counter(registry, {
    name: "tickscope_stage_produced_records_total",
    help: "Output of the stage, in the unit of the next stage.",
    labels: ["stage"],
    read: perStage(({ produced }) => produced),
  });
  gauge(registry, {
    name: "tickscope_stage_in_flight_records",
    help: "Records inside the stage now: entered and not yet left.",
    labels: ["stage"],
    read: perStage(({ inFlight }) => inFlight),
  });
  gauge(registry, {
    name: "tickscope_ledger_residual_records",
    help: "Records that the ledger cannot account for, over all stages and edges. Not 0: records were lost or added.",
    read: () => single(ledger().residual),
  });
  registry.registerMetric(new StageLatency(registry, engine.threads));
}

function outcomesOf({ stage, out, filtered, dropped, errored }: LedgerStage): Sample[] {
  const samples: Sample[] = [[[stage, "ok", ""], out]];
  for (const [outcome, part] of Object.entries({ filtered, dropped, errored })) {
    for (const [reason, count] of Object.entries(part)) {
      samples.push([[stage, outcome, reason], count]);
    }
  }
  return samples;
}
