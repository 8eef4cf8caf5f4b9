/** The commit that is diagnosed. */
import { gitOutput } from "./git.ts";
import { ROOT } from "./locate.ts";

/** 40 hex digits; "" outside a git repository. */
export function currentCommit(): string {
  return gitOutput(ROOT, "rev-parse", "HEAD")?.trim() ?? "";
}
