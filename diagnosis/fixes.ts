/** What to do about break points, in which order, with which effort, and how to know that it worked. */
import type { BreakPoint, Fix } from "./report.ts";

/** Effort by category; the rule is stated with the figure. */
const EFFORT: Record<BreakPoint["category"], { hours: number; rule: string }> = {
  silent: { hours: 1, rule: "one function to mend, its probe exists: 1 h" },
  exception: { hours: 0.5, rule: "the stack names the line: half an hour" },
  hang: { hours: 1, rule: "one loop to mend, its probe exists: 1 h" },
  loss: { hours: 2, rule: "accounting over a stage to follow: 2 h" },
  "no-flow": { hours: 2, rule: "wiring between two stages to follow: 2 h" },
  contract: { hours: 1, rule: "one field of one writer, the contract names it: 1 h" },
  start: { hours: 0.5, rule: "the message names the place: half an hour" },
  errors: { hours: 1, rule: "one cause of a catalogued error: 1 h" },
};

const PRIORITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];

/** One fix per break point, the most urgent first. */
export function fixesOf(points: readonly BreakPoint[]): Fix[] {
  return points
    .map((point): Fix => {
      const where = point.function === "" ? point.file : `${point.function} in ${point.file}`;
      return {
        id: `FIX-${point.rank}`,
        priority: point.priority,
        title: `Mend ${where}`,
        file: point.file,
        line: point.line,
        effort: EFFORT[point.category],
        finding: point.rank,
        acceptance: "bun run diagnose   # exit code 0",
        applied: false,
      };
    })
    .toSorted((a, b) => {
      return (
        PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.finding - b.finding
      );
    });
}
