/** Why a symbol did, or did not, make an event: the gates on the way, from `/api/explain/SYMBOL`. */
import { addCell, make, table } from "../elements.ts";
import { type Answer, getIfOffered } from "../engine-api.ts";

const KINDS = ["high", "low", "trend", "surge"];

/** The explanation as far as it is shown. */
interface Explanation {
  readonly verdict: { readonly text: string };
  readonly gates: readonly {
    readonly stage: string;
    readonly gate: string;
    readonly state: string;
    readonly text: string;
  }[];
}

/** The choice of the kind of event to ask about. */
export function kindChoice(onChange: () => void): HTMLSelectElement {
  const choice = make("select", { "aria-label": "kind of event" });
  for (const kind of KINDS) choice.append(make("option", { value: kind }, kind));
  choice.addEventListener("change", onChange);
  return choice;
}

/** Fetches the explanation and shows it in `parent`. */
export async function showExplain(
  parent: HTMLElement,
  symbol: string,
  kind: string,
): Promise<void> {
  const rest = `${encodeURIComponent(symbol)}?kind=${encodeURIComponent(kind)}`;
  const answer = await getIfOffered<Explanation>("/api/explain/", rest);
  parent.replaceChildren(...contentOf(answer));
}

function contentOf(answer: Answer<Explanation>): Node[] {
  if (!answer.ok) {
    const text = answer.isMissing
      ? "This engine does not explain events (it has no /api/explain)."
      : `No explanation: ${answer.problem}.`;
    return [make("p", { class: "quiet" }, text)];
  }
  const headings = ["stage", "gate", "state", "explanation"];
  const parts = table(
    "Gates on the way to an event",
    headings.map((text) => ({ text, isText: true })),
  );
  for (const { stage, gate, state, text } of answer.value.gates) {
    const row = parts.body.insertRow();
    addCell(row, stage, "text");
    addCell(row, gate.replaceAll("_", " "), "text");
    addCell(row, state, `text ${CLASSES[state] ?? "quiet"}`);
    addCell(row, text, "text wrap");
  }
  return [make("p", {}, answer.value.verdict.text), parts.table];
}

const CLASSES: Readonly<Record<string, string>> = { passed: "up", stopped: "down" };
