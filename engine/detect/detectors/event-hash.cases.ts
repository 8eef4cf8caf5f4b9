/** Known answers of event-hash.ts: each input reaches the hash. */
import type { Observe } from "#schemas";
import { eventHash, textHash } from "./event-hash.ts";

const EPOCH_US = 1_700_000_000_123_456;
type Words = Parameters<typeof eventHash>;
const PLAIN: Words = [0x9e3779b9, 1, 1, EPOCH_US, 77, 0];

const CHANGED: readonly (readonly [fact: string, words: Words])[] = [
  ["as it is", PLAIN],
  ["nothing but zeros", [0, 0, 0, 0, 0, 0]],
  ["another symbol", [0x9e3779b8, 1, 1, EPOCH_US, 77, 0]],
  ["another kind", [0x9e3779b9, 2, 1, EPOCH_US, 77, 0]],
  ["another side", [0x9e3779b9, 1, 2, EPOCH_US, 77, 0]],
  ["a microsecond later", [0x9e3779b9, 1, 1, EPOCH_US + 1, 77, 0]],
  ["2^32 microseconds later", [0x9e3779b9, 1, 1, EPOCH_US + 2 ** 32, 77, 0]],
  ["another record", [0x9e3779b9, 1, 1, EPOCH_US, 78, 0]],
  ["a record beyond 2^32", [0x9e3779b9, 1, 1, EPOCH_US, 77 + 2 ** 32, 0]],
  ["a repeat", [0x9e3779b9, 1, 1, EPOCH_US, 77, 1]],
];

/**
 * Symbol hashes for which the hash before its finalizer is 0, which stays 0: only a fault of the steps
 * shows. The second goes with an event time of 0x9e3779b9.
 */
const STEPS_TO_ZERO = [0x1e41e892, 0xe9c14650] as const;

export default function cases(observe: Observe): void {
  for (const text of ["", "A", "AAPL", "BTCUSDT", "\uffff", "ZZZZZZZZZZZZZZZZ"]) {
    observe(textHash, JSON.stringify(text), textHash(text));
  }
  observe("mix", "zeros", eventHash(STEPS_TO_ZERO[0], 0, 0, 0, 0, 0), 0);
  observe("mix", "a word", eventHash(STEPS_TO_ZERO[1], 0, 0, 0x9e3779b9, 0, 0), 0);
  for (const [fact, words] of CHANGED) observe(eventHash, fact, eventHash(...words));
  const [symbolHash, kind, side, epochUs, recordSeq] = PLAIN;
  const unrepeated = eventHash(symbolHash, kind, side, epochUs, recordSeq);
  observe(eventHash, "no repeat given", unrepeated, 3267745531);
}
