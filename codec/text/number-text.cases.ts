/** Cases of the digits of numbers of every form. */
import type { Observe } from "#schemas";
import { AsciiText } from "./ascii-text.ts";
import { writeDigits6, writeNumber, writeSeconds6, writeWhole } from "./number-text.ts";

/** By what decides their form. */
const NUMBERS: readonly [fact: string, values: readonly number[]][] = [
  ["whole", [0, 7, -42, 9999, 10_000, 12_345_678, 123_456_789_012, 1e15, 1e21]],
  ["short decimals", [0.5, 123.45, -0.01, 99.999, 4095.0625]],
  ["13 to 16 places", [71.79557183136332, -1.177900942726124, 2.1006950332407914, 4095.123456789]],
  ["17 to 20 places", [0.1, -0.17772807259256226, 0.028405089377709712, 0.00123456789012345]],
  ["21 and 22 places", [0.00003, 0.0000041234567890123]],
  ["9 to 12 places", [64_123.45, 12_345.678901234567, 67_108_863.12345678]],
  ["left to String", [1.5e-7, 5e-324, 67_108_864.5, 1e300, 2_251_799_813_685_248.5]],
  ["two equally short", [512.00006103515625, 513.00018310546875]],
  ["a carry", [1.9999999999999998, 0.30000000000000004, 8.00000001]],
];
const WHOLES = [0, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999_999, 100_000_000, 1e15];

export default function cases(observe: Observe): void {
  const text = new AsciiText(64);
  for (const [fact, values] of NUMBERS) {
    const texts = values.map((value) => text.text(writeNumber(text, 0, value)));
    observe(writeNumber, fact, texts);
  }
  for (const value of [1.5, 0.1 + 0.2, 1 / 3, 2 / 3e4, 1e-5]) {
    observe("writeFraction", String(value), text.text(writeNumber(text, 0, value)));
  }
  observe(
    writeWhole,
    "wholes",
    WHOLES.map((value) => text.text(writeWhole(text, 0, value))),
    [
      "0",
      "9",
      "10",
      "99",
      "100",
      "999",
      "1000",
      "9999",
      "10000",
      "99999999",
      "100000000",
      "1000000000000000",
    ],
  );
  const six = [0, 7, 1234, 999_999].map((value) => text.text(writeDigits6(text, 0, value)));
  observe(writeDigits6, "six digits", six, ["000000", "000007", "001234", "999999"]);
  const seconds = [0, 1, 1_753_823_186_371_329].map((us) => text.text(writeSeconds6(text, 0, us)));
  observe(writeSeconds6, "moments", seconds, ["0.000000", "0.000001", "1753823186.371329"]);
}
