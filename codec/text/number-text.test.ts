/** Digits against String(x), to the byte: random doubles, decimals, neighbours and extremes. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AsciiText } from "./ascii-text.ts";
import { writeDigits6, writeNumber, writeWhole } from "./number-text.ts";

const text = new AsciiText(64);
const START = 3;

/** What `write` writes, in a place whose every byte was something else before. */
function written(write: (at: number) => number): string {
  text.bytes.fill(0x7e);
  const end = write(START);
  expect(text.text(START)).toBe("~~~");
  return text.text(end).slice(START);
}

function expectNumber(value: number): void {
  expect(written((at) => writeNumber(text, at, value))).toBe(String(value));
}

/** The doubles around `value`. */
function neighbours(value: number): number[] {
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  return [-2n, -1n, 0n, 1n, 2n].map((step) => {
    double[0] = value;
    bits[0] += step;
    return double[0];
  });
}

const sign = fc.constantFrom(1, -1);

describe("writeNumber is String(x)", () => {
  test("for any double", () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), expectNumber), {
      numRuns: 20_000,
    });
  });

  test("for doubles of every size that a market has", () => {
    const mantissa = fc.double({ min: 1, max: 2, noNaN: true });
    fc.assert(
      fc.property(mantissa, fc.integer({ min: -25, max: 60 }), sign, (part, exponent, side) => {
        expectNumber(side * part * 2 ** exponent);
      }),
      { numRuns: 50_000 },
    );
  });

  test("for decimals of 0 to 9 places, and for what a sum of them gives", () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 9 }), sign)
      .map(([digits, places, side]) => side * (digits / 10 ** places));
    fc.assert(
      fc.property(decimal, decimal, (one, other) => {
        expectNumber(one);
        expectNumber(one + other);
        expectNumber(one * 1.1);
        if (other !== 0) expectNumber(one / other);
      }),
      { numRuns: 20_000 },
    );
  });

  test("for whole numbers", () => {
    const whole = fc.maxSafeInteger();
    fc.assert(fc.property(whole, expectNumber), { numRuns: 5000 });
    fc.assert(fc.property(fc.integer({ min: -1e5, max: 1e5 }), expectNumber), { numRuns: 5000 });
  });

  test("for powers of two and of ten, and the doubles around them", () => {
    for (let exponent = -1074; exponent < 1023; exponent++) {
      for (const value of neighbours(2 ** exponent)) expectNumber(value);
    }
    for (let exponent = -30; exponent < 30; exponent++) {
      const power = Number(`1e${exponent}`);
      for (const value of [...neighbours(power), ...neighbours(power / 2)]) expectNumber(value);
      for (const value of neighbours(power * 9.999)) expectNumber(-value);
    }
  });

  test("for the doubles next to short decimals and next to halves of a place", () => {
    const short = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(short, ([digits, places]) => {
        for (const value of neighbours(digits / 10 ** places)) expectNumber(value);
        for (const value of neighbours(digits / 2 ** (3 * places))) expectNumber(value);
      }),
      { numRuns: 5000 },
    );
  });

  test("for what lies in the middle of two equally short texts", () => {
    for (let odd = 1; odd < 2 ** 14; odd += 2) {
      for (const whole of [513, 514, 1023]) expectNumber(whole + odd / 2 ** 14);
    }
  });

  test.each([0, -0, 1, -1, 0.1, -0.3, 1e21, -1e21, 5e-324, Number.MAX_VALUE, 2 ** 53, 1e15, 1e-6])(
    "for %p",
    (value) => expectNumber(value),
  );

  test("for what has a carry into the whole part or a gap of zeros", () => {
    for (const value of [1.9999999999999998, 0.9999999999999999, 4095.9999999999995, 8.00000001]) {
      expectNumber(value);
    }
    for (const value of [0.000004, 1.0000000000000002, 4096.000000000001]) {
      expectNumber(value);
    }
  });
});

test("writeWhole writes whole numbers up to 1e15", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 1e15 }), fc.nat(99_999), fc.nat(2 ** 31 - 1));
  fc.assert(
    fc.property(value, (whole) => {
      expect(written((at) => writeWhole(text, at, whole))).toBe(String(whole));
    }),
    { numRuns: 10_000 },
  );
});

test("writeDigits6 writes six digits", () => {
  fc.assert(
    fc.property(fc.nat(999_999), (value) => {
      expect(written((at) => writeDigits6(text, at, value))).toBe(String(value).padStart(6, "0"));
    }),
    { numRuns: 5000 },
  );
});
