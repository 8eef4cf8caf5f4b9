import { expect, test } from "bun:test";
import type { Answer } from "./answer.ts";
import { compareAnswers } from "./case-report.ts";
import { parseSnapshot, snapshotText } from "./known-answers.ts";
import { functionOfAnswer, orderOf } from "./recorded-order.ts";

const answer = (functionName: string, fact: string, text: string): Answer => {
  return { functionName, fact, text };
};
const LONG = JSON.stringify(Array.from({ length: 20 }, (_, i) => `text ${i}`));

test("a snapshot is read as it was written, in the order of the answers", () => {
  const folder = new Map([
    [
      "b",
      [answer("#x", 'a "fact": of two', "1"), answer("y", "", LONG), answer("#x", "z", '"a b"')],
    ],
    ["a", [answer("constructor", "one", "-0")]],
  ]);
  const text = snapshotText(folder);
  expect(Object.fromEntries(parseSnapshot(text))).toEqual(Object.fromEntries(folder));
  expect([...parseSnapshot(text).keys()]).toEqual(["a", "b"]);
  expect(text.split("\n").every((line) => line.length <= 101)).toBe(true);
});

test("a line that is no answer is refused", () => {
  expect(() => parseSnapshot("a\n  f\n    no fact\n")).toThrow("line 3");
});

test("answers meet the known ones by function and fact, those beside the question without", () => {
  const known = [answer("f", "a", "1"), answer("f", "b", "2"), answer("g", "a", "3")];
  const inline = { ...answer("f", "c", "9"), expected: "8" };
  const { comparisons, missing } = compareAnswers(
    [answer("g", "a", "3"), inline, answer("f", "a", "0"), answer("h", "a", "5")],
    known,
  );
  expect(comparisons.map(({ expected }) => expected)).toEqual(["3", "8", "1", undefined]);
  expect(missing).toEqual([known[1]!]);
});

test("the order names the function of the answer that did not come", () => {
  const order = orderOf([answer("f", "a", ""), answer("f", "b", ""), answer("#g", "a", "")]);
  expect(order).toBe("f*2 #g");
  expect([0, 1, 2, 3].map((index) => functionOfAnswer(order, index))).toEqual([
    "f",
    "f",
    "#g",
    undefined,
  ]);
});
