/** The report for people: first the answer, then the evidence. */
import type { CataloguedError } from "../error-catalogue.ts";
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

function errorLines(errors: readonly CataloguedError[], shed: number): string[] {
  const lines = errors.flatMap((error) => [
    `- ${error.count} x **${error.code}** (${error.category}, ${error.stage}${error.thread === "" ? "" : ` on ${error.thread}`}): ${error.message}`,
    `  - cause: ${error.rootCause}`,
    `  - fix: ${error.fixHint}`,
    ...(error.file === "" ? [] : [`  - at ${placeText(error)} in \`${error.function || "-"}\``]),
    ...(error.sample === "" ? [] : [`  - sample: \`${error.sample.slice(0, 120)}\``]),
  ]);
  if (shed > 0)
    lines.push(`- ${shed} more found no room in a thread's log: counted, not described`);
  return lines.length === 0 ? ["None."] : lines;
}

function flowLines({ flow, coverage, latency }: Report): string[] {
  const { stages, traced } = coverage;
  const seen = Object.entries(traced.stages).map(
    ([stage, share]) => `${stage} ${Math.round(share * 100)} %`,
  );
  const lines = [
    "![The flow, with rates, latencies and what left early](flow.svg)",
    "",
    "The same as [Mermaid](flow.mmd), [DOT](flow.dot) and [JSON](flow.json).",
    "",
    `${stages.mapped} of ${stages.known} stages mapped, ${stages.live} carry something. ` +
      `${traced.records} sampled records followed: ${seen.join(", ") || "none"}.`,
    "",
  ];
  if (latency.endToEnd !== null) {
    const { p50Us, p99Us, p999Us } = latency.endToEnd;
    const ms = (us: number) => (us / 1000).toFixed(1);
    lines.push(
      `Receipt to client: p50 ${ms(p50Us)} ms, p99 ${ms(p99Us)} ms, p99.9 ${ms(p999Us)} ms.`,
    );
    lines.push("");
  }
  if (flow.differences.length === 0) return [...lines, "Expected and current flow do not differ."];
  const rows = flow.differences.map(
    ({ severity, kind, where, text }) =>
      `| ${severity} | ${kind} | ${where} | ${text.replaceAll("|", "\\|")} |`,
  );
  return [...lines, "| | difference | where | what |", "|---|---|---|---|", ...rows];
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
    ...errorLines(errors, report.errorsShed),
    "",
    "## Flow",
    "",
    ...flowLines(report),
    "",
    "## Ledger",
    "",
    "| stage | in | out | produced | in flight | residual |",
    "|---|---|---|---|---|---|",
    ...stages,
    "",
  ].join("\n");
}
