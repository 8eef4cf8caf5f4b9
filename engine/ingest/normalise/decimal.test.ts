import { expect, test } from "bun:test";
import fc from "fast-check";
import { decimalOf } from "./decimal.ts";

test.each([
  ["100.5", 100.5],
  ["0.0010", 0.001],
  ["-3", -3],
  [".5", 0.5],
  ["5.", 5],
  ["007", 7],
])("%p is a decimal", (text, number) => {
  expect(decimalOf(text)).toBe(number);
});

test.each(["", ".", "-", "-.", " 1", "1 ", "1e3", "0x1f", "1,5", "1.2.3", "Infinity", "NaN", "+1"])(
  "%p is none",
  (text) => {
    expect(decimalOf(text)).toBeNaN();
  },
);

test("a text that is too long to be an amount is none", () => {
  expect(decimalOf("1".repeat(41))).toBeNaN();
});

test("property: what a number writes is read back, bit for bit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = String(number);
      return /^-?\d+(\.\d+)?$/.test(text) && text.length <= 40
        ? Object.is(decimalOf(text), number) || number === 0
        : Number.isNaN(decimalOf(text));
    }),
  );
});
