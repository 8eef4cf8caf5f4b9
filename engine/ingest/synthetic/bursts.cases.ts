/** Known answers of bursts.ts: when bursts begin and end, and how big they are. */
import { type Observe, of } from "#schemas";
import { Bursts } from "./bursts.ts";
import { type ScriptedRandom, scriptedRandom } from "./scripted-random.ts";
import type { SimulatedStock } from "./stock.ts";

const START_MS = 1_000_000;

/** What bursts need of a stock; it always goes up. */
interface BurstStock {
  price: number;
  isFlat: boolean;
  isBarsOnly: boolean;
  burstDrift: number;
  direction: () => 1 | -1;
}

function stockOf(change: Partial<BurstStock> = {}): SimulatedStock {
  const stock: BurstStock = {
    price: 100,
    isFlat: false,
    isBarsOnly: false,
    burstDrift: 0,
    direction: () => 1,
    ...change,
  };
  return stock as unknown as SimulatedStock;
}

class Rig {
  readonly script: ScriptedRandom;
  readonly bursts: Bursts;
  readonly #stocks: readonly SimulatedStock[];

  constructor(units: readonly number[], perMinute: number, stocks: readonly SimulatedStock[]) {
    this.script = scriptedRandom(units, []);
    this.bursts = new Bursts(this.script.random, perMinute, START_MS);
    this.#stocks = stocks;
  }

  /** What is going on after the market came to START_MS + ms. */
  at(ms: number, activity = 1, usualPerMs = 0.0004): unknown {
    this.bursts.advance(START_MS + ms, this.#stocks, activity, (index) => usualPerMs * (index + 1));
    const active = this.bursts.active.map(({ stock, ...burst }) => [
      this.#stocks.indexOf(stock),
      burst,
    ]);
    const drifts = this.#stocks.map(({ burstDrift }) => burstDrift);
    return [active, drifts, this.bursts.tradesPerMs, this.script.notes.take()];
  }
}

function observeTimes(observe: Observe): void {
  const rig = new Rig([0.5, 0, 0.5, 0.5, 0.5], 2, [stockOf(), stockOf()]);
  observe(of(Bursts, "tradesPerMs"), "at first", rig.bursts.tradesPerMs, 0);
  observe(of(Bursts, "advance"), "before the first", rig.at(-1), [[], [0, 0], 0, []]);
  observe("#begin", "the first", rig.at(0));
  observe(of(Bursts, "advance"), "just before its end", rig.at(24_999), [
    [[0, { due: 0, endMs: 1025000, left: 0, tradesPerMs: 0.0032 }]],
    [0.00126, 0],
    0.0032,
    [],
  ]);
  observe(of(Bursts, "advance"), "at its end", rig.at(25_000), [[], [0, 0], 0, []]);
  observe(of(Bursts, "advance"), "just before the second", rig.at(29_999), [[], [0, 0], 0, []]);
  observe(of(Bursts, "advance"), "the second", rig.at(30_000));
  const calm = new Rig([0.5, 0.9, 0.5, 0.5, 0.5], 2, [stockOf(), stockOf()]);
  observe(of(Bursts, "advance"), "a quarter as active, another stock", calm.at(0, 0.25));
  observe(of(Bursts, "advance"), "a quarter as active, 59 s", calm.at(59_999, 0.25), [
    [],
    [0, 0],
    0,
    [],
  ]);
  observe(of(Bursts, "advance"), "a quarter as active, 60 s", calm.at(60_000, 4));
  observe(of(Bursts, "advance"), "four times as active, 30 s later", calm.at(90_000, 4));
  const soon = new Rig([0.25, 0, 0.5, 0.5, 0.5], 2, [stockOf(), stockOf()]);
  observe(of(Bursts, "advance"), "the first of a hasty market", soon.at(0));
  observe(of(Bursts, "advance"), "just before its second", soon.at(19_499), [
    [[0, { due: 0, endMs: 1025000, left: 0, tradesPerMs: 0.0032 }]],
    [0.00126, 0],
    0.0032,
    [],
  ]);
  observe(of(Bursts, "advance"), "its second", soon.at(19_500));
  const late = new Rig([0.5, 0, 0.5, 0.5, 0.5], 2, [stockOf()]);
  observe(of(Bursts, "advance"), "one stock only once at a time", late.at(60_000));
  const two = new Rig([0.5, 0, 0.5, 0.5, 0.5, 0.5, 0.6, 1, 0.5, 0.5], 2, [stockOf(), stockOf()]);
  observe(of(Bursts, "tradesPerMs"), "two at once", two.at(30_000));
  observe(of(Bursts, "advance"), "the first of two ends", two.at(55_001), [
    [[1, { due: 0, endMs: 1062000, left: 0, tradesPerMs: 0.0064 }]],
    [0, 0.000984375],
    0.0064,
    [],
  ]);
}

function observeRefusals(observe: Observe): void {
  for (const change of [{ isFlat: true }, { isBarsOnly: true }, { burstDrift: 0.5 }]) {
    const rig = new Rig([0.5, 0], 2, [stockOf(change)]);
    observe(of(Bursts, "advance"), `not for ${JSON.stringify(change)}`, rig.at(0));
  }
}

function observeSizes(observe: Observe): void {
  const prices = [0.5, 0.99, 1, 2, 9.99, 10, 30, 49.99, 50, 120, 199.99, 200, 499, 500, 900];
  for (const price of prices) {
    for (const stretch of [0, 1]) {
      const rig = new Rig([0.5, 0, 0.25, stretch, 0.75], 2, [stockOf({ price })]);
      observe("#begin", `price ${price}, stretch ${stretch}`, rig.at(0));
    }
  }
  const down = new Rig([0.5, 0, 0.5, 0.5, 0.5], 2, [stockOf({ direction: () => -1 })]);
  observe("#begin", "down", down.at(0));
  const quiet = new Rig([0.5, 0, 0.5, 0.5, 0.5], 2, [stockOf()]);
  observe("#begin", "a stock that hardly trades", quiet.at(0, 1, 0.000_01));
  const busy = new Rig([0.5, 0, 0.5, 0.5, 0.5], 2, [stockOf()]);
  observe("#begin", "a stock that trades much", busy.at(0, 1, 0.01));
}

export default function cases(observe: Observe): void {
  observeRefusals(observe);
  observeSizes(observe);
  observeTimes(observe);
}
