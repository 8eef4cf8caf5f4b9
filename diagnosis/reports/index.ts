/** The door of reports: the forms in which people and machines read a diagnosis. */
export { compareReports } from "./compare.ts";
export { comparisonText } from "./compare-text.ts";
export { markdown } from "./markdown.ts";
export { readReport } from "./read-report.ts";
export { writeReport } from "./report-files.ts";
export { terminalText } from "./terminal-text.ts";
