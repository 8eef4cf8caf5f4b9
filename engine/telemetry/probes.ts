/** Known-answer probes of telemetry, in order of dependency. */
import type { Probe } from "#schemas";
import { clockProbe } from "./clock.probe.ts";
import { controlProbe } from "./control.probe.ts";
import { decisionLogProbe } from "./decision-log.probe.ts";
import { decisionsProbe } from "./decisions.probe.ts";
import { errorLogProbe } from "./error-log.probe.ts";
import { gatesProbe } from "./gates.probe.ts";
import { histogramProbe } from "./histogram.probe.ts";
import { ledgerProbe } from "./ledger.probe.ts";
import { outcomeProbe } from "./outcome.probe.ts";
import { routeBoardProbe } from "./route-board.probe.ts";
import { stagesProbe } from "./stages.probe.ts";
import { threadTelemetryProbe } from "./thread-telemetry.probe.ts";
import { traceCursorProbe } from "./trace-cursor.probe.ts";
import { traceRingProbe } from "./trace-ring.probe.ts";
import { traceSpanProbe } from "./trace-span.probe.ts";

export const TELEMETRY_PROBES: readonly Probe[] = [
  stagesProbe,
  clockProbe,
  controlProbe,
  ledgerProbe,
  outcomeProbe,
  histogramProbe,
  traceSpanProbe,
  traceRingProbe,
  traceCursorProbe,
  routeBoardProbe,
  gatesProbe,
  decisionsProbe,
  decisionLogProbe,
  errorLogProbe,
  threadTelemetryProbe,
];
