/** The door of copies: a repository in a temporary folder, edited, and processes that run in it. */
export { applyEdits, describeEdit, type Edit, editKey, type StagedEdit } from "./edit.ts";
export { freePort } from "./free-port.ts";
export { type Ended, GroupProcess, killAll, runToEnd } from "./process-run.ts";
export { removeAllCopies, WorkCopy } from "./work-copy.ts";
