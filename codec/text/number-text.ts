/**
 * Numbers as the shortest decimal text that reads back as the same double: what String(x) gives, to
 * the byte, without making a string of each. No state but tables, any thread.
 *
 * x = whole + fraction, both exact. The fraction is scaled by 10^places, the smallest power that makes
 * the distance to the next double at least 1; the product is kept exactly as a sum of two doubles
 * (Dekker, A floating-point technique for extending the available precision, 1971). All decimals
 * within half that distance read back as x. It is at most 10 wide, so at most one multiple of ten
 * lies there: if one does it is the shortest text, once its zeros are cut, else the nearest whole
 * number is. Powers of two, whose neighbours are not equally far, are whole or have at most 14 digits, which
 * are the shortest. Cases too close to call, the very small and the large are left to String(x).
 */
import type { AsciiText } from "./ascii-text.ts";

/** By value 0..9999: four digits as a little-endian word, digits without leading, and last zeros. */
const DIGITS_4: Int32Array = new Int32Array(10_000);
const LENGTH_4: Uint8Array = new Uint8Array(10_000);
const ZEROS_4: Uint8Array = new Uint8Array(10_000);
for (let value = 0; value < 10_000; value++) {
  const digits = String(value).padStart(4, "0");
  for (let i = 0; i < 4; i++) DIGITS_4[value] |= digits.charCodeAt(i) << (8 * i);
  LENGTH_4[value] = String(value).length;
  ZEROS_4[value] = 4 - digits.replace(/0+$/, "").length;
}

/** What depends on the binary exponent alone, four doubles for each. */
const SCALE = 0;
/** SCALE in two halves of 26 bits. */
const SCALE_HIGH = 1;
const SCALE_LOW = 2;
/** Half the distance to the next double, scaled. */
const HALF_STEP = 3;
const BY_EXPONENT: Float64Array = new Float64Array(2048 * 4);
/** Decimal places by exponent; 0 for exponents that are left to String(x). */
const PLACES: Uint8Array = new Uint8Array(2048);
const EXPONENT_BIAS = 1023;
/** From 2^-19 on 10^places is a double without error (10^22 is the last), and no exponent is written. */
const EXPONENT_MIN = -19;
/** Below 2^26 there are at least 9 places: a group before the last eight digits. */
const EXPONENT_MAX = 25;
/** Dekker's constant, 2^27 + 1. */
const SPLITTER = 134_217_729;
for (let exponent = EXPONENT_MIN; exponent <= EXPONENT_MAX; exponent++) {
  const step = 2 ** (exponent - 52);
  let places = 0;
  while (Number(`1e${places}`) * step < 1) places++;
  const scale = Number(`1e${places}`);
  const high = SPLITTER * scale - (SPLITTER * scale - scale);
  const row = exponent + EXPONENT_BIAS;
  BY_EXPONENT.set([scale, high, scale - high, (step / 2) * scale], row * 4);
  PLACES[row] = places;
}

/** Distances closer than this to a boundary are not decided here; the sums below err by 2^-26. */
const TOO_CLOSE = 1e-6;
/** Below this, whole numbers are digits without an exponent. */
const WHOLE_MAX = 1e15;
const MINUS = 45;
const ZERO = 48;
const POINT = 46;

const double = new Float64Array(1);
const bits = new Int32Array(double.buffer);
const HIGH_WORD: number = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Writes `value`, finite, as String(value) does; -0 as "0". Returns the position after it. @hot */
export function writeNumber(text: AsciiText, start: number, value: number): number {
  const size = Math.abs(value);
  const whole = Math.floor(size);
  if (whole === size) {
    if (size >= WHOLE_MAX) return text.ascii(start, String(value));
    if (value >= 0) return writeWhole(text, start, size);
    text.bytes[start] = MINUS;
    return writeWhole(text, start + 1, size);
  }
  double[0] = value;
  const high = bits[HIGH_WORD];
  const exponent = (high >>> 20) & 2047;
  const places = PLACES[exponent];
  if (places === 0) return text.ascii(start, String(value));

  // Dekker's product: fraction * scale = product + rest, exactly.
  const row = exponent * 4;
  const scaleHigh = BY_EXPONENT[row + SCALE_HIGH];
  const scaleLow = BY_EXPONENT[row + SCALE_LOW];
  const fraction = size - whole;
  const product = fraction * BY_EXPONENT[row + SCALE];
  const spread = SPLITTER * fraction;
  const top = spread - (spread - fraction);
  const low = fraction - top;
  const rest = top * scaleHigh - product + top * scaleLow + low * scaleHigh + low * scaleLow;

  // Two parts, upper * 1e8 + lower; lower is -8..1e8+8 because of `rest`, and what is added before
  // it is cut to a whole number keeps it positive.
  let upper = (product * 1e-8) | 0;
  const lower = product - upper * 1e8 + rest;
  let digits = (((lower * 0.1 + 10.5) | 0) * 10 - 100) | 0;
  const excess = Math.abs(lower - digits) - BY_EXPONENT[row + HALF_STEP];
  if (excess > -TOO_CLOSE) {
    if (excess < TOO_CLOSE) return text.ascii(start, String(value));
    digits = ((lower + 16.5) | 0) - 16;
    if (Math.abs(lower - digits) > 0.5 - TOO_CLOSE) return text.ascii(start, String(value));
  }
  if (digits < 0) {
    digits += 1e8;
    upper--;
  } else if (digits >= 1e8) {
    digits -= 1e8;
    upper++;
  }
  const { bytes, view } = text;
  bytes[start] = MINUS;
  let at = start + (high >>> 31);
  at = whole < 1e4 ? writeGroup(view, at, whole | 0) : writeWhole(text, at, whole);
  bytes[at] = POINT;
  return writeFraction(text, at + 1, upper, digits, places);
}

/** 0..9999 without leading zeros. */
function writeGroup(view: DataView, at: number, group: number): number {
  const length = LENGTH_4[group];
  view.setInt32(at, DIGITS_4[group] >>> (32 - 8 * length), true);
  return at + length;
}

/** The digits upper * 1e8 + digits in `places` places, 9 to 22, less the zeros at the end. */
function writeFraction(
  text: AsciiText,
  start: number,
  upper: number,
  digits: number,
  places: number,
): number {
  const { bytes, view } = text;
  let at = start;
  let group = upper;
  /** Digits of the group in hand: the first one has 1 to 4, those after it four. */
  let width = ((places - 1) & 3) + 1;
  if (places > 16) {
    if (places > 20) {
      view.setInt32(at, DIGITS_4[0] >>> (32 - 8 * width), true);
      at += width;
      width = 4;
    }
    const first = ((group + 0.5) * 1e-8) | 0;
    view.setInt32(at, DIGITS_4[first] >>> (32 - 8 * width), true);
    at += width;
    width = 4;
    group = (group - first * 1e8) | 0;
  }
  if (places > 12) {
    const second = ((group + 0.5) * 1e-4) | 0;
    view.setInt32(at, DIGITS_4[second] >>> (32 - 8 * width), true);
    at += width;
    width = 4;
    group = (group - second * 1e4) | 0;
  }
  view.setInt32(at, DIGITS_4[group] >>> (32 - 8 * width), true);
  at += width;
  const fourth = ((digits + 0.5) * 1e-4) | 0;
  const last = (digits - fourth * 1e4) | 0;
  view.setInt32(at, DIGITS_4[fourth], true);
  view.setInt32(at + 4, DIGITS_4[last], true);
  at += 8 - ZEROS_4[last];
  if (last === 0) while (bytes[at - 1] === ZERO) at--;
  return at;
}

/** Writes a whole number 0..1e15. Returns the position after it. @hot */
export function writeWhole(text: AsciiText, start: number, value: number): number {
  const { view } = text;
  if (value < 1e4) return writeGroup(view, start, value | 0);
  // Half a step more, so that a product a little too small does not lose one.
  if (value < 1e8) {
    const upper = ((value + 0.5) * 1e-4) | 0;
    const at = writeGroup(view, start, upper);
    view.setInt32(at, DIGITS_4[(value - upper * 1e4) | 0], true);
    return at + 4;
  }
  const upper = Math.floor((value + 0.5) * 1e-8);
  const at = writeWhole(text, start, upper);
  const lower = (value - upper * 1e8) | 0;
  const third = ((lower + 0.5) * 1e-4) | 0;
  view.setInt32(at, DIGITS_4[third], true);
  view.setInt32(at + 4, DIGITS_4[lower - third * 1e4], true);
  return at + 8;
}

/** Writes a whole number 0..999999 as exactly six digits. @hot */
export function writeDigits6(text: AsciiText, at: number, value: number): number {
  const upper = ((value + 0.5) * 1e-4) | 0;
  text.view.setInt32(at, DIGITS_4[upper] >>> 16, true);
  text.view.setInt32(at + 2, DIGITS_4[(value - upper * 1e4) | 0], true);
  return at + 6;
}

/** Writes epoch seconds with six decimals, as EventText.seconds6 gives them. @hot */
export function writeSeconds6(text: AsciiText, start: number, epochUs: number): number {
  const seconds = Math.floor(epochUs / 1e6);
  const at = writeWhole(text, start, seconds);
  text.bytes[at] = POINT;
  return writeDigits6(text, at + 1, epochUs - seconds * 1e6);
}
