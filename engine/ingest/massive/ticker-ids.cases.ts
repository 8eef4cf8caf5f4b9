/** Known answers of ticker-ids.ts: ids come back by both words, however many there are. */
import { asSymbolId } from "#codec";
import { type Observe, of } from "#schemas";
import { TICKER_BYTES_MAX, TickerIds } from "./ticker-ids.ts";

/** More than the first memory takes, several times over. */
const MANY = 5000;

export default function cases(observe: Observe): void {
  const tickers = new TickerIds();
  observe({ TICKER_BYTES_MAX }, "longest", TICKER_BYTES_MAX, 8);
  observe(of(TickerIds, "idOf"), "nothing known", tickers.idOf(1, 2), 0);
  tickers.learn(1, 2, asSymbolId(7));
  tickers.learn(2, 1, asSymbolId(8));
  tickers.learn(-5, 2, asSymbolId(9));
  const asked = [tickers.idOf(1, 2), tickers.idOf(2, 1), tickers.idOf(-5, 2), tickers.idOf(1, 1)];
  observe(of(TickerIds, "learn"), "by both words", asked, [7, 8, 9, 0]);
  const many = new TickerIds();
  for (let i = 1; i <= MANY; i++) many.learn(i % 7, i, asSymbolId(i));
  let wrong = 0;
  for (let i = 1; i <= MANY; i++) if (many.idOf(i % 7, i) !== i) wrong += 1;
  observe("#grow", "wrong ids of many", wrong, 0);
}
