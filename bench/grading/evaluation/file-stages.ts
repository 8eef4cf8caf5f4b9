/** The stage that each source belongs to. */

import { stageOfPlace } from "#diagnosis";

/** The stage of a file. Throws for a file of no folder of the pipeline. */
export function stageOf(file: string): string {
  const stage = stageOfPlace(file);
  if (stage === undefined) throw new Error(`Invariant: ${file} belongs to no stage`);
  return stage;
}
