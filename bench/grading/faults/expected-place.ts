/** Stage and file that a diagnosis of this tree should name for a fault. */

import { ROOT } from "#diagnosis";
import type { Stage } from "#engine/telemetry";
import { Declarations } from "./declarations.ts";
import type { Fault } from "./fault.ts";
import { editsOf } from "./source-edit.ts";

let ofThisTree: Declarations | undefined;

/** What should be at rank 1; files of the engine are those that declare it now. */
export function expectedPlace({ expected, edits = [] }: Fault): { stage: Stage; file: string } {
  const { stage, file, declares } = expected;
  if (file !== undefined) return { stage, file };
  ofThisTree ??= Declarations.at(ROOT);
  const declared = declares === undefined ? undefined : ofThisTree.one(declares);
  return { stage, file: declared?.file ?? editsOf(edits, ofThisTree)[0]!.file };
}
