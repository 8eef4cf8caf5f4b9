/** The door of tracing. Loads a megabyte of library: import it when traces are wanted. */
export { TraceExport } from "./trace-export.ts";
