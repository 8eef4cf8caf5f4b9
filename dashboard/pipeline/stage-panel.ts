/** All that is known of one stage: counters, reasons, latency, errors, sampled records, a tap. */
import { addCell, facts, make, table } from "../elements.ts";
import { clockText, countText, microsText, rateText } from "../format.ts";
import type { ErrorLog, Latencies, Named, Traces } from "./engine-readings.ts";
import type { FlowModel, FlowNode } from "./flow-model.ts";

const TRACES_SHOWN = 12;

/** What a stage's panel is made from. */
export interface StageReadings {
  readonly model: FlowModel;
  readonly latencies: Latencies;
  readonly errors: ErrorLog;
  readonly traces: Traces;
}

/** The parts of the panel of stage `id`, from the newest readings. */
export function stageParts(id: string, readings: StageReadings): Node[] {
  const node = readings.model.nodes.find((one) => one.id === id);
  if (node === undefined)
    return [make("p", { class: "quiet" }, `This engine has no stage "${id}".`)];
  const differences = readings.model.differences.filter(({ where, text }) => {
    return where.split(" -> ").includes(id) && text !== node.remark;
  });
  return [
    ...(node.does === "" ? [] : [make("p", {}, node.does)]),
    ...(node.remark === "" ? [] : [make("p", { class: `remark ${node.health}` }, node.remark)]),
    ...differences.map(({ text, severity }) => make("p", { class: `remark ${severity}` }, text)),
    countsOf(node),
    latencyOf(node, readings.latencies),
    errorsOf(node, readings.errors),
    tracesOf(node, readings.traces),
  ];
}

function countsOf(node: FlowNode): HTMLElement {
  const section = make(
    "div",
    {},
    make("h4", {}, "Counters"),
    facts([
      ["rate", rateText(node.perSecond)],
      ["in", countText(node.in)],
      ["out", countText(node.out)],
      ["in flight", countText(node.inFlight)],
      ["residual", countText(node.residual)],
    ]),
  );
  for (const [name, counts] of [
    ["filtered", node.filtered],
    ["dropped", node.dropped],
    ["errors", node.errored],
  ] as const) {
    if (Object.keys(counts).length > 0) section.append(reasons(name, counts));
  }
  return section;
}

function reasons(name: string, counts: Named): HTMLElement {
  const { table: element, body } = table(`${name} by reason`, [
    { text: name, isText: true },
    { text: "count" },
  ]);
  const sorted = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  for (const [reason, count] of sorted) {
    const row = body.insertRow();
    addCell(row, reason, "text");
    addCell(row, countText(count));
  }
  return element;
}

function latencyOf(node: FlowNode, { latency }: Latencies): HTMLElement {
  const entries = Object.entries(latency).filter(([key]) => key.startsWith(`${node.id}@`));
  const section = make("div", {}, make("h4", {}, "Latency, from receipt to the end of this stage"));
  if (entries.length === 0) {
    section.append(make("p", { class: "quiet" }, "No latency is measured at this stage."));
    return section;
  }
  // All percentiles are on the page of the performance; here is room for the telling ones.
  const headings = ["thread", "n", "p50", "p99", "p99.9", "max"];
  const parts = table(
    "Latency by thread",
    headings.map((text) => ({ text, isText: text === "thread" })),
  );
  for (const [key, one] of entries) {
    const row = parts.body.insertRow();
    addCell(row, key.slice(key.indexOf("@") + 1), "text");
    addCell(row, countText(one.count));
    for (const us of [one.p50Us, one.p99Us, one.p999Us, one.maxUs]) addCell(row, microsText(us));
  }
  section.append(make("div", { class: "scroll" }, parts.table));
  return section;
}

function errorsOf(node: FlowNode, { errors }: ErrorLog): HTMLElement {
  const codes = Object.keys(node.errored);
  const own = errors.filter(({ code }) => codes.includes(code));
  const section = make("div", {}, make("h4", {}, "Errors"));
  if (own.length === 0) section.append(make("p", { class: "quiet" }, "None."));
  for (const { code, thread, message, sample, stack, count, lastEpochMs } of own) {
    const head = make(
      "p",
      {},
      make("strong", {}, `${countText(count)} × ${code}`),
      ` [${thread}] ${message}`,
    );
    head.append(make("span", { class: "quiet" }, ` last at ${clockText(lastEpochMs)}`));
    section.append(head);
    if (sample !== "") section.append(make("pre", {}, sample));
    if (stack !== "")
      section.append(make("details", {}, make("summary", {}, "stack"), make("pre", {}, stack)));
  }
  return section;
}

function tracesOf(node: FlowNode, { threads }: Traces): HTMLElement {
  const all = threads.flatMap(({ thread, entries }) =>
    entries.map((entry) => ({ ...entry, thread })),
  );
  const begun = new Map<number, number>();
  for (const { stage, recordSeq, epochUs } of all)
    if (stage === "source") begun.set(recordSeq, epochUs);
  const own = all
    .filter(({ stage }) => stage === node.id)
    .toSorted((a, b) => b.epochUs - a.epochUs);
  const section = make("div", {}, make("h4", {}, "Sampled records"));
  if (own.length === 0) {
    section.append(make("p", { class: "quiet" }, "No sampled record passed here yet."));
    return section;
  }
  const headings = ["record", "thread", "at", "since its source"];
  const parts = table(
    "Sampled records",
    headings.map((text) => ({ text, isText: text === "thread" })),
  );
  for (const { recordSeq, thread, epochUs } of own.slice(0, TRACES_SHOWN)) {
    const row = parts.body.insertRow();
    const from = begun.get(recordSeq);
    addCell(row, countText(recordSeq));
    addCell(row, thread, "text");
    addCell(row, clockText(epochUs / 1000));
    addCell(row, microsText(from === undefined ? null : epochUs - from));
  }
  section.append(make("div", { class: "scroll" }, parts.table));
  return section;
}
