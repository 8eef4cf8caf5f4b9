/**
 * Brings what cases have caught and what a living engine shows into one order.
 *
 * A fault in a module is caught by its cases, and what the engine then shows are its symptoms: evidence.
 * A fault of wiring, config, a user's module or the world outside deviates from no case: it is a point
 * of its own, before the cases' points of later stages, because what is upstream hides what is below.
 */
import { STAGES } from "#engine/telemetry";
import type { Finding } from "./finding.ts";
import type { LiveEvidence } from "./live-evidence.ts";
import { isUserModule, liveFindings, startFailure } from "./live-rules.ts";
import type { Mended } from "./mending.ts";
import type { BreakPoint } from "./report.ts";

/** Evidence of a living engine, or how it failed to come up. */
export type LiveResult =
  | { evidence: LiveEvidence; mended?: Mended }
  | { failure: { exitCode: number; stderr: string } };

/** All points, ranked from 1. `points`: what probes have caught, in their order. */
export function withLive(points: readonly BreakPoint[], live: LiveResult | null): BreakPoint[] {
  if (live === null) return [...points];
  const found =
    "failure" in live
      ? [startFailure(live.failure.exitCode, live.failure.stderr)]
      : liveFindings(live.evidence);
  const all = points.map((point) => ({ ...point, evidence: [...point.evidence] }));
  for (const one of found) {
    const host =
      all.find((point) => isSymptomOf(one, point)) ?? hostOf(one, all, points.length > 0);
    if (host === undefined) insert(all, { ...one, rank: 0 });
    else {
      host.evidence.push(...one.evidence);
      host.code ||= one.code;
      // Nothing gets through: more urgent than a wrong answer.
      if (one.category === "no-flow") host.priority = "CRITICAL";
    }
  }
  return all.map((point, index) => ({ ...point, rank: index + 1 }));
}

/** Findings with a place or a cause outside the modules with cases; no deviation explains them. */
function isOfItsOwn({ file, code, category, stage }: Finding): boolean {
  if (isUserModule(file)) return true;
  return category === "errors" && code !== "" && stage === "source";
}

function isSymptomOf(one: Finding, point: BreakPoint): boolean {
  if (one.stage !== point.stage) return false;
  return !isOfItsOwn(one) || one.file === point.file;
}

/** What carries a finding that has no stage in common with any point; undefined = nobody does. */
function hostOf(one: Finding, all: BreakPoint[], hasCases: boolean): BreakPoint | undefined {
  const [first] = all;
  if (first === undefined || isOfItsOwn(one)) return undefined;
  if (hasCases) return first;
  // Without cases the first sick place of the flow explains what is missing further down.
  const isMissing = one.category === "no-flow" || one.category === "silent";
  const isBelow = STAGES.indexOf(one.stage) >= STAGES.indexOf(first.stage);
  return isMissing && isBelow ? first : undefined;
}

/** Before the first point of a later stage. */
function insert(all: BreakPoint[], point: BreakPoint): void {
  const order = STAGES.indexOf(point.stage);
  const at = all.findIndex(({ stage }) => STAGES.indexOf(stage) > order);
  all.splice(at < 0 ? all.length : at, 0, point);
}
