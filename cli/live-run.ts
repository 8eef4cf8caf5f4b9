/** An engine to look at: one that is started for it, or one that runs. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningEngine } from "#app";
import { type LiveEvidence, type LiveResult, type Mended, mend, watch } from "#diagnosis";
import type { LedgerSnapshot } from "#engine";

/** An engine that does not listen by then is a finding. */
const START_MS_MAX = 10_000;
/** How long an engine that does not answer may take to end. */
const GIVE_UP_MS = 2_000;
/** Longest life of an engine that is started to be looked at. */
const LIVES_SECONDS_MAX = 300;

export interface LiveOptions {
  /** Seconds to watch; as many again after each remedy. */
  seconds: number;
  seed: string;
  config: string | undefined;
  tape: string | undefined;
  /** undefined = any free one. */
  port: number | undefined;
  /** Applies remedies while the engine runs; null = only looks. */
  mending: { rollsBack: boolean } | null;
}

/** Starts an engine, watches it, mends it when asked to, ends it. */
export async function ownEngine(options: LiveOptions): Promise<LiveResult> {
  const { config, tape, port } = options;
  const folder = mkdtempSync(join(tmpdir(), "tickscope-diagnose-"));
  const summaryPath = join(folder, "summary.json");
  // Bounded, so that it ends by itself should this process be killed.
  const bounds = ["--duration", String(LIVES_SECONDS_MAX)];
  const flags = ["--cadence", "100", "--seed", options.seed, "--summary", summaryPath, ...bounds];
  if (config !== undefined) flags.push("--config", config);
  if (tape !== undefined) flags.push("--source", `tape:${tape}`);
  if (port !== undefined) flags.push("--port", String(port));
  let engine: RunningEngine | undefined;
  try {
    engine = await RunningEngine.start(flags, START_MS_MAX);
    const seen = await examine(engine.url, options);
    const { exitCode, stderr } = await engine.stop("SIGTERM");
    const summary = JSON.parse(readFileSync(summaryPath, "utf8")) as { ledger: LedgerSnapshot };
    // After remedies the last ledger tells of the mended engine, not of the one that was found.
    const final = seen.mended === undefined ? summary.ledger : null;
    return { ...seen, evidence: { ...seen.evidence, final, exit: { exitCode, stderr } } };
  } catch (error) {
    // It did not come up, did not answer, or left no summary: what it printed is the evidence.
    const ended = await engine?.stop("SIGTERM", GIVE_UP_MS);
    const stderr = `${ended?.stderr ?? ""}\n${(error as Error).message}`;
    return { failure: { exitCode: ended?.exitCode ?? 1, stderr } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Visits a running engine; it stays as it is, but for remedies that were asked for. */
export function visit(url: string, options: LiveOptions): Promise<LiveResult> {
  return examine(url.replace(/\/$/, ""), options);
}

async function examine(
  url: string,
  { seconds, mending }: LiveOptions,
): Promise<{ evidence: LiveEvidence; mended?: Mended }> {
  const evidence = await watch(url, seconds);
  if (mending === null) return { evidence };
  const mended = await mend(url, evidence, seconds, mending.rollsBack);
  return mended === undefined ? { evidence } : { evidence, mended };
}
