/** What a flag's number may be, and what is said of every other text. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { numberAbove, wholeNumber } from "./number-flag.ts";

type Read = (text: string) => number;

/** The number, or the sentence with which it was refused; commander adds flag and value. */
function answer(read: Read, text: string): number | string {
  try {
    return read(text);
  } catch (error) {
    expect(error).toMatchObject({ code: "commander.invalidArgument" });
    return (error as Error).message;
  }
}

const RULES: readonly (readonly [rule: string, read: Read])[] = [
  ["It must be a whole number, 0 or more.", wholeNumber(0)],
  ["It must be a whole number, 1 to 1000.", wholeNumber(1, 1000)],
  ["It must be a number above 0.", numberAbove(0)],
  ["It must be a number above 1 and at most 100.", numberAbove(1, 100)],
];
/** No numbers, and numbers that only JavaScript takes. */
const STRANGE = ["abc", "1,5", "", " 5", "5 ", "-5", "+5", "5.", ".5", "5e0", "0x5", "0b1", "5_0"];
const ENDLESS = ["NaN", "Infinity", "1e999", "٥"];

describe.each(RULES)("%s", (rule, read) => {
  test.each([...STRANGE, ...ENDLESS])("%p is refused", (text) => {
    expect(answer(read, text)).toBe(rule);
  });
});

describe("bounds", () => {
  test("both ends of whole numbers belong to them", () => {
    const read = wholeNumber(1, 1000);
    expect([read("1"), read("1000")]).toEqual([1, 1000]);
    for (const text of ["0", "1001", "1.5"]) expect(answer(read, text)).toBeString();
  });

  test("the number itself is not above itself; the most is allowed", () => {
    const read = numberAbove(1, 100);
    expect([read("1.0001"), read("100")]).toEqual([1.0001, 100]);
    for (const text of ["1", "1.0", "100.5"]) expect(answer(read, text)).toBeString();
  });

  test("without a most, as far as whole numbers are exact", () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    for (const read of [wholeNumber(0), numberAbove(0)]) {
      expect(read(most)).toBe(Number.MAX_SAFE_INTEGER);
      expect(answer(read, "9007199254740992")).toBeString();
    }
  });
});

test("property: each number within is read as written, each one outside refused", () => {
  const bound = fc.nat({ max: 50 });
  fc.assert(
    fc.property(bound, bound, bound, fc.nat({ max: 99 }), (a, b, whole, hundredths) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const isWhole = typeof answer(wholeNumber(least, most), `${whole}`) === "number";
      expect(isWhole).toBe(whole >= least && whole <= most);
      const text = `${whole}.${String(hundredths).padStart(2, "0")}`;
      const isAbove = 100 * whole + hundredths > 100 * least && Number(text) <= most;
      const read = answer(numberAbove(least, most), text);
      if (isAbove) expect(read).toBe(Number(text));
      else expect(read).toBeString();
    }),
    { numRuns: 300 },
  );
});
