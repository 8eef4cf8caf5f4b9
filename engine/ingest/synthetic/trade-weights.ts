/** How often each simulated stock trades, relative to the others. */
import type { Random } from "./random.ts";
import type { SimulatedStock } from "./stock.ts";

/** Entries of the table that picks are made from, a power of two. */
const PICKS = 1 << 14;
/** The busiest stock trades four times as often as the quietest. */
const WEIGHT: readonly [number, number] = [0.5, 2];

export class TradeWeights {
  /** Stocks by weight: a uniform pick from here is a weighted pick of a stock. */
  readonly #picks: Uint16Array = new Uint16Array(PICKS);
  readonly #shares: Float64Array;

  /** Draws a weight per stock; stocks with bars only never trade. */
  constructor(stocks: readonly SimulatedStock[], random: Random) {
    const weights = stocks.map((stock) =>
      stock.isBarsOnly ? 0 : random.between(WEIGHT[0], WEIGHT[1]),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    this.#shares = Float64Array.from(weights, (weight) => weight / sum);
    let reached = 0;
    let at = 0;
    for (const [index, share] of this.#shares.entries()) {
      reached += share;
      const end = Math.round(reached * PICKS);
      this.#picks.fill(index, at, end);
      at = Math.max(at, end);
    }
    // The sum of shares may miss 1 by a rounding error; index 0 is the flat stock, which does
    // trade.
  }

  /** Share of all trades, 0 .. 1. */
  shareOf(index: number): number {
    return this.#shares[index] ?? 0;
  }

  /** The stock of the next trade. @hot no allocation. */
  pick(random: Random): number {
    return this.#picks[random.bits() & (PICKS - 1)]!;
  }
}
