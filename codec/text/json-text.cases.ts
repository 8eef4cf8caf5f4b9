/** Cases of the pieces of JSON text. */
import type { Observe } from "#schemas";
import { digits2, digits6, hex8, quoted } from "./json-text.ts";

const TEXTS = ["", "AAPL", 'a"b\\c', "\u0000\n\u001f\u007f", "Ω\ud800", "\u2028"];
const WORDS = [0, 1, 255, 256, 0x00ff00, 0x0a1b2c3d, 0x80000000, 0xffffffff, -1];

const twoHex = (byte: number): string => byte.toString(16).padStart(2, "0");

export default function cases(observe: Observe): void {
  for (const text of TEXTS) observe(quoted, JSON.stringify(text), quoted(text));
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const wrong = bytes.filter((byte) => hex8(byte * 0x01010101) !== twoHex(byte).repeat(4));
  observe("HEX_OF_BYTE", "bytes that are not written as they should be", wrong, []);
  for (const word of WORDS) observe(hex8, String(word), hex8(word));
  const values = Array.from({ length: 1000 }, (_, value) => value);
  const twice = (value: number) => String(value).padStart(3, "0").repeat(2);
  const bad = values.filter((value) => digits6(value * 1001) !== twice(value));
  observe("DIGITS_3", "values that are not written as they should be", bad, []);
  for (const value of [0, 7, 999, 1000, 1001, 123_456, 999_999]) {
    observe(digits6, String(value), digits6(value));
  }
  for (const value of [0, 9, 10, 59, 99]) observe(digits2, String(value), digits2(value));
}
