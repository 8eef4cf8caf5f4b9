/** The ledger: what every stage took, handed on and gave up, and whether the sum is right. */
import { addCell, byId, countText, setText } from "./elements.ts";
import type { Ledger } from "./messages.ts";

/** Fetches and shows the ledger. Never rejects. */
export async function refreshLedger(): Promise<void> {
  try {
    const response = await fetch("/api/ledger");
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    show((await response.json()) as Ledger);
  } catch (error) {
    showResidual("stale", `not available: ${error instanceof Error ? error.message : error}`);
  }
}

function show(ledger: Ledger): void {
  const rows = ledger.stages.map((stage) => {
    const row = document.createElement("tr");
    addCell(row, stage.stage, "text");
    for (const count of [stage.in, stage.out, stage.produced]) addCell(row, countText(count));
    for (const named of [stage.filtered, stage.dropped, stage.errored]) addReasons(row, named);
    addCell(row, countText(stage.inFlight));
    addCell(row, countText(stage.residual), stage.residual === 0 ? "" : "wrong");
    return row;
  });
  byId("ledger").replaceChildren(...rows);
  const { residual, isDrained, edges } = ledger;
  const broken = edges.filter((edge) => edge.residual !== 0);
  const where = broken.map(({ from, to, residual: lost }) => `${from} → ${to}: ${lost}`).join(", ");
  const suffix = isDrained ? ", drained" : "";
  if (residual === 0) showResidual("live", `residual 0${suffix}`);
  else showResidual("lost", `residual ${countText(residual)}${where === "" ? "" : ` (${where})`}`);
}

function addReasons(row: HTMLTableRowElement, named: Record<string, number>): void {
  const reasons = Object.entries(named);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  addCell(row, countText(total));
  if (reasons.length === 0) return;
  const detail = document.createElement("div");
  detail.className = "reasons";
  detail.textContent = reasons.map(([name, count]) => `${name} ${countText(count)}`).join(" · ");
  row.cells[row.cells.length - 1]?.append(detail);
}

function showResidual(state: string, text: string): void {
  const element = byId("residual");
  element.dataset.state = state;
  setText(element, text);
}
