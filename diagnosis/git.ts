/** Questions to git about a working tree. */

/** What `git ARGS` prints in `folder`; undefined when it fails, as outside a repository. */
export function gitOutput(folder: string, ...args: string[]): string | undefined {
  const { success, stdout } = Bun.spawnSync(["git", ...args], { cwd: folder, stderr: "ignore" });
  return success ? stdout.toString() : undefined;
}
