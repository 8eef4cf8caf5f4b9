/** A command of this folder as a user calls it: a process of its own. For tests. */
import { join } from "node:path";
import { type Finished, finishedProcess } from "#app";

/** Runs `bun cli/FILE ARGS` to its end. */
export function runCommand(file: string, args: readonly string[]): Promise<Finished> {
  return finishedProcess([process.execPath, join(import.meta.dir, file), ...args]);
}
