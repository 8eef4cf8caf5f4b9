/** What clients received against the contract, as HTML. */
import type { CountedViolation } from "../counted-violation.ts";
import type { Report } from "../report.ts";
import { countText, percentText } from "./figures.ts";
import { html, type Markup } from "./markup.ts";

/** Compliance to the letter and in essence, what breaks it, and what the document leaves open. */
export function contractHtml({ contract }: Report): Markup {
  const { frames, compliant, rate, violations, lenient, ambiguities } = contract;
  const rows = [
    ["strict: exactly the contract", compliant, rate],
    ["lenient: also unknown keys, fractions and older spellings", lenient.compliant, lenient.rate],
  ] as const;
  const table = rows.map(([mode, count, share]) => {
    return html`<tr><td>${mode}</td><td class="number">${countText(count)} of ${countText(frames)}</td>
<td class="number ${share === 1 ? "good" : "warn"}">${percentText(share)}</td></tr>`;
  });
  const open = ambiguities.map(({ section, origin, question, reading }) => {
    return html`<tr><td>${section}</td><td>${question}</td><td>${reading}</td><td class="soft">${origin}</td></tr>`;
  });
  return html`<h2 id="contract">Contract</h2>
<p class="soft">Every message that a real client received on <code>/ws</code>, checked against schemas/contract/JSON.md.</p>
<div class="scroll"><table><thead><tr><th>mode</th><th class="number">compliant</th><th class="number">rate</th></tr></thead>
<tbody>${table}</tbody></table></div>
${violationsHtml("Violations", violations)}${violationsHtml("Accepted in lenient mode only", lenient.deviations)}
<details><summary>${ambiguities.length} places that the contract leaves open, and how they are decided</summary>
<div class="scroll"><table><thead><tr><th>section</th><th>open</th><th>decided</th><th>reason</th></tr></thead>
<tbody>${open}</tbody></table></div></details>`;
}

function violationsHtml(title: string, violations: readonly CountedViolation[]): Markup {
  if (violations.length === 0) return html``;
  const rows = violations.map(({ count, path, expected, actual, section }) => {
    return html`<tr><td class="number">${countText(count)}</td><td><code>${path}</code></td><td>${expected}</td>
<td><code>${actual}</code></td><td>${section}</td></tr>`;
  });
  return html`<h4>${title}</h4><div class="scroll"><table><thead><tr><th class="number">times</th><th>path</th>
<th>expected</th><th>was</th><th>section of JSON.md</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
