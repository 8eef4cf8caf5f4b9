/** One press that comes twice ends a run in good order; a second press ends it at once. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { COPY_MS, END_SIGNALS, type EndSignal, EndSignals } from "./end-signals.ts";

/** What came of signals, each so many milliseconds after the first. */
function outcome(...signals: (readonly [signal: EndSignal, atMs: number])[]): string {
  let said = "";
  const ends = new EndSignals({
    inOrder: () => {
      said += "order ";
    },
    atOnce: () => {
      said += "now ";
    },
  });
  for (const [signal, atMs] of signals) ends.take(signal, 12_345 + atMs);
  return said.trim();
}

describe("the signal after the first", () => {
  test.each([
    ["a copy of it, at the same moment", "SIGINT", 0, "order"],
    ["a copy of it, late", "SIGINT", COPY_MS - 0.01, "order"],
    ["a second press", "SIGINT", COPY_MS, "order now"],
    ["a second press after a minute", "SIGINT", 60_000, "order now"],
    ["another signal, at the same moment", "SIGTERM", 0, "order now"],
  ] as const)("%s", (_, signal, atMs, said) => {
    expect(outcome(["SIGINT", 0], [signal, atMs])).toBe(said);
  });
});

test("a key that is held down is a second press, however fast it repeats", () => {
  const repeats = Array.from({ length: 40 }, (_, i) => ["SIGINT", 10 * i] as const);
  expect(outcome(...repeats)).toStartWith("order now");
});

test("property: in good order once, at once for whatever is no copy of the first", () => {
  const later = fc.tuple(fc.constantFrom(...END_SIGNALS), fc.nat({ max: 2 * COPY_MS }));
  const signals = fc.array(later, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(signals, (some) => {
      const [first, ...rest] = some.toSorted(([, a], [, b]) => a - b);
      const wishes = rest.filter(([signal, atMs]) => {
        return signal !== first![0] || atMs - first![1] >= COPY_MS;
      });
      expect(outcome(first!, ...rest)).toBe(["order", ...wishes.map(() => "now")].join(" "));
    }),
    { numRuns: 300 },
  );
});
