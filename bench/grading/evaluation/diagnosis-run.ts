/** Runs the diagnosis in a copy, as a user would, and reads its report. It is told nothing. */

import { type Ended, runToEnd, type WorkCopy } from "#bench/grading/copies";
import { isJsonTree, type JsonTree } from "#schemas";
import type { HealthyLoad } from "./healthy-control.ts";

/** A place that the diagnosis accuses. */
export interface Accusation {
  stage: string;
  /** "" when the report names none. */
  file: string;
  /** From 1; 0 when the report names none. */
  line: number;
  function: string;
  /** 0..1; 0 when the report gives none. */
  confidence: number;
  /** What it says about the cause, for reading by people. */
  rootCause: string;
}

/** How one diagnosis ended. */
export interface DiagnosisOutcome {
  /** `none`: no report could be read. */
  verdict: "healthy" | "degraded" | "broken" | "unknown" | "none";
  /** In order of rank, the answer first. */
  accusations: Accusation[];
  exitCode: number;
  isTimedOut: boolean;
  /** Milliseconds from start to end of the command. */
  elapsedMs: number;
  /** Why there is no report; "" when there is one. */
  problem: string;
}

/** How to run it. */
export interface DiagnosisOptions {
  /** Milliseconds until the command and all that it started are killed. */
  timeoutMs: number;
  /** False adds --no-suspects: evidence from changed files is not used. */
  withSuspects: boolean;
  /** What the engine under diagnosis runs on; undefined = the defaults. */
  load?: HealthyLoad;
}

const VERDICTS = ["healthy", "degraded", "broken", "unknown"] as const;
/** Lines of standard error that a failed run is remembered by. */
const PROBLEM_LINES = 3;

const textOr = (value: unknown, other: string): string =>
  typeof value === "string" ? value : other;
const numberOr = (value: unknown, other: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : other;

function accusationOf(found: JsonTree): Accusation {
  return {
    stage: textOr(found.stage, ""),
    file: textOr(found.file, ""),
    line: numberOr(found.line, 0),
    function: textOr(found.function, ""),
    confidence: numberOr(found.confidence, 0),
    rootCause: textOr(found.rootCause, ""),
  };
}

/** Verdict and accusations of a report; undefined for a text that is none. */
export function readReport(
  text: string,
): Pick<DiagnosisOutcome, "verdict" | "accusations"> | undefined {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  if (!isJsonTree(report) || !Array.isArray(report.breakPoints)) return undefined;
  const verdict = VERDICTS.find((known) => known === report.verdict);
  if (verdict === undefined) return undefined;
  const accusations = report.breakPoints
    .filter(isJsonTree)
    .map((found, i) => ({ rank: numberOr(found.rank, i + 1), ...accusationOf(found) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ rank: _, ...accusation }) => accusation);
  return { verdict, accusations };
}

function problemOf({ isTimedOut, exitCode, stderr }: Ended, timeoutMs: number): string {
  if (isTimedOut) return `no result within ${timeoutMs} ms`;
  const said = stderr.trim().split("\n").slice(-PROBLEM_LINES).join(" / ");
  return `no report, exit code ${exitCode}: ${said}`;
}

/** Diagnoses a copy. */
export async function diagnose(
  copy: WorkCopy,
  options: DiagnosisOptions,
): Promise<DiagnosisOutcome> {
  const { timeoutMs, withSuspects, load } = options;
  const command = [process.execPath, "cli/diagnose.ts", "--json"];
  if (!withSuspects) command.push("--no-suspects");
  if (load !== undefined) command.push("--seed", String(load.seed));
  const environment = { TMPDIR: copy.temporary, ...load?.environment };
  const ended = await runToEnd(command, { cwd: copy.root, timeoutMs, environment });
  const { exitCode, isTimedOut } = ended;
  const elapsedMs = Math.round(ended.elapsedMs);
  const report = isTimedOut ? undefined : readReport(ended.stdout);
  if (report !== undefined) return { ...report, exitCode, isTimedOut, elapsedMs, problem: "" };
  const problem = problemOf(ended, timeoutMs);
  return { verdict: "none", accusations: [], exitCode, isTimedOut, elapsedMs, problem };
}
