import { expect, test } from "bun:test";
import type { TapForm } from "./tap-form.ts";
import { conditionOf } from "./where.ts";

interface Trade {
  price?: number;
  word: string;
  isGood: boolean;
}
const FORM: TapForm<Trade> = {
  symbolIdOf: () => 1,
  fields: {
    price: ({ price }) => price,
    word: ({ word }) => word,
    good: ({ isGood }) => isGood,
  },
};

test.each([
  ["price>10", 10, false],
  ["price>10", 10.01, true],
  ["price>=10", 10, true],
  [" price < 10 ", 9.99, true],
  ["price<=10", 10, true],
  ["price<10", 10, false],
  ["price=1e1", 10, true],
  ["price!=10", 10, false],
  ["price!=10", 11, true],
])("%s of a price of %d: %p", (text, price, isWanted) => {
  const condition = conditionOf(FORM, text);
  expect(typeof condition).toBe("function");
  if (typeof condition === "function") {
    expect(condition({ price, word: "", isGood: true })).toBe(isWanted);
  }
});

test.each([
  ["word=tick", true],
  ["word!=tick", false],
  ["good=true", false],
  ["good=false", true],
  ["price=1", false], // the record has no price
  ["price<1", false],
])("%s of words and absent numbers: %p", (text, isWanted) => {
  const condition = conditionOf(FORM, text);
  if (typeof condition === "string") throw new Error(condition);
  expect(condition({ word: "tick", isGood: false })).toBe(isWanted);
});

test.each([
  ["price", "is not field, operator"],
  ["price>", "is not field, operator"],
  ["prise>1", 'unknown field "prise"; did you mean price?'],
  ["nonsense=1", 'unknown field "nonsense" (fields: price, word, good)'],
  ["price>ten", 'needs a number, was "ten"'],
])("%s is refused", (text, says) => {
  expect(conditionOf(FORM, text)).toContain(says);
});
