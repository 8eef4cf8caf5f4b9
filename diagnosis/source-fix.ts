/** The fix of a break point in its source. Imports nothing of the pipeline at run time. */
import { checksBeside, effortOf } from "./effort.ts";
import type { BreakPoint, Fix } from "./report.ts";

/** What to fix where, with which effort, and how to know that it worked. */
export function sourceFix(point: BreakPoint): Fix {
  const { rank, priority, file, line } = point;
  return {
    id: `FIX-${rank}`,
    priority,
    title: titleOf(point),
    file,
    line,
    effort: effortOf(point),
    finding: rank,
    acceptance: acceptanceOf(point),
    remedy: null,
    applied: false,
  };
}

function titleOf({ file, function: name, stage, edge }: BreakPoint): string {
  if (file === "") return `Find and fix what stops ${edge ?? stage}`;
  return name === "" ? `Fix ${file}` : `Fix ${name} in ${file}`;
}

/** The module's own test first, because it is quick; the diagnosis has the last word. */
function acceptanceOf({ file }: BreakPoint): string {
  const { test } = checksBeside(file);
  const own = test === null ? "" : `bun test ${test} && `;
  return `${own}bun run diagnose   # exit code 0`;
}
