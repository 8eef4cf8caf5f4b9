/** A process that runs to its end, and everything that it printed. */

export interface Finished {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs `command` without input. `cwd`, `env`: this process's own by default. */
export async function finishedProcess(
  command: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined> } = {},
): Promise<Finished> {
  const child = Bun.spawn([...command], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    ...options,
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}
