/** Is the engine doing its work? For `/healthz`. */
import type { EngineStatus } from "#engine";

/** An emission that is this many cadences late, but at least EMISSION_LATE_MS, is stuck. */
const CADENCES_LATE = 5;
const EMISSION_LATE_MS = 5000;

export interface Health {
  healthy: boolean;
  /** Why not, in words; empty when healthy. */
  reasons: string[];
  /** What is worth knowing and no reason to take the engine out of service. */
  warnings: string[];
}

/** What emissions look like from outside. */
export interface EmissionAge {
  ageMs: number;
  cadenceMs: number;
}

export function healthOf(
  status: EngineStatus,
  emission: EmissionAge,
  workerStallMs: number,
): Health {
  const reasons: string[] = [];
  const { feed, feedDetail, workers, warnings } = status;
  if (feed !== "connected" && feed !== "ended") {
    reasons.push(`the feed is ${feed}${feedDetail === "" ? "" : `: ${feedDetail}`}`);
  }
  for (const { name, state, heartbeatAgeMs } of workers) {
    if (feed === "ended" && state === "ended") continue;
    if (state !== "running") reasons.push(`${name} is ${state}`);
    else if (heartbeatAgeMs > workerStallMs) {
      reasons.push(`${name} gave no heartbeat for ${Math.round(heartbeatAgeMs)} ms`);
    }
  }
  if (status.diagnosis?.verdict === "broken") reasons.push(...status.diagnosis.reasons);
  const { ageMs, cadenceMs } = emission;
  if (ageMs > Math.max(CADENCES_LATE * cadenceMs, EMISSION_LATE_MS)) {
    reasons.push(`no emission for ${Math.round(ageMs)} ms, cadenceMs=${cadenceMs}`);
  }
  return { healthy: reasons.length === 0, reasons, warnings };
}
