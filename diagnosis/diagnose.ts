/**
 * The diagnosis: what every module says of itself, what the living engine shows, and what follows.
 *
 * Cases come first: they find silent faults, and they name functions. What only the living engine
 * shows (wiring, threads, sockets) comes after them, unless cases already name a place in its stage:
 * then it is evidence for that place.
 */
import { cpus } from "node:os";
import { coverageOf, flowMap } from "#inspect/flow";
import { CONTRACT_AMBIGUITIES, defaultConfig } from "#schemas";
import {
  type CaseRound,
  type Deviation,
  deviationOf,
  KnownAnswersReader,
  type PluginModule,
  runAllCases,
  takesTooLong,
} from "./cases/index.ts";
import { currentCommit } from "./commit.ts";
import { errorCatalogue } from "./error-catalogue.ts";
import { fixesOf } from "./fixes.ts";
import type { LiveEvidence } from "./live-evidence.ts";
import { type LiveResult, withLive } from "./live-points.ts";
import { loadFailurePoint } from "./load-failure.ts";
import { mendedReport } from "./mended-report.ts";
import { recent } from "./mending.ts";
import { loadRecordedTree, type RecordedTree, suspectChanges } from "./recorded-tree.ts";
import type { BreakPoint, Report, Verdict } from "./report.ts";
import { withSuspects } from "./suspects.ts";
import { breakPointsOf } from "./verdict.ts";

export interface DiagnoseOptions {
  /** Watches an engine; null = cases only. */
  live: (() => Promise<LiveResult>) | null;
  mode: "own" | "attached";
  /** An attached engine: errors of so many seconds before the watch count, older ones are history. */
  sinceSeconds: number;
  /** Whether cases are run; without them only the living engine is evidence. */
  useCases: boolean;
  /** Modules of the user's own that the config names: cases beside them are run, too. */
  plugins: readonly PluginModule[];
  /** Whether changes since the record count as evidence. */
  useSuspects: boolean;
  config: unknown;
}

/** Diagnoses and reports. Throws only when nothing could be looked at. */
export async function diagnose(options: DiagnoseOptions): Promise<Report> {
  const startedMs = performance.now();
  const startedAt = new Date().toISOString();
  const recorded = loadRecordedTree();
  const [round, live] = await Promise.all([
    options.useCases ? runAllCases(options.plugins) : NO_CASES,
    options.live?.() ?? null,
  ]);
  const deviations = await repeated(round, options.plugins, recorded);
  let points = breakPointsOf(deviations, round.cases);
  if (round.loadFailure !== null) points = [loadFailurePoint(round.loadFailure), ...points];
  points = withLive(points, current(live, options));
  if (options.useSuspects && recorded !== undefined) {
    points = withSuspects(points, suspectChanges(recorded.sources));
  }
  const evidence = live !== null && "evidence" in live ? live.evidence : null;
  const mended = (live !== null && "evidence" in live ? live.mended : null) ?? null;
  const verdict = recorded === undefined ? "unknown" : verdictOf(points, evidence);
  return {
    version: 1,
    startedAt,
    machine: { cpus: cpus().length, model: cpus()[0]?.model ?? "", bun: Bun.version },
    commit: currentCommit(),
    engine: { mode: options.mode, url: evidence?.url ?? "", config: options.config },
    verdict,
    summary: summaryOf(verdict, points, round),
    breakPoints: points,
    ...flowPart(evidence),
    contract: contractPart(evidence),
    fixes: fixesOf(points, mended),
    mended: evidence === null || mended === null ? null : mendedReport(evidence, mended),
    ledger: evidence === null ? null : (evidence.final ?? evidence.after),
    probes: {
      run: round.runs.length,
      agreed: round.runs.length - deviations.length,
      deviating: deviations.map(({ name }) => name),
    },
    seconds: Math.round(performance.now() - startedMs) / 1000,
  };
}

const NO_CASES: CaseRound = { cases: [], runs: [], loadFailure: null };

/** An engine that was visited is judged by what it does now, not by all that it ever did. */
function current(live: LiveResult | null, options: DiagnoseOptions): LiveResult | null {
  if (options.mode === "own" || live === null || "failure" in live) return live;
  const { evidence } = live;
  return { evidence: recent(evidence, evidence.sinceEpochMs - 1000 * options.sinceSeconds) };
}

/** Errors, flow, coverage and latencies, as far as an engine was watched. */
function flowPart(
  evidence: LiveEvidence | null,
): Pick<Report, "errors" | "errorsShed" | "flow" | "coverage" | "latency"> {
  const flow = flowMap(evidence?.config ?? defaultConfig(), evidence?.flow ?? null);
  const perStage = evidence?.flow.latency ?? {};
  const sent = Object.entries(perStage).find(([key]) => key.startsWith("send@"));
  return {
    errors: errorCatalogue(evidence?.errors ?? [], evidence?.after ?? null),
    errorsShed: evidence?.errorsShed ?? 0,
    flow,
    coverage: coverageOf(flow.current),
    latency: { perStage, endToEnd: sent?.[1] ?? null },
  };
}

/** How far the frames that a client received keep the contract, to the letter and in essence. */
function contractPart(evidence: LiveEvidence | null): Report["contract"] {
  const seen = evidence?.frames;
  const frames = seen?.messages ?? 0;
  const rateOf = (count: number) => (frames === 0 ? null : count / frames);
  const compliant = seen?.compliant ?? 0;
  const lenient = seen?.compliantLenient ?? 0;
  return {
    frames,
    compliant,
    rate: rateOf(compliant),
    violations: seen?.violations ?? [],
    lenient: { compliant: lenient, rate: rateOf(lenient), deviations: seen?.deviations ?? [] },
    ambiguities: CONTRACT_AMBIGUITIES,
  };
}

/** A deviation that does not repeat this often in a row was chance: a busy machine, a slow socket. */
const ROUNDS = 3;

/** Deviations that repeat: a fault does, whatever the machine is busy with. */
async function repeated(
  first: CaseRound,
  plugins: readonly PluginModule[],
  recorded: RecordedTree | undefined,
): Promise<Deviation[]> {
  let deviations = deviationsOf(first, recorded);
  // Waiting for what never returns takes seconds each time: once more is enough.
  const rounds = first.runs.some(takesTooLong) ? 2 : ROUNDS;
  for (let round = 1; round < rounds && deviations.length > 0; round++) {
    const names = new Set(deviations.map(({ name }) => name));
    const others = first.cases.map(({ name }) => name).filter((name) => !names.has(name));
    const again = deviationsOf(await runAllCases(plugins, others), recorded);
    const still = new Set(again.map(({ name }) => name));
    deviations = deviations.filter(({ name }) => still.has(name));
  }
  return deviations;
}

function deviationsOf(round: CaseRound, recorded: RecordedTree | undefined): Deviation[] {
  const reader = new KnownAnswersReader();
  return round.runs.flatMap((run): Deviation[] => {
    const known = { answers: reader.of(run.name), order: recorded?.orders[run.name] ?? "" };
    const deviation = deviationOf(run, known);
    return deviation === undefined ? [] : [deviation];
  });
}

function verdictOf(points: readonly BreakPoint[], live: LiveEvidence | null): Verdict {
  if (points.length === 0) return "healthy";
  const rows = Object.values(live?.frames.rows ?? {}).reduce((a, b) => a + b, 0);
  return rows > 0 ? "degraded" : "broken";
}

function summaryOf(verdict: Verdict, points: readonly BreakPoint[], round: CaseRound): string {
  const first = points[0];
  if (verdict === "unknown" && first === undefined) {
    return "no healthy tree is recorded, so answers cannot be compared; run: bun run diagnose record";
  }
  if (first === undefined) {
    const runs = round.runs.length;
    return runs === 0 ? "no fault found" : `no fault: the cases of ${runs} modules agree`;
  }
  const place = `${first.file}${first.line > 0 ? `:${first.line}` : ""}`;
  return `${first.stage} at ${place}: ${first.rootCause}`;
}
