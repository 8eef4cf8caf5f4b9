/** Known answers of tickers.ts: the names of markets of some sizes. */
import type { Observe, Probe } from "#schemas";
import { FLAT_SYMBOL, SIMULATED_SYMBOLS_MAX, tickers } from "./tickers.ts";

export const TICKERS_PROBE: Probe = {
  name: "tickers",
  stage: "source",
  file: "engine/sources/simulator/tickers.ts",
  needs: [],
  run: (observe: Observe): void => {
    observe("FLAT_SYMBOL", "value", FLAT_SYMBOL);
    observe("SIMULATED_SYMBOLS_MAX", "value", SIMULATED_SYMBOLS_MAX);
    for (const count of [0, 1, 3]) observe("tickers", `${count} names`, tickers(count));
    observe("KNOWN", "the first 100", tickers(100));
    const names = tickers(SIMULATED_SYMBOLS_MAX);
    observe("KNOWN", "100 to 130", names.slice(100, 130));
    observe("madeUp", "130 to 180", names.slice(130, 180));
    observe("madeUp", "the last ones", names.slice(-30));
    observe("tickers", "distinct names of the largest market", new Set(names).size);
    observe("tickers", "all names", names.join(" "));
  },
};
