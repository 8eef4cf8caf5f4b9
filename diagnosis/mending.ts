/**
 * Applies remedies to a running engine, one round after the other, and proves each with what a real
 * client then receives. Faults stack: what one remedy lets through meets the next fault.
 */
import type { RemedyName, RemedyState } from "#engine";
import { type LiveEvidence, watch } from "./live-evidence.ts";
import { liveFindings } from "./live-rules.ts";

/** Remedies in a row; more faults than that are not mended while the engine runs. */
const ROUNDS_MAX = 4;
const ANSWER_MS_MAX = 15_000;

/** A remedy that was tried. */
export interface AppliedRemedy {
  name: RemedyName;
  title: string;
  /** What it was applied for. */
  because: string;
  /** Error code of the finding. */
  code: string;
  /** null when it was applied; else why it could not be. */
  problem: string | null;
}

/** What mending came to. */
export interface Mended {
  remedies: AppliedRemedy[];
  /** The engine after the last remedy; what was before does not count. */
  after: LiveEvidence;
  /** After everything was taken back again; null when it was not. */
  rolledBack: LiveEvidence | null;
}

/** Which remedy an error code calls for. What is not here is mended in the source or the config. */
const REMEDY_OF_CODE: Readonly<Record<string, RemedyName>> = {
  HAND_OFF_FAILED: "ring-hand-off",
  ROUTE_MISSING: "register-channels",
  SOURCE_MUTE: "reconnect-feed",
  SOURCE_NOT_ACKNOWLEDGED: "reconnect-feed",
  WORKER_STALLED: "restart-detectors",
};

/** The remedy for an error code; undefined when there is none that is safe while the engine runs. */
export function remedyFor(code: string): RemedyName | undefined {
  return REMEDY_OF_CODE[code];
}

/**
 * The engine as it was during the watch only: counts since its beginning, and errors that came in it.
 * Counters and the error log reach back to the start of the engine, a remedy does not.
 * `sinceEpochMs`: errors from then on count.
 */
export function recent(
  evidence: LiveEvidence,
  sinceEpochMs: number = evidence.sinceEpochMs,
): LiveEvidence {
  const { before, after, errors } = evidence;
  const stages = after.stages.map((stage, i) => {
    const old = before.stages[i]!;
    return {
      ...stage,
      in: stage.in - old.in,
      out: stage.out - old.out,
      produced: stage.produced - old.produced,
      filtered: less(stage.filtered, old.filtered),
      dropped: less(stage.dropped, old.dropped),
      errored: less(stage.errored, old.errored),
    };
  });
  return {
    ...evidence,
    isWhole: false,
    final: null,
    after: { ...after, stages },
    errors: errors.filter(({ lastEpochMs }) => lastEpochMs > sinceEpochMs),
  };
}

function less<T extends object>(counts: T, old: T): T {
  const before = old as Record<string, number>;
  const entries = Object.entries(counts as Record<string, number>);
  return Object.fromEntries(entries.map(([name, n]) => [name, n - (before[name] ?? 0)])) as T;
}

/** Whether a client receives valid events now, and nothing is left to say against the engine. */
export function isHealthyNow(evidence: LiveEvidence): boolean {
  const { frames } = evidence;
  const rows = Object.values(frames.rows).reduce((a, b) => a + b, 0);
  return (
    rows > 0 && frames.compliant === frames.messages && liveFindings(recent(evidence)).length === 0
  );
}

/** Applies what is safe until nothing is left that it helps against. undefined: no remedy fits. */
export async function mend(
  url: string,
  evidence: LiveEvidence,
  seconds: number,
  rollsBack: boolean,
): Promise<Mended | undefined> {
  const remedies: AppliedRemedy[] = [];
  let after = evidence;
  let sinceEpochMs = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = nextRemedy(after, sinceEpochMs, remedies);
    if (next === undefined) break;
    // What comes from here on, the remedy did not help against.
    sinceEpochMs = Date.now();
    remedies.push({ ...next, ...(await call(url, next.name, "POST")) });
    after = await watch(url, seconds);
  }
  if (remedies.length === 0) return undefined;
  let rolledBack: LiveEvidence | null = null;
  if (rollsBack) {
    await rollback(url);
    rolledBack = await watch(url, seconds);
  }
  return { remedies, after, rolledBack };
}

function nextRemedy(
  { errors }: LiveEvidence,
  sinceEpochMs: number,
  tried: readonly AppliedRemedy[],
): Omit<AppliedRemedy, "title" | "problem"> | undefined {
  for (const { code, count, thread, message, lastEpochMs } of errors) {
    const name = lastEpochMs < sinceEpochMs ? undefined : remedyFor(code);
    if (name === undefined || tried.some((other) => other.name === name)) continue;
    return { name, code, because: `${count} x ${code} on ${thread}: ${message}` };
  }
  return undefined;
}

/** Takes back every remedy that is in force; returns their names. */
export async function rollback(url: string): Promise<RemedyName[]> {
  const response = await fetch(`${url}/api/remedies`, {
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const { remedies } = (await response.json()) as { remedies: RemedyState[] };
  const inForce = remedies.filter(({ isApplied }) => isApplied).map(({ name }) => name);
  for (const name of inForce.toReversed()) {
    const { problem } = await call(url, name, "DELETE");
    if (problem !== null) throw new Error(`remedy ${name} could not be rolled back: ${problem}`);
  }
  return inForce;
}

async function call(
  url: string,
  name: RemedyName,
  method: "POST" | "DELETE",
): Promise<{ title: string; problem: string | null }> {
  const response = await fetch(`${url}/api/remedies/${name}`, {
    method,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const body = (await response.json()) as { remedy?: RemedyState; error?: { message: string } };
  const problem = response.ok ? null : (body.error?.message ?? `HTTP ${response.status}`);
  return { title: body.remedy?.title ?? name, problem };
}
