/** Text written byte by byte: what stands before and what was left over must not show. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AsciiPiece, AsciiText } from "./ascii-text.ts";

const TEXT_BYTES_MAX = 256;
const ascii = fc.string({ unit: "binary-ascii", maxLength: 40 });

describe("AsciiText", () => {
  test("is its parts, one after the other", () => {
    const text = new AsciiText(TEXT_BYTES_MAX);
    fc.assert(
      fc.property(fc.array(fc.tuple(ascii, fc.boolean()), { maxLength: 6 }), (parts) => {
        text.bytes.fill(0x7e);
        let at = 0;
        for (const [part, isPiece] of parts) {
          at = isPiece ? text.piece(at, new AsciiPiece(part)) : text.ascii(at, part);
        }
        expect(text.text(at)).toBe(parts.map(([part]) => part).join(""));
      }),
    );
  });

  test("repeats what it holds", () => {
    const text = new AsciiText(TEXT_BYTES_MAX);
    fc.assert(
      fc.property(ascii, ascii, (before, part) => {
        const from = text.ascii(0, before);
        const gap = text.ascii(text.ascii(from, part), "12345678");
        const end = text.copy(gap, text, from, part.length);
        expect(text.text(end)).toBe(`${before}${part}12345678${part}`);
      }),
    );
  });

  test("gives strings that later texts do not change", () => {
    const text = new AsciiText(TEXT_BYTES_MAX);
    const first = text.text(text.ascii(0, "first"));
    text.ascii(0, "other");
    expect(first).toBe("first");
  });

  test("has room for its longest text, and none beyond", () => {
    const text = new AsciiText(16);
    expect(text.text(text.piece(7, new AsciiPiece("123456789"))).slice(7)).toBe("123456789");
    expect(() => text.piece(40, new AsciiPiece("12345678"))).toThrow(RangeError);
  });
});

test("AsciiPiece refuses what is not ASCII", () => {
  expect(() => new AsciiPiece("a→")).toThrow(/Invariant: character 1/);
});
