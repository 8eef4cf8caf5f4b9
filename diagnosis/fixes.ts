/** What to do about break points, in which order, with which effort, and how to know that it worked. */

import { checksBeside, effortOf } from "./effort.ts";
import { infoOf } from "./error-catalogue.ts";
import { type Mended, remedyFor } from "./mending.ts";
import type { BreakPoint, Fix } from "./report.ts";

const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/** One fix per break point, the most urgent first. */
export function fixesOf(points: readonly BreakPoint[], mended: Mended | null = null): Fix[] {
  return points
    .map((point): Fix => {
      const remedy = remedyOf(point) ?? appliedAt(point.stage, mended);
      const applied = mended?.remedies.find(({ name }) => name === remedy);
      return {
        id: `FIX-${point.rank}`,
        priority: point.priority,
        title: titleOf(point),
        file: point.file,
        line: point.line,
        effort: effortOf(point),
        finding: point.rank,
        acceptance: acceptanceOf(point),
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

function titleOf({ file, function: name, stage, edge }: BreakPoint): string {
  if (file === "") return `Find and mend what stops ${edge ?? stage}`;
  return name === "" ? `Mend ${file}` : `Mend ${name} in ${file}`;
}

/** The module's own test first, because it is quick; the diagnosis has the last word. */
function acceptanceOf({ file }: BreakPoint): string {
  const { test } = checksBeside(file);
  const own = test === null ? "" : `bun test ${test} && `;
  return `${own}bun run diagnose   # exit code 0`;
}
