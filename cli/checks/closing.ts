/** The end of `verify` and `check`: what failed, with its text, and the line that counts. */

import { failureTexts } from "../test-failures.ts";
import type { StepResult } from "./step.ts";

/** A test file that skips tests prints why, in a line of its own. */
const REASON = /^skipped: .*$/gm;

/**
 * What a failed test said stands thousands of lines before the end, so it is printed again. The last line
 * is `N passed, N failed`, with `, N skipped` when tests were skipped, and why before it.
 */
export function closingText(results: readonly StepResult[]): string {
  const bad = results.filter(({ isGood }) => !isGood);
  const texts = bad.flatMap(({ output }) => failureTexts(output));
  const reasons = new Set(results.flatMap(({ output }) => output.match(REASON) ?? []));
  const sum = (key: "passed" | "failed" | "skipped") =>
    results.reduce((total, result) => total + result[key], 0);
  const counts = [`${sum("passed")} passed`, `${sum("failed")} failed`];
  if (sum("skipped") > 0) counts.push(`${sum("skipped")} skipped`);
  return [
    ...texts.map((text) => `\n${text}`),
    ...(bad.length > 0 ? [`\nfailed: ${bad.map(({ name }) => name).join(", ")}`] : []),
    ...reasons,
    counts.join(", "),
  ].join("\n");
}

/** 0 when nothing failed, else 1. */
export function exitCodeOf(results: readonly StepResult[]): number {
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}
