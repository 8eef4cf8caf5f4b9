/** Decimal numbers as text, as feeds write them to keep digits: "100.5", "0.0010". */

const ZERO = 48;
const NINE = 57;
const DOT = 46;
const MINUS = 45;
/** Longer texts are not amounts; a bound keeps a hostile one from costing time. */
const DECIMAL_CHARS_MAX = 40;

/**
 * The number that `text` writes, NaN unless it is a plain decimal: an optional minus, digits, at
 * most one dot with a digit on at least one side. Number() alone would take "", "0x1f", "1e9" and "
 * 7 ". @hot no allocation, no throw.
 */
export function decimalOf(text: string): number {
  const length = text.length;
  if (length === 0 || length > DECIMAL_CHARS_MAX) return Number.NaN;
  let digits = 0;
  let dots = 0;
  for (let i = text.charCodeAt(0) === MINUS ? 1 : 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= ZERO && unit <= NINE) digits += 1;
    else if (unit === DOT && dots === 0) dots = 1;
    else return Number.NaN;
  }
  return digits === 0 ? Number.NaN : Number(text);
}
