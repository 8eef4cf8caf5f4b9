/** The door of diagnosis. */

export type { CurrentFlow, ExpectedFlow, FlowCoverage, FlowDifference } from "#inspect/flow";
export { pluginModules } from "./cases/index.ts";
export { type DiagnoseOptions, diagnose } from "./diagnose.ts";
export type { CataloguedError } from "./error-catalogue.ts";
export { gitOutput } from "./git.ts";
export { type LiveEvidence, watch } from "./live-evidence.ts";
export type { LiveResult } from "./live-points.ts";
export { placeOfStack, ROOT } from "./locate.ts";
export { type Mended, mend, rollback } from "./mending.ts";
export { recordCases } from "./record.ts";
export type { BreakPoint, Fix, PhaseReport, Report } from "./report.ts";
export {
  compareReports,
  comparisonText,
  markdown,
  readReport,
  terminalText,
  writeReport,
} from "./reports/index.ts";
export { stageOfFile, stageOfPlace } from "./stage-of-file.ts";
