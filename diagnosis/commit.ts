/** The commit that is diagnosed. */
import { ROOT } from "./locate.ts";

/** 40 hex digits; "" outside a git repository. */
export function currentCommit(): string {
  const git = Bun.spawnSync(["git", "rev-parse", "HEAD"], { cwd: ROOT, stderr: "ignore" });
  return git.success ? git.stdout.toString().trim() : "";
}
