import { expect, test } from "bun:test";
import fc from "fast-check";
import { canonical } from "./answer.ts";
import { answerLines, answerOfLines } from "./answer-lines.ts";

test("the lines of any value, trimmed and put together, are its answer", () => {
  const text = fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: "binary" }));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "large" },
      text,
      fc.double(),
      fc.constantFrom(null, undefined, true, "a\\", '"', "\n".repeat(120), "x, ".repeat(80)),
      fc.array(tie("value"), { maxLength: 12 }),
      fc.dictionary(text, tie("value"), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 60 }), (one, indent) => {
      const answer = canonical(one);
      expect(answerOfLines(answerLines(answer, indent))).toBe(answer);
    }),
  );
});

test("what fits stays on its line; short items stand side by side, long ones on lines of their own", () => {
  expect(answerLines("[1,2,3]", 20)).toEqual(["[1,2,3]"]);
  const numbers = canonical(Array.from({ length: 60 }, (_, i) => i));
  const lines = answerLines(numbers, 4);
  expect(lines.at(0)).toBe("[");
  expect(lines.at(-1)).toBe("]");
  expect(lines.length).toBe(4);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  const texts = canonical(["a".repeat(60), "b".repeat(60)]);
  expect(answerLines(texts, 4)).toHaveLength(4);
});

test("a long text is divided where its own lines end", () => {
  const text = canonical(`${"first ".repeat(8)}\n${"second".repeat(12)}`);
  const lines = answerLines(text, 4);
  expect(lines[0]).toEndWith("\\n\\");
  expect(lines[1]).toStartWith("second");
});
