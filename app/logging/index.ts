/** The door of logging. */
export { EngineWatch } from "./engine-watch.ts";
export { openLog } from "./log.ts";
