/** Before and after remedies, as a client saw it. */
import type { LiveEvidence } from "./live-evidence.ts";
import { liveFindings } from "./live-rules.ts";
import { isHealthyNow, type Mended, recent } from "./mending.ts";
import type { MendedReport, PhaseReport } from "./report.ts";

/** The part of the report about remedies. `before`: the engine as it was found. */
export function mendedReport(before: LiveEvidence, mended: Mended): MendedReport {
  const { remedies, after, rolledBack } = mended;
  return {
    remedies,
    before: phaseOf(before),
    after: phaseOf(after),
    rolledBack: rolledBack === null ? null : phaseOf(rolledBack),
  };
}

function phaseOf(evidence: LiveEvidence): PhaseReport {
  const { frames } = evidence;
  return {
    rows: Object.values(frames.rows).reduce((a, b) => a + b, 0),
    messages: frames.messages,
    compliant: frames.compliant,
    flatRows: frames.flatRows,
    findings: liveFindings(recent(evidence)).map(
      ({ stage, rootCause }) => `${stage}: ${rootCause}`,
    ),
    isHealthy: isHealthyNow(evidence),
  };
}
