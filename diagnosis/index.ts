/** The door of diagnosis. */

export { pluginModules } from "./cases/index.ts";
export { diagnose } from "./diagnose.ts";

export { gitOutput } from "./git.ts";
export { type LiveEvidence, watch } from "./live-evidence.ts";
export type { LiveResult } from "./live-points.ts";
export { ROOT } from "./locate.ts";
export { type Mended, mend, rollback } from "./mending.ts";
export { recordCases } from "./record.ts";
export type { PhaseReport, Report } from "./report.ts";
export {
  compareReports,
  comparisonText,
  markdown,
  readReport,
  terminalText,
  writeReport,
} from "./reports/index.ts";
export { stageOfPlace } from "./stage-of-file.ts";
