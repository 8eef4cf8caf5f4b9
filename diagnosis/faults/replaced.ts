/** The plainest kind of fault: one piece of one module replaced, to be mended there. */
import type { Fault, Replacement } from "./fault.ts";

/** A fault that one replaced piece of a module makes. */
export function replaced(
  id: string,
  symptom: string,
  cause: string,
  stage: Fault["expected"]["stage"],
  { file, find, put }: Replacement,
): Fault {
  return {
    id,
    symptom,
    cause,
    replacements: [{ file, find, put }],
    expected: { stage, file },
    remedies: [],
  };
}
