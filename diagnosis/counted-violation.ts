/** Violations of the contract, counted by what they say: a report has a row per kind, not per frame. */
import type { Violation } from "#schemas";

export interface CountedViolation {
  /** With `[]` for any index: `data.highs[].price`. */
  path: string;
  expected: string;
  /** Of the first one. */
  actual: string;
  /** Heading of schemas/contract/JSON.md, as an anchor without the #. */
  section: string;
  count: number;
}

/** Adds a violation to those of its place and expectation. */
export function countViolation(counted: CountedViolation[], violation: Violation): void {
  const { expected, actual, section } = violation;
  const path = violation.path.replace(/\[\d+\]/g, "[]");
  const known = counted.find((other) => other.path === path && other.expected === expected);
  if (known === undefined) counted.push({ path, expected, actual, section, count: 1 });
  else known.count += 1;
}
