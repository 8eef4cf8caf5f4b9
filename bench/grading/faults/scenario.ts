/** Diagnoses a copy with faults in it, as a user would, in a process that is told nothing of them. */
import { runToEnd } from "#bench/grading/copies";
import type { Report } from "#diagnosis";
import type { Fault } from "./fault.ts";
import { inject } from "./injection.ts";

export interface ScenarioOptions {
  root: string;
  seed: number;
  /** Seconds to watch the engine; undefined = the command's own default. */
  seconds: number | undefined;
  /** Applies remedies while the engine runs, and proves them. */
  isFixing: boolean;
  /** Takes them back again. */
  rollsBack: boolean;
  /** False: cases only, no engine is started. */
  isLive: boolean;
  /** False: only what the living engine shows. */
  usesProbes?: boolean;
}

/** Longest a diagnosis may take, remedies and a busy machine included. */
const LIMIT_MS = 120_000;

/** The report of the diagnosis of a copy with `faults`. Throws when there is none. */
export async function diagnoseScenario(
  faults: readonly Fault[],
  options: ScenarioOptions,
): Promise<Report> {
  const injection = inject(options.root, faults, options.seed);
  try {
    const { copy, configPath, port, environment } = injection;
    const command = [process.execPath, "cli/diagnose.ts", "--json", "--no-suspects"];
    command.push("--seed", String(options.seed));
    if (options.seconds !== undefined) command.push("--duration", String(options.seconds));
    if (configPath !== null) command.push("--config", configPath);
    if (port !== null) command.push("--port", String(port));
    if (options.isFixing) command.push("--fix");
    if (!options.isLive) command.push("--no-live");
    if (options.usesProbes === false) command.push("--no-probes");
    if (options.rollsBack) command.push("--rollback");
    const ended = await runToEnd(command, {
      cwd: copy.root,
      timeoutMs: LIMIT_MS,
      environment: { TMPDIR: copy.temporary, ...environment },
    });
    if (ended.stdout.startsWith("{")) return JSON.parse(ended.stdout) as Report;
    const why = ended.isTimedOut ? `no result within ${LIMIT_MS} ms` : ended.stderr.trim();
    throw new Error(`the diagnosis gave no report (exit code ${ended.exitCode}): ${why}`);
  } finally {
    await injection.remove();
  }
}
