/** Known answers of massive-text.ts: prices on their grid and every message. */
import type { Observe } from "#schemas";
import { aggregateText, fmvText, priceText, tradeText } from "./massive-text.ts";
import type { Aggregate, SimulatedStock } from "./stock.ts";

const T_MS = Date.UTC(2024, 5, 3, 15);
const PRICES = [
  0.0005, 0.5, 0.9999, 1, 1.01, 9.99, 10, 12.3, 99.05, 100, 899.99, 0.0501, 0.9, 0.05,
];
/** What the texts need of a stock. */
const STOCK = {
  symbol: "ABCD",
  tradeHead: '{"ev":"T","sym":"ABCD","x":4,"z":3,"i":"',
  tradeSeq: 17,
  officialOpen: 9.75,
  dayVolume: 3000,
  dayPriceVolume: 30_500.55,
} as SimulatedStock;

const BAR: Aggregate = {
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 700,
  priceVolume: 7123.4567,
  trades: 4,
};

export default function cases(observe: Observe): void {
  for (const price of PRICES) observe(priceText, `${price}`, priceText(price));
  observe(
    "meanText",
    "rounded to four decimals",
    fmvText(STOCK, 10.123_456, T_MS),
    '{"ev":"FMV","fmv":10.1235,"sym":"ABCD","t":1717426800000000000}',
  );
  observe(
    fmvText,
    "of a whole price",
    fmvText(STOCK, 10, T_MS + 1),
    '{"ev":"FMV","fmv":10,"sym":"ABCD","t":1717426800001000000}',
  );
  const trade = (fractions: string, conditions: string) =>
    tradeText(STOCK, 10.5, 300, fractions, conditions, `${T_MS}`);
  observe(tradeText, "plain", trade("", ""));
  observe(tradeText, "with fractions", trade("300.5", ""));
  observe(tradeText, "with conditions", trade("", "[37]"));
  observe(tradeText, "with both", trade("300.5", "[37]"));
  observe(aggregateText, "a second", aggregateText("A", STOCK, BAR, T_MS - 1000, T_MS));
  const noOpen = { ...STOCK, officialOpen: 0 } as SimulatedStock;
  observe(aggregateText, "no open yet", aggregateText("AM", noOpen, BAR, T_MS - 60_000, T_MS));
  const cheap = { ...STOCK, officialOpen: 0.5 } as SimulatedStock;
  observe(aggregateText, "a cheap one", aggregateText("A", cheap, BAR, T_MS, T_MS + 1));
}
