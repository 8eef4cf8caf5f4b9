/**
 * Two reports side by side: what is gone, new and the same, and whether the second is worse.
 *
 * The verdict leads: a better one is not worse whatever else differs, because mending the first fault of a
 * chain uncovers the next. Under the same verdict a new finding, a lower compliance or a larger residual
 * is worse. Latencies and counts of errors are shown and never decide: each report is a single run.
 */
import type { BreakPoint, Report, Verdict } from "../report.ts";
import { fingerprintsOf } from "./finding-fingerprint.ts";

/** From best to worst; an engine that could not be diagnosed may be anything. */
const VERDICTS: readonly Verdict[] = ["healthy", "degraded", "broken", "unknown"];

/** A value of both reports. */
export interface Pair<T> {
  a: T;
  b: T;
}

/** A finding of one report or of both. */
export interface ComparedPoint {
  fingerprint: string;
  /** Ranks in the reports; null where it is not found. */
  rank: Pair<number | null>;
  /** Of the later report that has it. */
  point: Pick<BreakPoint, "stage" | "file" | "line" | "function" | "category" | "rootCause">;
}

/** Percentiles of a stage and how many times B's are A's; null where one of them is not known. */
export interface ComparedLatency {
  stage: string;
  p50Us: Pair<number | null>;
  p99Us: Pair<number | null>;
  ratioP50: number | null;
  ratioP99: number | null;
}

export interface Comparison {
  version: 1;
  startedAt: Pair<string>;
  commit: Pair<string>;
  verdict: Pair<Verdict>;
  breakPoints: { gone: ComparedPoint[]; new: ComparedPoint[]; same: ComparedPoint[] };
  /** Shares, 0..1. */
  contract: { strict: Pair<number | null>; lenient: Pair<number | null> };
  /** Sum of the absolute residuals; null when no engine was watched. */
  residual: Pair<number | null>;
  casesAgreed: Pair<string>;
  latency: ComparedLatency[];
  errors: { code: string; count: Pair<number> }[];
  /** Why B is worse; empty when it is not. */
  worse: string[];
}

/** Compares report `a`, the earlier, with report `b`. */
export function compareReports(a: Report, b: Report): Comparison {
  const pair = <T>(of: (report: Report) => T): Pair<T> => ({ a: of(a), b: of(b) });
  const facts = {
    version: 1 as const,
    startedAt: pair(({ startedAt }) => startedAt),
    commit: pair(({ commit }) => commit),
    verdict: pair(({ verdict }) => verdict),
    breakPoints: comparedPoints(a, b),
    contract: {
      strict: pair(({ contract }) => contract.rate),
      lenient: pair(({ contract }) => contract.lenient.rate),
    },
    residual: pair(({ ledger }) => ledger?.residual ?? null),
    casesAgreed: pair(({ probes }) => `${probes.agreed}/${probes.run}`),
    latency: comparedLatencies(a, b),
    errors: comparedErrors(a, b),
  };
  return { ...facts, worse: worseBecause(facts) };
}

function comparedPoints(a: Report, b: Report): Comparison["breakPoints"] {
  const before = byFingerprint(a);
  const after = byFingerprint(b);
  const compared = [...new Set([...after.keys(), ...before.keys()])].map((fingerprint) => {
    const [was, is] = [before.get(fingerprint), after.get(fingerprint)];
    const { stage, file, line, function: name, category, rootCause } = (is ?? was)!;
    const rank = { a: was?.rank ?? null, b: is?.rank ?? null };
    const point = { stage, file, line, function: name, category, rootCause };
    return { fingerprint, rank, point };
  });
  return {
    gone: compared.filter(({ rank }) => rank.b === null),
    new: compared.filter(({ rank }) => rank.a === null),
    same: compared.filter(({ rank }) => rank.a !== null && rank.b !== null),
  };
}

function byFingerprint({ breakPoints }: Report): Map<string, BreakPoint> {
  const fingerprints = fingerprintsOf(breakPoints);
  return new Map(breakPoints.map((point, index) => [fingerprints[index]!, point]));
}

function comparedLatencies(a: Report, b: Report): ComparedLatency[] {
  const [before, after] = [latenciesOf(a), latenciesOf(b)];
  return [...new Set([...before.keys(), ...after.keys()])].map((stage) => {
    const [was, is] = [before.get(stage), after.get(stage)];
    const p50Us = { a: was?.p50Us ?? null, b: is?.p50Us ?? null };
    const p99Us = { a: was?.p99Us ?? null, b: is?.p99Us ?? null };
    return { stage, p50Us, p99Us, ratioP50: ratioOf(p50Us), ratioP99: ratioOf(p99Us) };
  });
}

function latenciesOf({ latency }: Report): Map<string, { p50Us: number; p99Us: number }> {
  const all = new Map(Object.entries(latency.perStage));
  if (latency.endToEnd !== null) all.set("end to end", latency.endToEnd);
  return all;
}

function ratioOf({ a, b }: Pair<number | null>): number | null {
  return a === null || b === null || a === 0 ? null : b / a;
}

function comparedErrors(a: Report, b: Report): Comparison["errors"] {
  const countOf = ({ errors }: Report, code: string) =>
    errors.reduce((sum, error) => sum + (error.code === code ? error.count : 0), 0);
  const codes = new Set([...a.errors, ...b.errors].map(({ code }) => code));
  return [...codes]
    .toSorted()
    .map((code) => ({ code, count: { a: countOf(a, code), b: countOf(b, code) } }));
}

type Facts = Omit<Comparison, "worse">;

function worseBecause({ verdict, breakPoints, contract, residual }: Facts): string[] {
  const step = VERDICTS.indexOf(verdict.b) - VERDICTS.indexOf(verdict.a);
  if (step < 0) return [];
  const reasons = step > 0 ? [`the verdict was ${verdict.a} and is ${verdict.b}`] : [];
  const found = breakPoints.new.length;
  if (found > 0) reasons.push(`${found} new break point${found === 1 ? "" : "s"}`);
  for (const [mode, { a, b }] of Object.entries(contract)) {
    if (a !== null && b !== null && b < a) reasons.push(`${mode} compliance fell`);
  }
  if (residual.a !== null && residual.b !== null && residual.b > residual.a) {
    reasons.push(`the residual grew from ${residual.a} to ${residual.b}`);
  }
  return reasons;
}
