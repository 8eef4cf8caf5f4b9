/** A comparison of two reports as text, 80 columns wide. */
import type { ComparedPoint, Comparison, Pair } from "./compare.ts";
import { countText, durationText, percentText, timeText } from "./figures.ts";
import { placeText } from "./place-text.ts";

const COLUMNS = 80;
const NAME_COLUMNS = 20;
const SIDE_COLUMNS = 30;

/** What differs, and the judgement in the last line. */
export function comparisonText(comparison: Comparison): string {
  const { worse } = comparison;
  const judgement = worse.length === 0 ? "B is not worse." : `B is worse: ${worse.join("; ")}.`;
  return [
    ...factLines(comparison),
    "",
    ...pointLines(comparison),
    ...errorLines(comparison),
    ...latencyLines(comparison),
    ...wrapped(judgement, ""),
  ].join("\n");
}

function factLines(comparison: Comparison): string[] {
  const { startedAt, commit, verdict, contract, residual, casesAgreed } = comparison;
  const row = <T>(name: string, { a, b }: Pair<T>, text: (value: T) => string) =>
    side(name, text(a), text(b));
  const number = (value: number | null) => (value === null ? "-" : countText(value));
  return [
    side("", "A", "B"),
    row("run at", startedAt, (at) => timeText(Date.parse(at))),
    row("commit", commit, (id) => id.slice(0, 12) || "-"),
    row("verdict", verdict, (word) => word),
    row("contract, strict", contract.strict, percentText),
    row("contract, lenient", contract.lenient, percentText),
    row("ledger residual", residual, number),
    row("cases agree", casesAgreed, (text) => text),
  ];
}

function side(name: string, a: string, b: string): string {
  return `${name.padEnd(NAME_COLUMNS)}${a.padEnd(SIDE_COLUMNS)}${b}`.trimEnd();
}

function pointLines({ breakPoints }: Comparison): string[] {
  const lists = Object.entries(breakPoints);
  if (lists.every(([, list]) => list.length === 0)) return ["no break points in either", ""];
  const title = lists.map(([name, list]) => `${list.length} ${name}`).join(", ");
  const lines = lists.flatMap(([name, list]) => list.flatMap((each) => pointText(name, each)));
  return [`break points: ${title}`, ...lines, ""];
}

function pointText(name: string, { rank, point }: ComparedPoint): string[] {
  const ranks = [rank.a, rank.b].map((each) => each ?? "-").join(" -> ");
  const inFunction = point.function === "" ? "" : ` ${point.function}()`;
  const head = `  ${name.padEnd(5)} ${point.stage}, ${placeText(point)}${inFunction}, rank ${ranks}`;
  return [...wrapped(head, "        "), ...wrapped(`        ${point.rootCause}`, "        ", 2)];
}

function errorLines({ errors }: Comparison): string[] {
  if (errors.length === 0) return [];
  const rows = errors.map(({ code, count }) => {
    return `  ${code.padEnd(46)}${countText(count.a).padStart(12)}${countText(count.b).padStart(12)}`;
  });
  return [`${"errors".padEnd(48)}${"A".padStart(12)}${"B".padStart(12)}`, ...rows, ""];
}

function latencyLines({ latency }: Comparison): string[] {
  if (latency.length === 0) return [];
  const cells = (texts: readonly string[]) => texts.map((text) => text.padStart(9)).join("");
  const times = (ratio: number | null) => (ratio === null ? "-" : `x${ratio.toPrecision(3)}`);
  const head = cells(["p50 A", "p50 B", "ratio", "p99 A", "p99 B", "ratio"]);
  const rows = latency.map(({ stage, p50Us, p99Us, ratioP50, ratioP99 }) => {
    const medians = [durationText(p50Us.a), durationText(p50Us.b), times(ratioP50)];
    const tails = [durationText(p99Us.a), durationText(p99Us.b), times(ratioP99)];
    return `  ${stage.slice(0, 22).padEnd(22)}${cells([...medians, ...tails])}`;
  });
  return [`${"latency".padEnd(24)}${head}`, ...rows, ""];
}

/** `text` in lines of at most 80 columns, at most `linesMax`; words that are longer are cut. */
function wrapped(text: string, indent: string, linesMax = 20): string[] {
  const lines = [text.match(/^ */)![0]];
  for (const word of text.trim().split(/\s+/)) {
    const line = lines.at(-1)!;
    const gap = line.trim() === "" ? "" : " ";
    if (`${line}${gap}${word}`.length <= COLUMNS || line.trim() === "") {
      lines[lines.length - 1] = `${line}${gap}${word}`.slice(0, COLUMNS);
    } else lines.push(`${indent}${word}`.slice(0, COLUMNS));
  }
  if (lines.length <= linesMax) return lines;
  return [...lines.slice(0, linesMax - 1), `${lines[linesMax - 1]!.slice(0, COLUMNS - 1)}…`];
}
