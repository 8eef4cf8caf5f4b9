/** The plainest kind of fault: the engine's own source is edited, to be fixed there. */
import type { Fault } from "./fault.ts";
import type { SourceEdit } from "./source-edit.ts";

/** A fault that these edits of the source make, all of them together. */
export function edited(
  id: string,
  symptom: string,
  cause: string,
  stage: Fault["expected"]["stage"],
  ...edits: SourceEdit[]
): Fault {
  return { id, symptom, cause, edits, expected: { stage }, remedies: [] };
}
