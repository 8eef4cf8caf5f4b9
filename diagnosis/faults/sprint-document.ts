/** docs/diagnosis/sprint-109.md: the two faults that began this project, diagnosed and mended. */
import { drawings } from "../flow/index.ts";
import type { PhaseReport, Report } from "../report.ts";
import { markdown } from "../reports/index.ts";

/** The document, from a report of `sprint-109` with remedies applied and taken back. */
export function sprintDocument(report: Report): string {
  const { mmd } = drawings(report.flow);
  return [
    "# Sprint 109: data is generated and processed and never reaches the frontend",
    "",
    "A feed handler called a processor that lives on another thread (F01), and no tick channel was",
    "registered, so that a circuit breaker opened and rejected everything (F02). Both were put into a copy",
    "of this repository; a process that was told nothing of them wrote what follows. Written by",
    "`bun run diagnose document`; speed and cost before and after: `bun run bench before-after`.",
    "",
    "## Before and after",
    "",
    ...phases(report),
    "",
    "The second remedy was found only when the first had let records through: faults stack, and each hides",
    "the next. What is mended while the engine runs is wired anew for this run; the source and the config",
    "are mended by hand, at the places below.",
    "",
    "## The flow as it was found",
    "",
    "```mermaid",
    mmd.trimEnd(),
    "```",
    "",
    markdown(report).replace(/^(#+) /gm, "#$1 "),
    "",
  ].join("\n");
}

function phases({ mended }: Report): string[] {
  if (mended === null) throw new Error("Invariant: the report is one of a run with --fix");
  const remedies = mended.remedies.map(({ title, because }, i) => {
    return `${i + 1}. ${title}, because of ${because.split("\n")[0]}`;
  });
  const rows: [string, PhaseReport | null][] = [
    ["as it was found", mended.before],
    ["after the remedies", mended.after],
    ["remedies taken back", mended.rolledBack],
  ];
  const lines = rows.flatMap(([name, phase]) => {
    if (phase === null) return [];
    const { isHealthy, rows: events, compliant, messages, flatRows, findings } = phase;
    const state = isHealthy ? "healthy" : "sick";
    const words = findings.map((finding) => finding.split("\n")[0]).join("; ") || "nothing";
    const cells = [name, state, events, `${compliant} of ${messages}`, flatRows, words];
    return [`| ${cells.join(" | ")} |`];
  });
  return [
    ...remedies,
    "",
    "| phase | engine | events that a client received | valid messages | of the flat symbol | findings |",
    "|---|---|---|---|---|---|",
    ...lines,
  ];
}
