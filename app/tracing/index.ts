/** The door of tracing. Loads a megabyte of library: import it when traces are wanted. */
export { TraceExport, type TraceExportCounts } from "./trace-export.ts";
