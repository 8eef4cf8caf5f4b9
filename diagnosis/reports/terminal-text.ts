/** The report on a terminal. */
import type { Report } from "../report.ts";
import { brief, mendedLines } from "./mended-text.ts";
import { placeText } from "./place-text.ts";

/** The summary on a terminal: the verdict and each break point in a few lines. */
export function terminalText(report: Report): string {
  const lines = [`${report.verdict}: ${brief(report.summary)}`];
  for (const point of report.breakPoints) {
    const sure = `${Math.round(point.confidence * 100)} %`;
    lines.push(
      "",
      `${point.rank}. ${point.stage}  ${placeText(point)}  ${point.function}  (${sure})`,
    );
    lines.push(`   ${brief(point.rootCause)}`, `   ${point.impact}`);
    for (const { text } of point.evidence.slice(0, 4)) lines.push(`   - ${brief(text)}`);
  }
  if (report.fixes.length > 0) {
    lines.push("", "fix first:");
    for (const fix of report.fixes) {
      lines.push(
        `  ${fix.priority.padEnd(9)}${fix.title}, ${placeText(fix)} (${fix.effort.hours} h)`,
      );
    }
  }
  const mended = mendedLines(report).map((line) => `  ${line}`);
  if (mended.length > 0) lines.push("", "applied while the engine ran:", ...mended);
  const { contract, probes } = report;
  const { frames, compliant, lenient } = contract;
  const inEssence = lenient.compliant === compliant ? "" : `, ${lenient.compliant} in lenient mode`;
  const rate = frames === 0 ? "no frame checked" : `${compliant}/${frames} frames compliant`;
  lines.push("", `probes ${probes.agreed}/${probes.run} agree · contract: ${rate}${inEssence}`);
  lines.push(`${report.seconds.toFixed(1)} s`);
  return lines.join("\n");
}
