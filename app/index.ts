/** The door of the running application: the engine with its endpoints, metrics, tracing and logs. */

export { RunningEngine } from "./engine-process.ts";
export { EngineRun } from "./engine-run.ts";
export { type Finished, finishedProcess } from "./finished-process.ts";
export { short } from "./status-line.ts";
export { wrappedParts } from "./wrapped-parts.ts";
