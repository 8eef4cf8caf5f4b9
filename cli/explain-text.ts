/** An explanation as text for a terminal of 80 columns. */
import type { Explanation, GateView } from "#inspect/explain";

const COLUMNS = 80;
const MARKS: Readonly<Record<GateView["state"], string>> = {
  passed: "ok  ",
  stopped: "STOP",
  unknown: "-   ",
};
const INDENT = "                               ";

/** Breaks `text` at spaces; lines after the first begin with `indent`. */
function wrapped(first: string, text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    if (line.length + word.length + 1 > COLUMNS && line.trim() !== "" && line !== first) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += line === first || line === indent ? word : ` ${word}`;
  }
  return [...lines, line.trimEnd()];
}

function gateLines({ stage, gate, state, text }: GateView): string[] {
  return wrapped(`${MARKS[state]} ${stage.padEnd(9)} ${gate.padEnd(15)} `, text, INDENT);
}

function windowLines({ window }: Explanation): string[] {
  const { records, admitted, events, stops, shed, contradictions, watchedSinceEpochMs } = window;
  const since = new Date(watchedSinceEpochMs).toISOString().slice(11, 19);
  if (records === 0) {
    return [
      `watched since ${since}Z: no record of the symbol since then; the gates below show the`,
    ].concat("present state");
  }
  const head = `watched since ${since}Z: ${records} records, ${admitted} admitted, ${events} with an event`;
  const lines = stops.map(({ gate, records: count, text }) => {
    return wrapped(`  ${String(count).padStart(6)} stopped at ${gate}: `, text, "         ");
  });
  if (shed > 0) lines.push([`  ${shed.toLocaleString("en")} older decisions were evicted`]);
  if (contradictions > 0) {
    lines.push([
      `  ${contradictions} records where the detector disagreed with its gates (a defect)`,
    ]);
  }
  return [head, ...lines.flat()];
}

/** The whole explanation. */
export function explanationText(explanation: Explanation): string {
  const { symbol, kind, market, verdict, gates } = explanation;
  const time = new Date(market.epochSeconds * 1000).toISOString().slice(0, 19);
  return [
    `${symbol} ${kind} · market ${time}Z ${market.marketStatus} ${market.period}`,
    ...wrapped(
      verdict.isProduced && verdict.stoppedAt === null ? "yes: " : "why: ",
      verdict.text,
      "     ",
    ),
    "",
    ...windowLines(explanation),
    "",
    "gates now, from the feed to the client",
    ...gates.flatMap(gateLines),
  ].join("\n");
}
