/** Some records as they pass a stage: `/api/tap/STAGE`, lines of JSON as they come. */
import { button, make } from "../elements.ts";
import { isOffered } from "../offered-endpoints.ts";

const RECORDS = 8;
/** A stage may be quiet. */
const WAIT_MS = 5000;

/** A button that takes records at the stage, and where they are shown. */
export function tapPanel(stage: string): HTMLElement {
  const output = make("pre", { class: "tap", "aria-live": "polite", tabindex: "0" });
  output.hidden = true;
  const take = async () => {
    output.hidden = false;
    output.textContent = "waiting for records …\n";
    const path = `/api/tap/${encodeURIComponent(stage)}?limit=${RECORDS}&rate=${RECORDS * 2}`;
    try {
      if (!(await isOffered("/api/tap/"))) {
        output.textContent = "This engine has no tap (no /api/tap).";
        return;
      }
      const response = await fetch(path, { signal: AbortSignal.timeout(WAIT_MS) });
      if (response.ok) await showLines(response, output);
      else output.textContent = await refusalOf(response);
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === "TimeoutError";
      output.append(isLate ? "No more within 5 s.\n" : "The engine does not answer.\n");
    }
  };
  const start = button(`take ${RECORDS} records`, () => void take(), "act");
  return make("div", {}, make("h4", {}, "Tap"), start, output);
}

async function showLines(response: Response, output: HTMLElement): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  output.textContent = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) output.append(lineText(line));
  }
}

/** A record as `name value` pairs; what the tap says besides as it is. */
function lineText(line: string): string {
  const { type, ...rest } = JSON.parse(line) as Record<string, unknown>;
  if (type === "beat") return "";
  const { record } = rest;
  const shown = typeof record === "object" && record !== null ? record : rest;
  const pairs = Object.entries(shown).map(([name, value]) => {
    return `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`;
  });
  return type === "record" ? `${pairs.join("  ")}\n` : `— ${type}: ${pairs.join("  ")}\n`;
}

async function refusalOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { message: string } };
  return `No records: ${error.message}.`;
}
