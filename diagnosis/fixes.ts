/** What to do about break points, in which order, with which effort, and how to know that it worked. */
import { checksBeside, effortOf } from "./effort.ts";
import type { BreakPoint, Fix } from "./report.ts";

const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/** One fix per break point, the most urgent first. */
export function fixesOf(points: readonly BreakPoint[]): Fix[] {
  return points
    .map((point): Fix => {
      return {
        id: `FIX-${point.rank}`,
        priority: point.priority,
        title: titleOf(point),
        file: point.file,
        line: point.line,
        effort: effortOf(point),
        finding: point.rank,
        acceptance: acceptanceOf(point),
        applied: false,
      };
    })
    .toSorted((a, b) => {
      return (
        PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.finding - b.finding
      );
    });
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
