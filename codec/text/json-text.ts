/** Pieces of JSON text. No state, any thread. */

/**
 * `text` as a JSON string literal, quotes included. Well-formed for every string: control
 * characters, quotes and backslashes are escaped, and so are lone surrogates, which UTF-8 cannot
 * carry.
 */
export function quoted(text: string): string {
  // The native one is both correct and fast; the writer calls it once per symbol and caches.
  return JSON.stringify(text);
}

/** `quoted`, in ASCII alone: every other character is escaped. */
export function quotedAscii(text: string): string {
  return quoted(text).replace(/[^ -~]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

const HEX_OF_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/** The two hex digits of a byte, the first one in the low half: a little-endian word of text. */
export const HEX_WORDS: Uint16Array = Uint16Array.from(HEX_OF_BYTE, (digits) => {
  return digits.charCodeAt(0) | (digits.charCodeAt(1) << 8);
});

/** The 8 lowercase hex digits of a uint32. @hot */
export function hex8(word: number): string {
  return (
    HEX_OF_BYTE[word >>> 24] +
    HEX_OF_BYTE[(word >>> 16) & 255] +
    HEX_OF_BYTE[(word >>> 8) & 255] +
    HEX_OF_BYTE[word & 255]
  );
}

const DIGITS_3: readonly string[] = Array.from({ length: 1000 }, (_, value) =>
  String(value).padStart(3, "0"),
);

/** An integer 0..999999 as exactly six digits. @hot */
export function digits6(value: number): string {
  const high = (value / 1000) | 0;
  return DIGITS_3[high] + DIGITS_3[value - high * 1000];
}

/** An integer 0..99 as exactly two digits. */
export function digits2(value: number): string {
  return DIGITS_3[value].slice(1);
}
