/** Known answers of sequence-gaps.ts: what is a gap, and what is said of it. */

import { type Observe, of } from "#schemas";
import { Notes, NotingErrors } from "../../telemetry/noting-fixture.ts";
import { SequenceGaps } from "./sequence-gaps.ts";

/** Symbol, sequence, and what the step is. */
const STEPS: readonly (readonly [symbol: unknown, seq: number, fact: string])[] = [
  [undefined, 3, "no symbol"],
  [7, 30, "a number for a symbol"],
  [undefined, 9, "no symbol again"],
  [7, 60, "the number again"],
  ["A", 10, "the first"],
  ["A", 11, "the next"],
  ["A", 11, "the same again"],
  ["A", 5, "an older one"],
  ["A", 12, "the next after an older one"],
  ["A", 14, "one is missing"],
  ["B", 100, "the first of another symbol"],
  ["A", 15, "the next of the first symbol"],
  ["B", 103, "two are missing"],
  ["A", 20, "four are missing"],
];

export default function cases(observe: Observe): void {
  const notes = new Notes();
  const gaps = new SequenceGaps(new NotingErrors(notes));
  observe(of(SequenceGaps, "gaps"), "at first", gaps.gaps, 0);
  observe(of(SequenceGaps, "missing"), "at first", gaps.missing, 0);
  for (const [symbol, seq, fact] of STEPS) {
    gaps.see(symbol, seq);
    observe(of(SequenceGaps, "see"), fact, [notes.take(), gaps.gaps, gaps.missing]);
  }
}
