/** A run as text for a terminal: figure, interval and ratio to the rival of the same rounds. */
import { comparableRatio } from "./rivalry.ts";
import type { RunRecord } from "./run-record.ts";
import { medianInterval } from "./statistics.ts";
import { isHigherBetter, type Measure, type SuiteRun } from "./suite.ts";
import { intervalText } from "./verdict.ts";

/** "2 x Intel … · Bun 1.4.5 · f5d76c6" */
export function machineText({ machine, commit }: Pick<RunRecord, "machine" | "commit">): string {
  const { processors, memoryGiB, kernel, bun } = machine;
  return `${processors} · ${memoryGiB} GiB · Linux ${kernel} · Bun ${bun} · ${commit}`;
}

/** 1,234,567 or 12.3: as many digits as a figure of this size deserves. */
export function figureText(figure: number): string {
  const digits = Math.abs(figure) >= 1000 ? 0 : Math.abs(figure) >= 100 ? 1 : 2;
  return figure.toLocaleString("en", { maximumFractionDigits: digits });
}

/** Median and interval of a measure with its unit. */
export function measureText({ samples, unit }: Measure): string {
  const { low, middle, high } = medianInterval(samples);
  if (Number.isNaN(middle)) return "ok";
  const range = `[${figureText(low)}, ${figureText(high)}]`;
  const perSecond = unit === "ns/op" && middle > 0 ? `, ${figureText(1e3 / middle)} M/s` : "";
  return `${figureText(middle)} ${range} ${unit}${perSecond}, n=${samples.flat().length}`;
}

/** "2.31x the rival's speed [2.20, 2.44]: A over B" */
export function rivalryText(suite: SuiteRun, subject: string, rival: string): string {
  const ratio = comparableRatio(suite, subject, rival);
  return ratio === undefined
    ? ""
    : `${intervalText(ratio, 2)} times as fast: ${subject} / ${rival}`;
}

/** A suite's figures, line by line. */
export function suiteText(suite: SuiteRun): string {
  const parameters = Object.entries(suite.parameters).map(([key, value]) => `${key}=${value}`);
  const lines = [`${suite.name}: ${suite.about}`, `  (${parameters.join(" ")})`];
  for (const measure of suite.measures) {
    const checksum = measure.checksum === "" ? "" : `  #${measure.checksum}`;
    const arrow = isHigherBetter(measure.unit) ? "^" : " ";
    lines.push(`  ${arrow} ${measure.name.padEnd(52)} ${measureText(measure)}${checksum}`);
  }
  for (const { subject, rival } of suite.rivalries) {
    const text = rivalryText(suite, subject, rival);
    if (text !== "") lines.push(`    ${text}`);
  }
  for (const { name, reason } of suite.skipped) lines.push(`    skipped ${name}: ${reason}`);
  return lines.join("\n");
}
