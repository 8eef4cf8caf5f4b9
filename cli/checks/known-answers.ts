/** The known answers of all modules as a step of `check`. */
import { join } from "node:path";
import { cacheFolder } from "./project.ts";
import type { Step } from "./step.ts";

/** Every module answers what is recorded of it; no engine is watched. */
export function knownAnswers(): Step {
  const flags = ["--no-live", "--no-suspects", "--out", join(cacheFolder(), "reports")];
  return { name: "known answers", command: [process.execPath, "cli/diagnose.ts", ...flags] };
}
