/** Why a symbol did, or did not, make an event: whatever `/api/explain/SYMBOL` tells, as a tree. */
import { make } from "../elements.ts";
import { type Answer, getIfOffered } from "../engine-api.ts";

const DEPTH_MAX = 6;

/** Fetches the explanation and shows it in `parent`. */
export async function showExplain(parent: HTMLElement, symbol: string): Promise<void> {
  const answer = await getIfOffered<unknown>("/api/explain/", encodeURIComponent(symbol));
  parent.replaceChildren(contentOf(answer));
}

function contentOf(answer: Answer<unknown>): Node {
  if (answer.ok) return treeOf(answer.value, 0);
  const text = answer.isMissing
    ? "This engine does not explain events (it has no /api/explain)."
    : `No explanation: ${answer.problem}.`;
  return make("p", { class: "quiet" }, text);
}

/** Any JSON value: objects as lists of names and values, lists as lists. */
export function treeOf(value: unknown, depth: number): Node {
  if (typeof value !== "object" || value === null || depth > DEPTH_MAX) {
    return document.createTextNode(valueText(value));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return make("span", { class: "quiet" }, "none");
  if (Array.isArray(value)) {
    return make(
      "ul",
      { class: "tree" },
      ...value.map((part) => make("li", {}, treeOf(part, depth + 1))),
    );
  }
  const list = make("dl", { class: "tree" });
  for (const [name, part] of entries) {
    list.append(
      make("div", {}, make("dt", {}, wordsOf(name)), make("dd", {}, treeOf(part, depth + 1))),
    );
  }
  return list;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number" && !Number.isInteger(value))
    return String(Number(value.toPrecision(7)));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `minPercent` -> `min percent`. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
