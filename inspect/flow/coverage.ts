/** How much of the flow the map and the traces cover. */
import { STAGES } from "#engine/telemetry";
import type { CurrentFlow } from "./current.ts";
import { STAGE_DECLARATIONS } from "./declaration.ts";

export interface FlowCoverage {
  stages: {
    /** Stages that the engine's ledger has; all that the code declares when no engine was watched. */
    known: number;
    /** Those of them that the expected flow maps. */
    mapped: number;
    /** Those through which something has come. */
    live: number;
  };
  traced: {
    /** Sampled records that were followed. */
    records: number;
    /** Share of them that came to each stage; to those behind detect only records with events do. */
    stages: Record<string, number>;
  };
}

/** `current` is null when no engine was watched. */
export function coverageOf(current: CurrentFlow | null): FlowCoverage {
  const rows = current?.nodes.filter(({ id }) => !id.startsWith("channel:")) ?? [];
  const known: readonly string[] = current === null ? STAGES : rows.map(({ id }) => id);
  const records = current?.tracedRecords ?? 0;
  const traced = rows.filter((node) => node.traced !== null);
  const shares = traced.map(({ id, traced: seen }): [string, number] => {
    return [id, records === 0 ? 0 : Math.min(1, (seen ?? 0) / records)];
  });
  return {
    stages: {
      known: known.length,
      mapped: known.filter((id) => id in STAGE_DECLARATIONS).length,
      live: rows.filter((node) => node.in > 0).length,
    },
    traced: { records, stages: Object.fromEntries(shares) },
  };
}
