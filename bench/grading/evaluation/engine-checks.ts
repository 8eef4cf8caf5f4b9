/** All that the oracle looks at after an edit of the engine, the cheapest first. */

import type { StagedEdit } from "#bench/grading/copies";
import { CSV_CHECKS } from "./csv-check.ts";
import { LIVE_CHECK } from "./live-check.ts";
import type { Check } from "./oracle.ts";
import { folderTests, ownTests } from "./test-check.ts";

/** The checks for an edit in the repository at `root`. */
export function engineChecks(root: string, edit: StagedEdit): Check[] {
  return [...CSV_CHECKS, ...ownTests(root, edit), LIVE_CHECK, ...folderTests(root, edit)];
}
