/** A report as elements: verdict, break points, errors, contract, fixes, and before against after. */
import { addCell, facts, make, table } from "../elements.ts";
import { clockText, countText, percentText } from "../format.ts";
import type { BreakPoint, Fix, Report } from "./report.ts";

/** All parts of a report but its fixes. `before`: the report that was shown before it, if any. */
export function reportParts(report: Report, before: Report | undefined): Node[] {
  return [
    verdictOf(report),
    ...(before === undefined ? [] : [comparison(before, report)]),
    breakPointsOf(report.breakPoints),
    errorsOf(report),
    contractOf(report),
  ];
}

function verdictOf(report: Report): HTMLElement {
  const { verdict, summary, probes, contract, ledger, seconds } = report;
  return make(
    "section",
    { class: "panel verdict", "data-verdict": verdict, "aria-label": "Verdict" },
    make("p", { class: "big" }, verdict),
    make("p", { class: "summary" }, summary),
    facts([
      ["when", clockText(Date.parse(report.startedAt))],
      ["took", `${seconds.toFixed(1)} s`],
      ["probes", `${probes.agreed} of ${probes.run} agree`],
      ["contract", `${contract.compliant} of ${contract.frames} frames compliant`],
      ["residual", ledger === null ? "–" : countText(ledger.residual)],
    ]),
  );
}

function comparison(before: Report, after: Report): HTMLElement {
  const { table: element, body } = table("Before and after", [
    { text: "", isText: true },
    { text: `before, ${clockText(Date.parse(before.startedAt))}`, isText: true },
    { text: `after, ${clockText(Date.parse(after.startedAt))}`, isText: true },
  ]);
  const share = ({ contract: { frames, compliant } }: Report) =>
    frames === 0 ? "–" : percentText(compliant / frames);
  const rows: [string, (report: Report) => string][] = [
    ["verdict", ({ verdict }) => verdict],
    ["break points", ({ breakPoints }) => String(breakPoints.length)],
    ["errors", ({ errors }) => String(errors.length)],
    ["contract", share],
    ["modules whose cases agree", ({ probes }) => `${probes.agreed} of ${probes.run}`],
    ["residual", ({ ledger }) => (ledger === null ? "–" : countText(ledger.residual))],
  ];
  for (const [name, text] of rows) {
    const row = body.insertRow();
    row.append(make("th", { scope: "row", class: "text" }, name));
    addCell(row, text(before), "text");
    addCell(row, text(after), text(before) === text(after) ? "text" : "text changed");
  }
  return make(
    "section",
    { class: "panel" },
    make("h3", {}, "Before and after"),
    make("div", { class: "scroll" }, element),
  );
}

function breakPointsOf(breakPoints: readonly BreakPoint[]): HTMLElement {
  const section = make("section", { class: "panel" }, make("h3", {}, "Break points"));
  if (breakPoints.length === 0)
    section.append(make("p", { class: "quiet" }, "None: no stage has a fault."));
  const list = make("ol", { class: "breaks" });
  for (const one of breakPoints) {
    const place = `${one.file}${one.line > 0 ? `:${one.line}` : ""}`;
    const head = make(
      "p",
      {},
      make("strong", {}, one.edge ?? one.stage),
      " ",
      make("code", {}, place),
      one.function === "" ? "" : ` in ${one.function}`,
      make("span", { class: `priority ${one.priority.toLowerCase()}` }, one.priority),
      make(
        "span",
        { class: "quiet" },
        ` confidence ${percentText(one.confidence)}${one.code === "" ? "" : `, ${one.code}`}`,
      ),
    );
    const evidence = make("ul", { class: "evidence" });
    for (const { kind, text } of one.evidence) {
      evidence.append(make("li", {}, make("span", { class: "quiet" }, `${kind}: `), text));
    }
    const details = make(
      "details",
      {},
      make("summary", {}, `evidence (${one.evidence.length})`),
      evidence,
    );
    details.open = one.rank === 1;
    list.append(
      make(
        "li",
        {},
        head,
        make("p", {}, one.rootCause),
        make("p", { class: "quiet" }, one.impact),
        details,
      ),
    );
  }
  if (breakPoints.length > 0) section.append(list);
  return section;
}

function errorsOf({ errors }: Report): HTMLElement {
  const section = make("section", { class: "panel" }, make("h3", {}, "Errors"));
  if (errors.length === 0) {
    section.append(make("p", { class: "quiet" }, "None."));
    return section;
  }
  const headings = ["code", "n", "stage", "thread", "message", "remedy"];
  const parts = table(
    "Errors",
    headings.map((text) => ({ text, isText: text !== "n" })),
  );
  for (const error of errors) {
    const row = parts.body.insertRow();
    addCell(row, error.isKnown ? error.code : `${error.code} (unknown)`, "text");
    addCell(row, countText(error.count));
    addCell(row, error.stage, "text");
    addCell(row, error.thread, "text");
    addCell(row, error.message, "text wrap");
    addCell(row, error.fixHint, "text wrap");
  }
  section.append(make("div", { class: "scroll" }, parts.table));
  return section;
}

function contractOf({ contract }: Report): HTMLElement {
  const { frames, compliant, violations } = contract;
  const section = make("section", { class: "panel" }, make("h3", {}, "Contract"));
  const share =
    frames === 0
      ? "No frame was checked."
      : `${compliant} of ${frames} frames are compliant (${percentText(compliant / frames)}).`;
  section.append(make("p", {}, share));
  if (violations.length === 0) return section;
  const headings = ["path", "expected", "was", "section", "n"];
  const parts = table(
    "Violations",
    headings.map((text) => ({ text, isText: text !== "n" })),
  );
  for (const { path, expected, actual, section: anchor, count } of violations) {
    const row = parts.body.insertRow();
    for (const text of [path, expected, actual, anchor]) addCell(row, text, "text wrap");
    addCell(row, countText(count));
  }
  section.append(make("div", { class: "scroll" }, parts.table));
  return section;
}

/** The fix list; `act` makes what stands beside a fix that the running engine has a remedy for. */
export function fixesOf(fixes: readonly Fix[], act: (fix: Fix) => Node | undefined): HTMLElement {
  const section = make("section", { class: "panel" }, make("h3", {}, "Fix first"));
  if (fixes.length === 0) {
    section.append(make("p", { class: "quiet" }, "Nothing to fix."));
    return section;
  }
  const list = make("ol", { class: "fixes" });
  for (const fix of fixes) {
    const head = make(
      "p",
      {},
      make("span", { class: `priority ${fix.priority.toLowerCase()}` }, fix.priority),
      `${fix.title} `,
      make("code", {}, `${fix.file}:${fix.line}`),
      make("span", { class: "quiet", title: fix.effort.rule }, ` ${fix.effort.hours} h`),
    );
    const item = make(
      "li",
      {},
      head,
      make("p", { class: "quiet" }, "Done when: ", make("code", {}, fix.acceptance)),
    );
    const action = act(fix);
    if (action !== undefined) item.append(action);
    list.append(item);
  }
  section.append(list);
  return section;
}
