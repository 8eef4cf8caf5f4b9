/** Known answers of tickers.ts: the names of markets of some sizes. */
import type { Observe } from "#schemas";
import { SIMULATED_SYMBOLS_MAX, tickers } from "./tickers.ts";

export default function cases(observe: Observe): void {
  for (const count of [0, 1, 3]) observe(tickers, `${count} names`, tickers(count));
  observe("KNOWN", "the first 100", tickers(100));
  const names = tickers(SIMULATED_SYMBOLS_MAX);
  observe("KNOWN", "100 to 130", names.slice(100, 130));
  observe("madeUp", "130 to 180", names.slice(130, 180));
  observe("madeUp", "the last ones", names.slice(-30));
  observe(tickers, "distinct names of the largest market", new Set(names).size, 8000);
  const each100th = names.filter((_, i) => i % 100 === 0);
  observe(tickers, "every hundredth name", each100th.join(" "));
  const letters = Map.groupBy(names.join(""), (letter) => letter);
  const counted = [...letters].map(([letter, all]) => [letter, all.length]);
  observe(tickers, "letters of all names", Object.fromEntries(counted));
}
