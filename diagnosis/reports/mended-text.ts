/** Remedies that were applied while the engine ran, and what a client saw before and after. */
import type { Report } from "../report.ts";

/** Longest line of a finding. */
const LINE_CHARS = 240;

/** One line a remedy and a phase; none when nothing was applied. */
export function mendedLines({ mended }: Report): string[] {
  if (mended === null) return [];
  const lines = mended.remedies.map(({ title, problem }) => {
    return problem === null ? title : `${title}: not possible, ${problem}`;
  });
  const phases = { before: mended.before, after: mended.after, "rolled back": mended.rolledBack };
  for (const [name, phase] of Object.entries(phases)) {
    if (phase === null) continue;
    const { rows, compliant, messages, isHealthy, findings } = phase;
    const state = isHealthy ? "healthy" : "unhealthy";
    const seen = `${rows} rows at a client, ${compliant}/${messages} messages valid`;
    const [first] = findings;
    lines.push(`${name}: ${state}, ${seen}${first === undefined ? "" : `; ${brief(first)}`}`);
  }
  return lines;
}

/** The first line of a text, as far as a terminal shows it; the report has the rest. */
export function brief(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length > LINE_CHARS ? `${line.slice(0, LINE_CHARS)}…` : line;
}
