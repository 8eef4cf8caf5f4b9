/** The door of reports: the forms in which people and machines read a diagnosis. */
export { terminalText } from "./markdown.ts";
export { writeReport } from "./report-files.ts";
