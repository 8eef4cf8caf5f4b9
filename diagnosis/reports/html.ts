/**
 * The report for people as one file that needs nothing else: no script, no request, no font; a browser is
 * told to refuse them. The verdict first, then where, why and what to do, then the numbers behind it.
 */
import type { Report, Verdict } from "../report.ts";
import { countText, durationText, percentText, timeText } from "./figures.ts";
import { contractHtml } from "./html-contract.ts";
import { errorsHtml } from "./html-errors.ts";
import { findingsHtml, fixesHtml } from "./html-findings.ts";
import { flowHtml, latencyHtml, ledgerHtml, stripHtml } from "./html-flow.ts";
import { mendedHtml } from "./html-mended.ts";
import { STYLE } from "./html-style.ts";
import { html, Markup } from "./markup.ts";

/** Nothing is loaded and nothing runs; style attributes and this file's own style are all there is. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const WORDS: Record<Verdict, string> = {
  healthy: "Healthy",
  degraded: "Degraded",
  broken: "Broken",
  unknown: "Undecided",
};

/** The whole page. `mapSvg`: the flow map as an SVG document, when one was drawn. */
export function htmlPage(report: Report, mapSvg: string | null = null): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${WORDS[report.verdict]}: Tickscope diagnosis ${report.startedAt}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${headerHtml(report)}
<main>
${findingsHtml(report)}
${fixesHtml(report)}
${mendedHtml(report)}
${contractHtml(report)}
${ledgerHtml(report)}
${errorsHtml(report)}
${latencyHtml(report)}
${flowHtml(report, mapSvg === null ? null : mapHtml(mapSvg))}
<details class="raw"><summary>The full report as JSON</summary><pre>${JSON.stringify(report, null, 2)}</pre></details>
</main>
${footerHtml(report)}
</body>
</html>
`;
  return text;
}

function headerHtml(report: Report): Markup {
  const { verdict, summary, startedAt, seconds, breakPoints, fixes } = report;
  const isSelf = report.engine.mode === "own";
  const engine = isSelf
    ? "an engine started for this run"
    : `the running engine at ${report.engine.url}`;
  const hours = fixes.reduce((sum, { effort }) => sum + effort.hours, 0);
  const work = breakPoints.length === 0 ? null : html` · about ${hours} h to fix`;
  return html`<header>
<p class="soft">Tickscope diagnosis</p>
<h1 class="verdict-${verdict}">${WORDS[verdict]}</h1>
<p class="summary">${summary}</p>
<p class="soft">${timeText(Date.parse(startedAt))} · ${seconds.toFixed(1)} s · ${engine}${work}</p>
${figuresHtml(report)}
${stripHtml(report)}
<nav aria-label="Sections"><a href="#findings">findings</a><a href="#contract">contract</a><a href="#ledger">ledger</a>
<a href="#errors">errors</a><a href="#latency">latency</a><a href="#flow">flow</a></nav>
</header>`;
}

function figuresHtml({ breakPoints, contract, ledger, latency, probes, errors }: Report): Markup {
  const problems = errors.reduce((sum, { count }) => sum + count, 0);
  const figures: readonly (readonly [name: string, value: string, isGood: boolean])[] = [
    ["break points", countText(breakPoints.length), breakPoints.length === 0],
    ["probes agree", `${probes.agreed}/${probes.run}`, probes.agreed === probes.run],
    ["contract met", percentText(contract.rate), (contract.rate ?? 1) === 1],
    ["ledger residual", ledger === null ? "-" : countText(ledger.residual), !ledger?.residual],
    ["errors counted", countText(problems), true],
    ["to the client, p99", durationText(latency.endToEnd?.p99Us ?? null), true],
  ];
  const boxes = figures.map(([name, value, isGood]) => {
    return html`<div><dt>${name}</dt><dd class="${isGood ? "" : "bad"}">${value}</dd></div>`;
  });
  return html`<dl class="figures">${boxes}</dl>`;
}

/** As an image, an SVG can neither run scripts nor load anything, whatever its labels say. */
function mapHtml(svg: string): Markup {
  const data = Buffer.from(svg).toString("base64");
  return html`<p><img class="map" alt="Map of the flow" src="data:image/svg+xml;base64,${data}"></p>`;
}

function footerHtml({ commit, machine, engine }: Report): Markup {
  const at = commit === "" ? null : html`commit <code>${commit.slice(0, 12)}</code> · `;
  return html`<footer class="soft">${at}${machine.cpus} x ${machine.model} · Bun ${machine.bun}
<br>config <code>${JSON.stringify(engine.config)}</code></footer>`;
}
