/** Reads the text format of Prometheus, strictly; for tests. */

/** One line of a series. */
export interface SeriesLine {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface MetricFamily {
  name: string;
  help: string;
  type: string;
  series: SeriesLine[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;

/** All families in their order. Throws on what is not the format. */
export function readExposition(text: string): MetricFamily[] {
  const families: MetricFamily[] = [];
  let help = "";
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const comment = line.match(/^# (HELP|TYPE) (\S+) ?(.*)$/);
    if (comment?.[1] === "HELP") help = comment[3]!;
    else if (comment?.[1] === "TYPE") {
      families.push({ name: comment[2]!, help, type: comment[3]!, series: [] });
      help = "";
    } else families.at(-1)!.series.push(readSample(line));
  }
  return families;
}

function readSample(line: string): SeriesLine {
  const match = line.match(SAMPLE);
  if (match === null) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  const text = match[2] ?? "";
  let length = 0;
  for (const [whole, name, value] of text.matchAll(LABEL)) {
    labels[name!] = value!;
    length += whole.length;
  }
  if (length !== text.length) throw new Error(`no labels: ${line}`);
  const value = match[3] === "+Inf" ? Number.POSITIVE_INFINITY : Number(match[3]);
  if (Number.isNaN(value)) throw new Error(`no finite value: ${line}`);
  return { name: match[1]!, labels, value };
}
