/** All scenarios, expected against found: the table of docs/diagnosis/scenarios.md. */
import type { Report } from "#diagnosis";
import { expectedPlace } from "./expected-place.ts";
import type { Fault } from "./fault.ts";

/** One fault and what a diagnosis that was told nothing said of it. */
export interface ScenarioResult {
  fault: Fault;
  /** null: there was no report. */
  report: Pick<Report, "verdict" | "breakPoints" | "mended" | "seconds"> | null;
  problem: string;
}

/** Whether rank 1 names stage and file. */
export function isFound({ fault, report }: ScenarioResult): boolean {
  const first = report?.breakPoints[0];
  const expected = expectedPlace(fault);
  return first?.stage === expected.stage && first.file === expected.file;
}

/** Remedies of the fault that were applied and left the engine healthy. */
export function isMended({ fault, report }: ScenarioResult): boolean {
  const applied = report?.mended?.remedies.filter(({ problem }) => problem === null) ?? [];
  const names = applied.map(({ name }) => name);
  return (
    fault.remedies.every((name) => names.includes(name)) && report?.mended?.after.isHealthy === true
  );
}

/** The table as Markdown. */
export function scenarioTable(results: readonly ScenarioResult[]): string {
  const found = results.filter(isFound).length;
  const lines = [
    `${found} of ${results.length} name stage and file at rank 1.`,
    "",
    "| fault | what it is | expected | found at rank 1 | right | fixed while running | s |",
    "|---|---|---|---|---|---|---|",
  ];
  for (const result of results) {
    const { fault, report, problem } = result;
    const first = report?.breakPoints[0];
    const place = first === undefined ? "nothing" : `${first.stage}, ${first.file}:${first.line}`;
    const expected = expectedPlace(fault);
    const cells = [
      fault.id,
      fault.cause,
      `${expected.stage}, ${expected.file}`,
      report === null ? `no report: ${problem}` : place,
      isFound(result) ? "yes" : "**no**",
      mendedText(result),
      report === null ? "-" : report.seconds.toFixed(1),
    ];
    lines.push(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  }
  return `${lines.join("\n")}\n`;
}

function mendedText(result: ScenarioResult): string {
  const { fault, report } = result;
  if (fault.remedies.length === 0) return "in source, config or feed only";
  const rows = report?.mended?.after.rows ?? 0;
  return isMended(result) ? `yes: ${rows} valid rows at a client` : "**no**";
}
