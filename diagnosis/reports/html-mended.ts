/** Remedies that were applied while the engine ran, and what a client saw before and after, as HTML. */
import type { PhaseReport, Report } from "../report.ts";
import { countText } from "./figures.ts";
import { html, type Markup } from "./markup.ts";

/** Nothing when no remedy was applied. */
export function mendedHtml({ mended }: Report): Markup {
  if (mended === null) return html``;
  const remedies = mended.remedies.map(({ title, because, problem }) => {
    const outcome = problem === null ? "applied" : `not possible: ${problem}`;
    return html`<li>${title} <span class="tag">${outcome}</span> <span class="soft">${because}</span></li>`;
  });
  const phases = [
    phaseHtml("before", mended.before),
    phaseHtml("after", mended.after),
    phaseHtml("rolled back", mended.rolledBack),
  ];
  return html`<h2 id="mended">Applied while the engine ran</h2>
<ul>${remedies}</ul>
<div class="scroll"><table><thead><tr><th></th><th>state</th><th class="number">rows at a client</th>
<th class="number">valid messages</th><th class="number">rows of a flat symbol</th><th>shown</th></tr></thead>
<tbody>${phases}</tbody></table></div>`;
}

function phaseHtml(name: string, phase: PhaseReport | null): Markup {
  if (phase === null) return html``;
  const { isHealthy, rows, compliant, messages, flatRows, findings } = phase;
  const lines = findings.map((text) => html`<div>${text}</div>`);
  return html`<tr class="${isHealthy ? "" : "sick"}"><td class="name">${name}</td>
<td class="${isHealthy ? "good" : "bad"}">${isHealthy ? "healthy" : "unhealthy"}</td><td class="number">${countText(rows)}</td>
<td class="number">${countText(compliant)} of ${countText(messages)}</td><td class="number">${countText(flatRows)}</td>
<td>${lines}</td></tr>`;
}
