/**
 * A frame's text as bytes, and how to read the plain half of JSON out of them in place: no object and
 * no substring a value. Ingest thread.
 *
 * What is read is read exactly as JSON.parse reads it, and whatever is not plain is NOT_PLAIN: white
 * space, escapes, text outside ASCII, signs and exponents where a number is wanted, nesting. That says
 * nothing of its worth; whoever asks hands the frame to JSON.parse then.
 *
 * Positions are indices of characters and of bytes at once, since all bytes are ASCII. A zero byte
 * behind the text ends every reading, as no token of JSON holds one.
 */

/** Not of the plain half of JSON, or no JSON at all. */
export const NOT_PLAIN = -1;
/** Reads of several bytes at once may go this far past the zero byte. */
const SLACK_BYTES = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const SPACE = 32;
/** `"?":` as the bytes of a little-endian word, whatever stands for the question mark. */
const SHORT_KEY_MASK = 0xff_ff_00_ff | 0;
const SHORT_KEY = 0x3a_22_00_22;
/** Four bytes of text each, as little-endian words. */
const TRUE = 0x65_75_72_74;
const NULL = 0x6c_6c_75_6e;
const FALS = 0x73_6c_61_66;
const LOWER_E = 101;
/** Longer keys than this many bytes do not fit the number that stands for a key. */
const KEY_BYTES_MAX = 4;
/** So many digits fit an Int32. */
const DIGITS_MAX = 9;
/** As DECIMAL_CHARS_MAX of decimal.ts: a longer text is no amount. */
const NUMBER_CHARS_MAX = 40;
const TEN_TO: Float64Array = Float64Array.from([1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]);

export class JsonBytes {
  /** The position behind what key, number, epochMs or amount read last, NOT_PLAIN if that failed. */
  end = 0;
  /** Longest text that it takes, characters. */
  readonly charsMax: number;
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #encoder: TextEncoder = new TextEncoder();
  #text = "";

  constructor(charsMax: number) {
    this.charsMax = charsMax;
    this.bytes = new Uint8Array(charsMax + SLACK_BYTES);
    this.#view = new DataView(this.bytes.buffer);
  }

  /** Takes a text; false when it is too long or not ASCII throughout. @hot no allocation but one small object. */
  load(text: string): boolean {
    const { length } = text;
    if (length > this.charsMax) return false;
    // What is not ASCII takes more bytes than UTF-16 units.
    if (this.#encoder.encodeInto(text, this.bytes).written !== length) return false;
    this.bytes[length] = 0;
    this.#text = text;
    return true;
  }

  /** The text of [from, end). */
  slice(from: number, end: number): string {
    return this.#text.slice(from, end);
  }

  /**
   * The key with its quotes and colon at `at`, as a number: its bytes, the last one lowest. 0 when it
   * is longer than that holds. `end` is behind the colon. @hot
   */
  key(at: number): number {
    const word = this.#view.getInt32(at, true);
    if ((word & SHORT_KEY_MASK) === SHORT_KEY) {
      const unit = (word >> 8) & 0xff;
      if (unit < SPACE || unit === BACKSLASH || unit === QUOTE) return this.#none();
      this.end = at + KEY_BYTES_MAX;
      return unit;
    }
    return this.#longKey(at);
  }

  #longKey(at: number): number {
    const end = this.string(at);
    const { bytes } = this;
    if (end === NOT_PLAIN || bytes[end] !== COLON) return this.#none();
    this.end = end + 1;
    // Two quotes, and what stands between them.
    if (end - at > KEY_BYTES_MAX + 2) return 0;
    let key = 0;
    for (let i = at + 1; i < end - 1; i++) key = (key << 8) | bytes[i]!;
    return key;
  }

  /** The position behind the string at `at`, or NOT_PLAIN. @hot */
  string(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== QUOTE) return NOT_PLAIN;
    let i = at + 1;
    for (;;) {
      const unit = bytes[i]!;
      if (unit === QUOTE) return i + 1;
      if (unit < SPACE || unit === BACKSLASH) return NOT_PLAIN;
      i++;
    }
  }

  /**
   * The number at `at`, digits with or without a fraction, exactly as JSON.parse has it; NOT_PLAIN
   * for anything else. @hot no allocation below 2^53 and 10 decimals.
   */
  number(at: number): number {
    const { bytes } = this;
    let i = at;
    let digit = bytes[i]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return this.#none();
    let whole = digit;
    digit = bytes[++i]! - ZERO;
    if (whole === 0 && digit >= 0 && digit <= 9) return this.#none();
    for (const end = at + DIGITS_MAX; digit >= 0 && digit <= 9; digit = bytes[++i]! - ZERO) {
      if (i === end) return this.#moreDigits(at, whole, i);
      whole = (Math.imul(whole, 10) + digit) | 0;
    }
    this.end = i;
    return digit === DOT - ZERO ? this.#fraction(at, whole, i + 1) : whole;
  }

  /** `high`, the nine digits at `at`, and those from `from`. @hot */
  #moreDigits(at: number, high: number, from: number): number {
    const { bytes } = this;
    let i = from;
    let low = 0;
    let digit = bytes[i]! - ZERO;
    for (const end = from + DIGITS_MAX; digit >= 0 && digit <= 9; digit = bytes[++i]! - ZERO) {
      if (i === end) return this.#longNumber(at);
      low = (Math.imul(low, 10) + digit) | 0;
    }
    const whole = high * TEN_TO[i - from]! + low;
    if (whole > Number.MAX_SAFE_INTEGER) return this.#longNumber(at);
    this.end = i;
    return digit === DOT - ZERO ? this.#fraction(at, whole, i + 1) : whole;
  }

  /** `whole`, which begins at `at`, and the decimals from `from`. @hot */
  #fraction(at: number, whole: number, from: number): number {
    const { bytes } = this;
    let i = from;
    let part = 0;
    let digit = bytes[i]! - ZERO;
    for (const end = from + DIGITS_MAX; digit >= 0 && digit <= 9; digit = bytes[++i]! - ZERO) {
      if (i === end) return this.#longNumber(at);
      part = (Math.imul(part, 10) + digit) | 0;
    }
    if (i === from) return this.#none();
    const tenTo = TEN_TO[i - from]!;
    // Whole numbers below 2^53 and powers of ten up to 10^22 are exact, so their quotient is the double
    // nearest to what the text says (Clinger 1990, "How to read floating point numbers accurately").
    const scaled = whole * tenTo + part;
    if (scaled > Number.MAX_SAFE_INTEGER) return this.#longNumber(at);
    this.end = i;
    return scaled / tenTo;
  }

  /** A number of many digits: rare enough for a substring. */
  #longNumber(at: number): number {
    const end = this.#digitsEnd(at);
    if (end === NOT_PLAIN || end - at > NUMBER_CHARS_MAX) return this.#none();
    this.end = end;
    return Number(this.slice(at, end));
  }

  /** As `number`, and fast for 13 digits: the milliseconds of the years 2001 to 2286. @hot */
  epochMs(at: number): number {
    const view = this.#view;
    const high = fourDigits(view.getInt32(at, true));
    // Below 1000 it has a leading zero, or is no number of four digits.
    if (high < 1000) return this.number(at);
    const middle = fourDigits(view.getInt32(at + 4, true));
    const low = fourDigits(view.getInt32(at + 8, true));
    const { bytes } = this;
    const last = bytes[at + 12]! - ZERO;
    if (middle < 0 || low < 0 || !(last >= 0 && last <= 9)) return this.number(at);
    const next = bytes[at + 13]!;
    if (next >= ZERO && next <= NINE) return this.number(at);
    const whole = (high * 10_000 + middle) * 100_000 + (low * 10 + last);
    this.end = at + 13;
    return next === DOT ? this.#fraction(at, whole, at + 14) : whole;
  }

  /** A number that stands in quotes. @hot as `number`. */
  amount(at: number): number {
    if (this.bytes[at] !== QUOTE) return this.#none();
    const value = this.number(at + 1);
    if (value === NOT_PLAIN || this.bytes[this.end] !== QUOTE) return this.#none();
    this.end += 1;
    return value;
  }

  /** The position behind the value at `at`, a scalar or an array of scalars; or NOT_PLAIN. @hot */
  skip(at: number): number {
    const first = this.bytes[at]!;
    if (first === QUOTE) return this.string(at);
    if (first === MINUS) return this.#digitsEnd(at + 1);
    if (first >= ZERO && first <= NINE) return this.#digitsEnd(at);
    return first === OPEN_ARRAY ? this.#arrayEnd(at) : this.#wordEnd(at);
  }

  /** The position behind a number without sign and exponent; or NOT_PLAIN. @hot */
  #digitsEnd(at: number): number {
    const { bytes } = this;
    let i = at;
    let unit = bytes[i]!;
    if (!(unit >= ZERO && unit <= NINE)) return NOT_PLAIN;
    const isZero = unit === ZERO;
    do unit = bytes[++i]!;
    while (unit >= ZERO && unit <= NINE);
    if (isZero && i > at + 1) return NOT_PLAIN;
    if (unit !== DOT) return i;
    const from = i + 1;
    do unit = bytes[++i]!;
    while (unit >= ZERO && unit <= NINE);
    return i === from ? NOT_PLAIN : i;
  }

  #arrayEnd(at: number): number {
    const { bytes } = this;
    if (bytes[at + 1] === CLOSE_ARRAY) return at + 2;
    let i = at;
    do {
      i += 1;
      if (bytes[i] === OPEN_ARRAY) return NOT_PLAIN;
      i = this.skip(i);
      if (i === NOT_PLAIN) return NOT_PLAIN;
    } while (bytes[i] === COMMA);
    return bytes[i] === CLOSE_ARRAY ? i + 1 : NOT_PLAIN;
  }

  #none(): number {
    this.end = NOT_PLAIN;
    return NOT_PLAIN;
  }

  #wordEnd(at: number): number {
    const word = this.#view.getInt32(at, true);
    if (word === TRUE || word === NULL) return at + 4;
    return word === FALS && this.bytes[at + 4] === LOWER_E ? at + 5 : NOT_PLAIN;
  }
}

/**
 * The number that four bytes write as digits, the first one lowest in `word`; -1 for anything else.
 * All four at once: digits in pairs, then the pairs. @hot
 */
function fourDigits(word: number): number {
  const digits = word ^ 0x30_30_30_30;
  // Above 9, or not of 0x30 to 0x3f: a high half-byte is set, by itself or when 6 is added.
  if (((digits | (digits + 0x06_06_06_06)) & 0xf0_f0_f0_f0) !== 0) return -1;
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) | 0;
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff);
}
