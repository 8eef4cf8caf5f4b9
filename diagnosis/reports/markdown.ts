/** The report as Markdown, for issues and reviews: first the answer, then the evidence. */
import type { CountedViolation } from "../counted-violation.ts";
import type { CataloguedError } from "../error-catalogue.ts";
import type { BreakPoint, Evidence, Report } from "../report.ts";
import { countText, durationText, percentText } from "./figures.ts";
import { code, plain, table } from "./markdown-text.ts";
import { mendedLines } from "./mended-text.ts";
import { placeText } from "./place-text.ts";

/** The whole report as Markdown. */
export function markdown(report: Report): string {
  const { breakPoints, summary, startedAt, commit, seconds } = report;
  const points = breakPoints.length === 0 ? ["No fault.", ""] : breakPoints.flatMap(pointLines);
  return [
    `# Diagnosis: ${report.verdict}`,
    "",
    plain(summary),
    "",
    `${startedAt} · commit ${commit || "-"} · ${seconds} s`,
    "",
    "## Break points",
    "",
    ...points,
    "## Fixes",
    "",
    ...fixLines(report),
    ...mendedSection(report),
    "## Contract",
    "",
    ...contractLines(report),
    "## Errors",
    "",
    ...errorLines(report),
    "## Flow",
    "",
    ...flowLines(report),
    "## Ledger",
    "",
    ...ledgerLines(report),
  ].join("\n");
}

function mendedSection(report: Report): string[] {
  const lines = mendedLines(report);
  if (lines.length === 0) return [];
  return ["## Applied while the engine ran", "", ...lines.map((line) => `- ${plain(line)}`), ""];
}

function pointLines(point: BreakPoint): string[] {
  return [
    `### ${point.rank}. ${point.edge ?? point.stage}: ${plain(placeText(point))}`,
    "",
    plain(point.rootCause),
    "",
    `- function: ${code(point.function)}, category ${point.category}, ${point.priority}`,
    `- confidence: ${point.confidence.toFixed(2)}`,
    `- impact: ${plain(point.impact)}`,
    ...point.evidence.flatMap(evidenceLines),
    "",
  ];
}

/** Lines after the first are source or stack. */
function evidenceLines({ kind, text }: Evidence): string[] {
  const [first = "", ...more] = text.split("\n").filter((line) => line.trim() !== "");
  return [`- ${kind}: ${plain(first)}`, ...more.map((line) => `  - ${code(line)}`)];
}

function fixLines({ fixes }: Report): string[] {
  if (fixes.length === 0) return ["None.", ""];
  const rows = fixes.map((fix) => [
    fix.id,
    fix.priority,
    plain(fix.title),
    plain(placeText(fix)),
    plain(`${fix.effort.hours} h: ${fix.effort.rule}`),
    code(fix.acceptance),
  ]);
  return table(["id", "priority", "what", "where", "effort", "acceptance"], rows);
}

function contractLines({ contract }: Report): string[] {
  const { frames, compliant, rate, violations, lenient, ambiguities } = contract;
  const row = (mode: string, count: number, share: number | null) => [
    mode,
    `${countText(count)} of ${countText(frames)}`,
    percentText(share),
  ];
  const found = (list: readonly CountedViolation[]) =>
    list.map(({ count, path, expected, actual, section }) => {
      return [countText(count), code(path), plain(expected), code(actual), section];
    });
  const head = ["times", "path", "expected", "was", "section of JSON.md"];
  const passed = lenient.deviations.length === 0 ? [] : ["Accepted in lenient mode only:", ""];
  const modes = [row("strict", compliant, rate), row("lenient", lenient.compliant, lenient.rate)];
  return [
    ...table(["mode", "compliant", "rate"], modes),
    ...table(head, found(violations)),
    ...passed,
    ...table(head, found(lenient.deviations)),
    `${ambiguities.length} open questions of the contract and their decisions: schemas/contract/contract-ambiguities.json.`,
    "",
  ];
}

function errorLines({ errors, errorsShed }: Report): string[] {
  const lines = errors.flatMap(errorItem);
  if (errorsShed > 0) {
    lines.push(`- ${errorsShed} more did not fit into a thread's log: counted, not described`);
  }
  return [...(lines.length === 0 ? ["None."] : lines), ""];
}

function errorItem(error: CataloguedError): string[] {
  const on = error.thread === "" ? "" : ` on ${error.thread}`;
  const where = `${error.category}, ${error.stage}${on}`;
  const place = error.file === "" ? [] : [`  - at ${placeText(error)} in ${code(error.function)}`];
  const sample = error.sample === "" ? [] : [`  - sample: ${code(error.sample.slice(0, 120))}`];
  return [
    `- ${error.count} x **${plain(error.code)}** (${plain(where)}): ${plain(error.message)}`,
    `  - cause: ${plain(error.rootCause)}`,
    `  - fix: ${plain(error.fixHint)}`,
    ...place,
    ...sample,
  ];
}

function flowLines({ flow, coverage, latency }: Report): string[] {
  const { stages, traced } = coverage;
  const seen = Object.entries(traced.stages).map(
    ([stage, share]) => `${stage} ${Math.round(share * 100)} %`,
  );
  const lines = [
    "![The flow, with rates, latencies and early exits](flow.svg)",
    "",
    "Also as [Mermaid](flow.mmd), [DOT](flow.dot) and [JSON](flow.json).",
    "",
    `${stages.mapped} of ${stages.known} stages mapped, ${stages.live} carry records. ` +
      `${traced.records} sampled records followed: ${seen.join(", ") || "none"}.`,
    "",
  ];
  if (latency.endToEnd !== null) {
    const { p50Us, p99Us, p999Us } = latency.endToEnd;
    const [p50, p99, p999] = [p50Us, p99Us, p999Us].map(durationText);
    lines.push(`Receipt to client: p50 ${p50}, p99 ${p99}, p99.9 ${p999}.`, "");
  }
  if (flow.current === null) return [...lines, "No engine was watched.", ""];
  const rows = flow.differences.map(({ severity, kind, where, text }) => {
    return [severity, kind, plain(where), plain(text)];
  });
  if (rows.length === 0) return [...lines, "Expected and current flow do not differ.", ""];
  return [...lines, ...table(["severity", "difference", "where", "what"], rows)];
}

function ledgerLines({ ledger }: Report): string[] {
  if (ledger === null) return ["No engine was watched.", ""];
  const rows = ledger.stages.map((row) => {
    const numbers = [row.in, row.out, row.produced, row.inFlight, row.residual];
    return [row.stage, ...numbers.map(countText)];
  });
  return table(["stage", "in", "out", "produced", "in flight", "residual"], rows);
}
