/** A run as one HTML file without anything from elsewhere: tables, and plots as SVG. */
import { curveSvg, samplesSvg } from "./plot.ts";
import type { RunRecord } from "./run-record.ts";
import type { Measure, SuiteRun } from "./suite.ts";
import { machineText, measureText, rivalryText } from "./text-report.ts";

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
  td, th { text-align: left; padding: 0.2rem 0.6rem; border-bottom: 1px solid #8884; }
  code { font-size: 0.85rem; }
  svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
  svg text { fill: currentColor; }
  svg .axis { stroke: #8886; }
  svg .dot { fill: #2a78d6; fill-opacity: 0.35; }
  svg .mark { stroke: #d1495b; stroke-width: 2; fill: none; }
`;

function groupsOf(measures: readonly Measure[], key: (measure: Measure) => string): Measure[][] {
  return [...Map.groupBy(measures, key).values()];
}

/** Curves: measures of one unit and axis whose names differ in the axis' value only. */
function seriesOf({ name, at, unit }: Measure): string {
  return `${at!.axis} ${unit} ${name.replace(at!.value.toLocaleString("en"), "").replace(String(at!.value), "")}`;
}

function suiteHtml(suite: SuiteRun): string {
  const { name, about, parameters, measures, rivalries, skipped } = suite;
  const settings = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  const rows = measures.map((measure) => {
    const cells = [measure.name, measureText(measure), measure.checksum];
    return `<tr>${cells.map((cell) => `<td>${Bun.escapeHTML(cell)}</td>`).join("")}</tr>`;
  });
  const remarks = [
    ...rivalries.map(({ subject, rival }) => rivalryText(suite, subject, rival)),
    ...skipped.map((one) => `skipped ${one.name}: ${one.reason}`),
  ].filter((remark) => remark !== "");
  const sampled = measures.filter(({ samples }) => samples.flat().length > 0);
  const curves = groupsOf(
    sampled.filter(({ at }) => at !== undefined),
    seriesOf,
  );
  return [
    `<h2>${Bun.escapeHTML(name)}</h2><p>${Bun.escapeHTML(about)}.<br><code>${Bun.escapeHTML(settings.join(" "))}</code></p>`,
    ...groupsOf(sampled, ({ unit }) => unit).map(samplesSvg),
    ...curves.filter((group) => group.length > 1).map(curveSvg),
    `<table><tr><th>measure</th><th>median [95 % interval]</th><th>checksum</th></tr>${rows.join("")}</table>`,
    `<ul>${remarks.map((remark) => `<li>${Bun.escapeHTML(remark)}</li>`).join("")}</ul>`,
  ].join("\n");
}

export function htmlReport(record: RunRecord): string {
  const title = `Bench: ${Bun.escapeHTML(record.label)}`;
  const head = `<meta charset="utf-8"><title>${title}</title><style>${STYLE}</style>`;
  const said = `${Bun.escapeHTML(machineText(record))}, ${record.startedAt}`;
  const body = `<h1>${title}</h1><p>${said}</p>${record.suites.map(suiteHtml).join("\n")}`;
  return `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>\n`;
}
