/** The door of diagnosis. */
export { pluginModules } from "./cases/index.ts";
export { type DiagnoseOptions, diagnose } from "./diagnose.ts";
export type { CataloguedError } from "./error-catalogue.ts";
export type { CurrentFlow, ExpectedFlow, FlowCoverage, FlowDifference } from "./flow/index.ts";
export { gitOutput } from "./git.ts";
export { type LiveEvidence, watch } from "./live-evidence.ts";
export type { LiveResult } from "./live-points.ts";
export { placeOfStack, ROOT } from "./locate.ts";
export { type Mended, mend, rollback } from "./mending.ts";
export { recordCases } from "./record.ts";
export type { BreakPoint, Fix, Report } from "./report.ts";
export {
  compareReports,
  comparisonText,
  readReport,
  terminalText,
  writeReport,
} from "./reports/index.ts";
export { stageOfFile } from "./stage-of-file.ts";
