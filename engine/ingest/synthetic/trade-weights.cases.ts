/** Known answers of trade-weights.ts: shares and picks, on draws of its own. */
import { type Observe, of } from "#schemas";
import type { Random } from "./random.ts";
import type { SimulatedStock } from "./stock.ts";
import { TradeWeights } from "./trade-weights.ts";

const PICKS = 1 << 14;

/** Weights in turn; bits count up from 0. */
function scripted(weights: readonly number[], ranges: unknown[]): Random {
  let drawn = 0;
  let counter = 0;
  const random: Pick<Random, "between" | "bits"> = {
    between: (low, high) => {
      ranges.push([low, high]);
      return weights[drawn++ % weights.length] as number;
    },
    bits: () => counter++,
  };
  return random as Random;
}

/** Of a stock the weights ask this only. */
const stocksOf = (...isBarsOnly: boolean[]): SimulatedStock[] =>
  isBarsOnly.map((is) => ({ isBarsOnly: is })) as unknown as SimulatedStock[];

export default function cases(observe: Observe): void {
  const ranges: unknown[] = [];
  const random = scripted([0.5, 2, 1.25], ranges);
  const weights = new TradeWeights(stocksOf(false, false, true, false), random);
  observe("WEIGHT", "range of the draws", ranges, [
    [0.5, 2],
    [0.5, 2],
    [0.5, 2],
  ]);
  observe(of(TradeWeights, "shareOf"), "a stock that is not there", weights.shareOf(9), 0);
  const shares = [0, 1, 2, 3].map((index) => weights.shareOf(index));
  observe(
    of(TradeWeights, "constructor"),
    "shares",
    shares,
    [0.133333333333, 0.533333333333, 0, 0.333333333333],
  );
  const picks = Array.from({ length: PICKS + 2 }, () => weights.pick(random));
  const firsts = picks.flatMap((index, i) => (index === picks[i - 1] ? [] : [[i, index]]));
  observe(
    of(TradeWeights, "constructor"),
    "where each stock begins in the table",
    firsts.slice(0, 3),
    [
      [0, 0],
      [2185, 1],
      [10923, 3],
    ],
  );
  observe(
    of(TradeWeights, "pick"),
    "behind its end the table begins again",
    [firsts.slice(3), picks.slice(-2)],
    [[[16384, 0]], [0, 0]],
  );
  const many = new TradeWeights(stocksOf(...Array(30).fill(false)), scripted([1, 1.7, 0.9], []));
  const counter = scripted([1], []);
  const counts = new Array(30).fill(0);
  for (let i = 0; i < PICKS; i++) counts[many.pick(counter)] += 1;
  observe(of(TradeWeights, "constructor"), "entries of 30 stocks", counts);
}
