/**
 * The stage that each source belongs to: what its probe declares, else what its place in the tree says.
 */

import { runToEnd } from "../copies/index.ts";
import { stageOfPlace } from "../stage-of-file.ts";

/** Prints `[[file, stage], …]` of the probes that a repository has. */
const LIST_PROBES =
  'const { PROBES } = await import("./diagnosis/probes.ts");' +
  "console.log(JSON.stringify(PROBES.map(({ file, stage }) => [file, stage])));" +
  "process.exit(0);";
const LIST_LIMIT_MS = 20_000;

function isPairs(value: unknown): value is [file: string, stage: string][] {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2);
}

/** Stages by file as the probes at `root` declare them; undefined when they cannot be loaded. */
export async function declaredStages(root: string): Promise<Map<string, string> | undefined> {
  const command = [process.execPath, "-e", LIST_PROBES];
  const { exitCode, stdout } = await runToEnd(command, { cwd: root, timeoutMs: LIST_LIMIT_MS });
  if (exitCode !== 0) return undefined;
  const pairs: unknown = JSON.parse(stdout);
  if (!isPairs(pairs)) throw new Error("Invariant: probes are listed as pairs of file and stage");
  return new Map(pairs);
}

/** The stage of a file. Throws for a file of no folder of the pipeline. */
export function stageOf(file: string, declared: ReadonlyMap<string, string>): string {
  const stage = declared.get(file) ?? stageOfPlace(file);
  if (stage === undefined) throw new Error(`Invariant: ${file} belongs to no stage`);
  return stage;
}
