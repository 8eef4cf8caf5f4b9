/** What to do about break points, in which order, with which effort, and how to know that it worked. */
import { infoOf } from "./error-catalogue.ts";
import { type Mended, remedyFor } from "./mending.ts";
import type { BreakPoint, Fix } from "./report.ts";
import { sourceFix } from "./source-fix.ts";

const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/** One fix per break point, the most urgent first. */
export function fixesOf(points: readonly BreakPoint[], mended: Mended | null = null): Fix[] {
  return points
    .map((point): Fix => {
      const remedy = remedyOf(point) ?? appliedAt(point.stage, mended);
      const applied = mended?.remedies.find(({ name }) => name === remedy);
      return {
        ...sourceFix(point),
        remedy,
        applied: applied !== undefined && applied.problem === null,
      };
    })
    .toSorted((a, b) => {
      return (
        PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.finding - b.finding
      );
    });
}

/** The remedy that helps while the engine runs; null: only the source or the config mends it. */
function remedyOf({ code, evidence }: BreakPoint): Fix["remedy"] {
  const shown = evidence.map(({ data }) => (data as { code?: unknown } | null)?.code);
  for (const one of [code, ...shown]) {
    const remedy = typeof one === "string" ? remedyFor(one) : undefined;
    if (remedy !== undefined) return remedy;
  }
  return null;
}

/** A remedy that was applied for an error of this stage, which showed only after another was mended. */
function appliedAt(stage: string, mended: Mended | null): Fix["remedy"] {
  const found = mended?.remedies.find(({ code }) => infoOf(code)?.stage === stage);
  return found?.name ?? null;
}
