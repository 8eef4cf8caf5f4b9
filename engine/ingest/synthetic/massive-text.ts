/**
 * Messages of the Massive dialect as text, built by hand: at full speed the simulator writes some
 * hundred thousand a second, and JSON.stringify would take most of the core.
 */
import type { Aggregate, SimulatedStock } from "./stock.ts";

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, i) =>
  `${i}`.padStart(2, "0"),
);
const FOUR_DIGITS: readonly string[] = Array.from({ length: 10_000 }, (_, i) =>
  `${i}`.padStart(4, "0"),
);

/** The text of a price that is on its grid. @hot */
export function priceText(price: number): string {
  if (price < 1) return `0.${FOUR_DIGITS[Math.round(price * 10_000)]}`;
  const cents = Math.round(price * 100);
  const whole = (cents / 100) | 0;
  return `${whole}.${TWO_DIGITS[cents - whole * 100]}`;
}

/** A mean price with four decimals. */
function meanText(price: number): string {
  return `${Math.round(price * 10_000) / 10_000}`;
}

/**
 * `conditions`: the text of `c`, "" to leave it out. `fractions`: the text of `ds`, "" likewise.
 * @hot
 */
export function tradeText(
  stock: SimulatedStock,
  price: number,
  size: number,
  fractions: string,
  conditions: string,
  epochMsText: string,
): string {
  const seqText = `${stock.tradeSeq}`;
  let text = `${stock.tradeHead}${seqText}","p":${priceText(price)},"s":${size}`;
  if (fractions !== "") text += `,"ds":"${fractions}"`;
  if (conditions !== "") text += `,"c":${conditions}`;
  return `${text},"t":${epochMsText},"q":${seqText}}`;
}

/** `ev`: A or AM. */
export function aggregateText(
  ev: string,
  stock: SimulatedStock,
  bar: Aggregate,
  startEpochMs: number,
  endEpochMs: number,
): string {
  const open = stock.officialOpen > 0 ? `"op":${priceText(stock.officialOpen)},` : "";
  return (
    `{"ev":"${ev}","sym":"${stock.symbol}","v":${bar.volume},"av":${stock.dayVolume},${open}` +
    `"vw":${meanText(bar.priceVolume / bar.volume)},"o":${priceText(bar.open)},` +
    `"c":${priceText(bar.close)},"h":${priceText(bar.high)},"l":${priceText(bar.low)},` +
    `"a":${meanText(stock.dayPriceVolume / stock.dayVolume)},` +
    `"z":${Math.round(bar.volume / bar.trades)},"s":${startEpochMs},"e":${endEpochMs}}`
  );
}

/** The time of FMV is in nanoseconds: beyond what a number holds exactly, so its zeros are text. */
export function fmvText(stock: SimulatedStock, fmv: number, epochMs: number): string {
  return `{"ev":"FMV","fmv":${meanText(fmv)},"sym":"${stock.symbol}","t":${epochMs}000000}`;
}
