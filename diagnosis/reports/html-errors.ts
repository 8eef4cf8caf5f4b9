/** The catalogue of errors, as HTML. */
import type { CataloguedError } from "../error-catalogue.ts";
import type { Report } from "../report.ts";
import { countText, timeText } from "./figures.ts";
import { html, type Markup } from "./markup.ts";
import { placeText } from "./place-text.ts";

/** Each error with cause, remedy, place, sample and stack; counts first, details folded. */
export function errorsHtml({ errors, errorsShed }: Report): Markup {
  const shed =
    errorsShed === 0
      ? null
      : html`<p>${countText(errorsShed)} more did not fit into a thread's log:
counted, not described.</p>`;
  const list = errors.length === 0 ? html`<p>None.</p>` : errors.map(errorHtml);
  return html`<h2 id="errors">Errors</h2>${list}${shed}`;
}

function errorHtml(error: CataloguedError): Markup {
  const where = [error.category, error.stage, error.thread].filter((text) => text !== "");
  const place =
    error.file === "" ? null : html`<p class="place">${placeText(error)} ${error.function}</p>`;
  const times =
    error.firstEpochMs === 0
      ? null
      : html`<p class="soft">first ${timeText(error.firstEpochMs)},
last ${timeText(error.lastEpochMs)}, fingerprint ${error.fingerprint}</p>`;
  return html`<details><summary>${countText(error.count)} x <strong>${error.code}</strong>
<span class="soft">${where.join(", ")}</span> ${error.message}</summary>
<p>${error.rootCause}</p><p>Remedy: ${error.fixHint}</p>${place}${times}
${error.sample === "" ? null : html`<pre>${error.sample}</pre>`}${error.stack === "" ? null : html`<pre>${error.stack}</pre>`}
</details>`;
}
