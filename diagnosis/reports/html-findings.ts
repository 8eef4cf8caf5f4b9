/** Break points with their evidence and fixes, as HTML. */
import type { BreakPoint, Fix, Report } from "../report.ts";
import { percentText } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { placeText } from "./place-text.ts";

/** The findings, the answer first; a healthy report says what its verdict rests on. */
export function findingsHtml(report: Report): Markup {
  const { breakPoints, fixes } = report;
  if (breakPoints.length === 0) return noFinding(report);
  const points = breakPoints.map((point) => {
    const fix = fixes.find(({ finding }) => finding === point.rank);
    return pointHtml(point, fix ?? null);
  });
  return html`<h2 id="findings">Findings</h2>${points}`;
}

function noFinding({ probes, coverage, contract, verdict }: Report): Markup {
  const { stages } = coverage;
  const asked =
    probes.run === 0
      ? "No case ran"
      : `The cases of ${probes.agreed} of ${probes.run} modules give their known answers`;
  const seen = html`${asked}; ${stages.live} of
    ${stages.known} stages carried records; ${contract.compliant} of ${contract.frames} messages to a
    client met the contract.`;
  const answer = verdict === "healthy" ? "No fault." : "No finding, and no verdict.";
  return html`<h2 id="findings">Findings</h2><p>${answer} ${seen}</p>`;
}

function pointHtml(point: BreakPoint, fix: Fix | null): Markup {
  const { rank, stage, edge, confidence, evidence } = point;
  const name = point.function === "" ? null : html` in <code>${point.function}()</code>`;
  const code = point.code === "" ? null : html` <span class="tag">${point.code}</span>`;
  const steps = evidence.map(({ kind, text }) => {
    return html`<li><span class="tag">${kind}</span> ${text}</li>`;
  });
  const end = point.file === "" ? null : html`<li class="end">${placeText(point)}</li>`;
  return html`<article class="point ${point.priority}">
<h3>${rank}. ${edge ?? stage}: <span class="place">${placeText(point)}</span>${name}</h3>
<p><span class="tag">${point.priority}</span> <span class="tag">${point.category}</span>${code}
<span class="soft">confidence <meter min="0" max="1" value="${confidence}"></meter> ${percentText(confidence)}</span></p>
<p class="cause">${point.rootCause}</p>
<p>${point.impact}</p>
<h4>Evidence, in order</h4>
<ol class="chain">${steps}${end}</ol>
${fix === null ? null : fixHtml(fix)}
</article>
`;
}

function fixHtml(fix: Fix): Markup {
  const state = fix.applied ? html` <span class="tag good">applied</span>` : null;
  const remedy =
    fix.remedy === null || fix.applied
      ? null
      : html`<p>While the engine runs: <code>bun run diagnose --fix</code>
(${fix.remedy})</p>`;
  return html`<div class="fix"><strong>${fix.id}: ${fix.title}</strong>${state}
<p>Effort ${fix.effort.hours} h <span class="soft">${fix.effort.rule}</span></p>
${remedy}<p>Done when <code>${fix.acceptance}</code></p></div>`;
}

/** The fixes in the order in which they should be done; nothing when there are none. */
export function fixesHtml({ fixes }: Report): Markup {
  if (fixes.length === 0) return html``;
  const rows = fixes.map((fix) => {
    return html`<tr><td class="name">${fix.id}</td><td>${fix.priority}</td><td>${fix.title}</td><td class="place">${placeText(fix)}</td>
<td class="number">${fix.effort.hours} h</td><td><code>${fix.acceptance}</code></td></tr>`;
  });
  const total = fixes.reduce((sum, { effort }) => sum + effort.hours, 0);
  return html`<h2 id="fixes">What to fix first</h2>
<div class="scroll"><table><thead><tr><th>fix</th><th>priority</th><th>what</th><th>where</th>
<th class="number">effort</th><th>done when</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="soft">${total} h in total. Each finding above states the rule behind its figure.</p>`;
}
