/** The report for people: first the answer, then the evidence. */
import type { BreakPoint, Report } from "../report.ts";
import { placeText } from "./place-text.ts";

/** The summary on a terminal: the verdict and each break point in a few lines. */
export function terminalText(report: Report): string {
  const lines = [`${report.verdict}: ${report.summary}`];
  for (const point of report.breakPoints) {
    const sure = `${Math.round(point.confidence * 100)} %`;
    lines.push(
      "",
      `${point.rank}. ${point.stage}  ${placeText(point)}  ${point.function}  (${sure})`,
    );
    lines.push(`   ${point.rootCause}`, `   ${point.impact}`);
    for (const { text } of point.evidence.slice(0, 4)) lines.push(`   - ${text.split("\n")[0]}`);
  }
  if (report.fixes.length > 0) {
    lines.push("", "fix first:");
    for (const fix of report.fixes) {
      lines.push(
        `  ${fix.priority.padEnd(9)}${fix.title}, ${placeText(fix)} (${fix.effort.hours} h)`,
      );
    }
  }
  const { contract, probes } = report;
  const rate =
    contract.frames === 0 ? "no frames" : `${contract.compliant}/${contract.frames} frames`;
  lines.push("", `probes ${probes.agreed}/${probes.run} agree · contract ${rate} comply`);
  lines.push(`${report.seconds.toFixed(1)} s`);
  return lines.join("\n");
}

function section(point: BreakPoint): string[] {
  return [
    `### ${point.rank}. ${point.stage}: ${placeText(point)}`,
    "",
    `${point.rootCause}`,
    "",
    `- function: \`${point.function || "-"}\`, category ${point.category}, ${point.priority}`,
    `- confidence: ${point.confidence.toFixed(2)}`,
    `- impact: ${point.impact}`,
    ...point.evidence.map(({ kind, text }) => `- ${kind}: ${text.replaceAll("\n", "\n  ")}`),
    "",
  ];
}

/** The whole report as Markdown. */
export function markdown(report: Report): string {
  const { ledger, fixes, errors } = report;
  const stages = (ledger?.stages ?? []).map((row) => {
    return `| ${row.stage} | ${row.in} | ${row.out} | ${row.produced} | ${row.inFlight} | ${row.residual} |`;
  });
  return [
    `# Diagnosis: ${report.verdict}`,
    "",
    report.summary,
    "",
    `${report.startedAt} · commit ${report.commit || "-"} · ${report.seconds} s`,
    "",
    "## Break points",
    "",
    ...(report.breakPoints.length === 0 ? ["No fault.", ""] : report.breakPoints.flatMap(section)),
    "## Fixes",
    "",
    "| id | priority | what | where | effort | acceptance |",
    "|---|---|---|---|---|---|",
    ...fixes.map((fix) => {
      const effort = `${fix.effort.hours} h: ${fix.effort.rule}`;
      return `| ${fix.id} | ${fix.priority} | ${fix.title} | ${placeText(fix)} | ${effort} | \`${fix.acceptance}\` |`;
    }),
    "",
    "## Errors",
    "",
    ...(errors.length === 0
      ? ["None."]
      : errors.map((e) => `- ${e.count} x ${e.code}: ${e.message}`)),
    "",
    "## Ledger",
    "",
    "| stage | in | out | produced | in flight | residual |",
    "|---|---|---|---|---|---|",
    ...stages,
    "",
  ].join("\n");
}
