/** A command of this folder as a user calls it: a process of its own. For tests. */
import { join } from "node:path";

/** A finished command. */
export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs `bun cli/FILE ARGS` to its end. */
export async function runCommand(file: string, args: readonly string[]): Promise<CommandResult> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, file), ...args], {
    stdout: "pipe",
    stderr: "pipe",
    stdin: "ignore",
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}
