/** Reports of runs and comparisons as files under reports/: JSON, Markdown, HTML with plots. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { htmlReport } from "./html-report.ts";
import type { RunRecord } from "./run-record.ts";
import type { SuiteRun } from "./suite.ts";
import { machineText, measureText, rivalryText } from "./text-report.ts";
import { type Comparison, intervalText } from "./verdict.ts";

const REPORTS = join(import.meta.dir, "..", "reports");

/** A fresh folder for a report. */
function newFolder(kind: string): string {
  const folder = join(REPORTS, `${kind}-${new Date().toISOString().replaceAll(":", "-")}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A Markdown table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function suiteMarkdown(suite: SuiteRun): string {
  const { name, about, parameters, measures, rivalries, skipped } = suite;
  const settings = Object.entries(parameters).map(([key, value]) => `\`${key}=${value}\``);
  const rows = measures.map((measure) => {
    return [measure.name, measureText(measure), measure.checksum];
  });
  return [
    `## ${name}`,
    `${about}. ${settings.join(" ")}`,
    markdownTable(["measure", "median [95 % interval], n", "checksum"], rows),
    ...rivalries.map(({ subject, rival }) => `- ${rivalryText(suite, subject, rival)}`),
    ...skipped.map((one) => `- skipped ${one.name}: ${one.reason}`),
  ].join("\n\n");
}

/** Writes report.json, report.md and report.html; returns their folder. */
export async function writeReports(record: RunRecord): Promise<string> {
  const folder = newFolder("bench");
  const head = `# Bench: ${record.label}\n\n${machineText(record)}, ${record.startedAt}`;
  const markdown = [head, ...record.suites.map(suiteMarkdown)].join("\n\n");
  await Bun.write(join(folder, "report.json"), JSON.stringify(record));
  await Bun.write(join(folder, "report.md"), `${markdown}\n`);
  await Bun.write(join(folder, "report.html"), htmlReport(record));
  return folder;
}

/** Writes the comparison of two runs as JSON and Markdown; returns their folder. */
export async function writeComparison(
  a: RunRecord,
  b: RunRecord,
  comparisons: readonly Comparison[],
): Promise<string> {
  const folder = newFolder("compare");
  const rows = comparisons.map(({ suite, measure, verdict, ratio, relative, n, why }) => {
    const [raw, scaled] = [intervalText(ratio), intervalText(relative)];
    return [
      suite,
      measure,
      why === "" ? verdict : `${verdict}: ${why}`,
      raw,
      scaled,
      n.join(" + "),
    ];
  });
  const head = ["suite", "measure", "verdict", "B/A", "B/A by the yardstick", "n"];
  const runs = [a, b].map((run, i) => `- ${"AB"[i]}: ${run.label}, ${machineText(run)}`);
  const markdown = ["# Comparison", runs.join("\n"), markdownTable(head, rows)].join("\n\n");
  await Bun.write(join(folder, "comparison.md"), `${markdown}\n`);
  await Bun.write(join(folder, "comparison.json"), JSON.stringify(comparisons));
  return folder;
}
