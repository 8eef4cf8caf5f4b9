/** The flow of a report as HTML: a strip of stages, differences, ledger and latencies. */
import type { Report } from "../report.ts";
import { countText, durationText } from "./figures.ts";
import { html, type Markup } from "./markup.ts";

/** One box per stage, in flow order: what comes in, and whether a finding names it. */
export function stripHtml({ breakPoints, ledger, flow }: Report): Markup {
  const boxes = stagesOf(flow).map((stage) => {
    const row = ledger?.stages.find((each) => each.stage === stage);
    const rate = flow.current?.nodes.find(({ id }) => id === stage)?.inPerSecond;
    const isSick = breakPoints.some((point) => point.stage === stage);
    const state = isSick ? "sick" : (row?.in ?? 0) > 0 ? "live" : "idle";
    const counted = row === undefined ? "not watched" : `${countText(row.in)} in`;
    const speed = rate === undefined ? null : html`<br>${countText(rate)} /s`;
    return html`<li class="${state}"><strong>${stage}</strong>${counted}${speed}</li>`;
  });
  return html`<ol class="strip" aria-label="Stages of the pipeline">${boxes}</ol>`;
}

/** Names of the stages in flow order. */
function stagesOf({ expected }: Report["flow"]): string[] {
  return expected.nodes.filter(({ kind }) => kind === "stage").map(({ id }) => id);
}

/** Expected against current flow: the differences by name. `map` is the drawing, if there is one. */
export function flowHtml({ flow, coverage }: Report, map: Markup | null): Markup {
  const { stages, traced } = coverage;
  const rows = flow.differences.map(({ severity, kind, where, text }) => {
    return html`<tr class="${severity === "fault" ? "sick" : ""}"><td>${severity}</td><td>${kind}</td><td>${where}</td><td>${text}</td></tr>`;
  });
  const table = html`<div class="scroll"><table><thead><tr><th></th><th>difference</th><th>where</th><th>what</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const none = flow.current === null ? "No engine was watched." : "No difference.";
  return html`<h2 id="flow">Expected against current flow</h2>
<p class="soft">${stages.mapped} of ${stages.known} stages mapped, ${stages.live} carry records,
${countText(traced.records)} sampled records followed.</p>
${map}${rows.length === 0 ? html`<p>${none}</p>` : table}`;
}

/** in = out + filtered + dropped + errored + in flight, for every stage. */
export function ledgerHtml({ ledger }: Report): Markup {
  if (ledger === null) return html`<h2 id="ledger">Ledger</h2><p>No engine was watched.</p>`;
  const rows = ledger.stages.map((row) => {
    const left = [row.filtered, row.dropped, row.errored].map(reasonsText);
    return html`<tr class="${row.residual === 0 ? "" : "sick"}"><td class="name">${row.stage}</td><td class="number">${countText(row.in)}</td>
<td class="number">${countText(row.out)}</td><td>${left[0]!}</td><td>${left[1]!}</td><td>${left[2]!}</td>
<td class="number">${countText(row.inFlight)}</td><td class="number">${countText(row.residual)}</td></tr>`;
  });
  const drained = ledger.isDrained ? "drained: exact to the record" : "still running";
  return html`<h2 id="ledger">Ledger</h2>
<p class="soft">in = out + filtered + dropped + errored + in flight. Residual ${countText(ledger.residual)}, ${drained}.</p>
<div class="scroll"><table><thead><tr><th>stage</th><th class="number">in</th><th class="number">out</th><th>filtered</th>
<th>dropped</th><th>errored</th><th class="number">in flight</th><th class="number">residual</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function reasonsText(reasons: Record<string, number>): string {
  const parts = Object.entries(reasons).filter(([, count]) => count !== 0);
  return parts.map(([reason, count]) => `${reason} ${countText(count)}`).join(", ");
}

/** From receipt to the end of each stage, per thread, and to the client. */
export function latencyHtml({ latency, flow }: Report): Markup {
  const { perStage, endToEnd } = latency;
  const stages = stagesOf(flow);
  const order = (key: string) => stages.indexOf(key.split("@")[0]!);
  const entries = Object.entries(perStage).toSorted(([a], [b]) => order(a) - order(b));
  if (endToEnd !== null) entries.push(["receipt to client", endToEnd]);
  const rows = entries.map(([key, { count, p50Us, p99Us, p999Us, maxUs }]) => {
    const cells = [p50Us, p99Us, p999Us, maxUs].map(
      (us) => html`<td class="number">${durationText(us)}</td>`,
    );
    return html`<tr><td class="name">${key}</td><td class="number">${countText(count)}</td>${cells}</tr>`;
  });
  if (rows.length === 0) return html`<h2 id="latency">Latency</h2><p>Nothing was measured.</p>`;
  return html`<h2 id="latency">Latency</h2>
<p class="soft">Since the receipt of the record. One run on one machine: for comparisons use the bench.</p>
<div class="scroll"><table><thead><tr><th>stage and thread</th><th class="number">n</th><th class="number">p50</th>
<th class="number">p99</th><th class="number">p99.9</th><th class="number">max</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
