/** Which files a change touches, as git knows it. */
import { gitOutput } from "../../diagnosis/git.ts"; // not the door: it needs the pipeline to load
import { ROOT } from "./project.ts";

/** Branches from which a change starts, the first that exists. */
const BASES = ["main", "origin/main"];

export interface Change {
  /** Paths from the top of the repository, without deleted ones. */
  files: string[];
  /** What they are compared with. */
  since: string;
}

/** Lines that git prints; undefined when it fails. */
function git(...args: string[]): string[] | undefined {
  return gitOutput(ROOT, ...args)
    ?.split("\n")
    .filter((line) => line !== "");
}

/**
 * Everything since this branch left main, uncommitted work included; on main itself, uncommitted work and the
 * last commit. Undefined without git or without a commit to compare with.
 */
export function changedFiles(): Change | undefined {
  const head = git("rev-parse", "HEAD")?.[0];
  const bases = BASES.flatMap((branch) => git("merge-base", "HEAD", branch) ?? []);
  const since =
    bases.find((commit) => commit !== head) ?? git("rev-parse", "--verify", "HEAD~1")?.[0];
  if (since === undefined) return undefined;
  const tracked = git("diff", "--name-only", "--diff-filter=d", since);
  const untracked = git("ls-files", "--others", "--exclude-standard");
  if (tracked === undefined || untracked === undefined) return undefined;
  return { files: [...new Set([...tracked, ...untracked])].sort(), since };
}
