/** Known answers of stock.ts: prices and sums, on draws that are written down here. */
import { type Observe, of } from "#schemas";
import { scriptedRandom } from "./scripted-random.ts";
import {
  type Aggregate,
  mergeAggregate,
  onGrid,
  SimulatedStock,
  type StockTraits,
  startAggregate,
} from "./stock.ts";

const RAW = [0.99994, 0.99995, 0.99996, 1, 1.004, 1.006, 12.345, 0.123_45, 0.123_46, 899.999];
const START_MS = 1_000_000;
const LONG_MS = 10 * 60_000;

function stockOf(traits: Partial<StockTraits> = {}): SimulatedStock {
  const all = { symbol: "ABCD", price: 100.004, isFlat: false, isBarsOnly: false, ...traits };
  return new SimulatedStock(all, 5, 11, START_MS);
}

function barOf(values: Partial<Aggregate>): Aggregate {
  const none = { open: 0, high: 0, low: 0, close: 0, volume: 0, priceVolume: 0, trades: 0 };
  return { ...none, ...values };
}

function observeAggregates(observe: Observe): void {
  const bar = barOf({
    open: 1,
    high: 2,
    low: 0.5,
    close: 1.5,
    volume: 7,
    priceVolume: 9,
    trades: 3,
  });
  const into = barOf({ high: 99, volume: 99, priceVolume: 99, trades: 5 });
  startAggregate(into, 12);
  observe(startAggregate, "an old bar", into, {
    close: 12,
    high: 12,
    low: 12,
    open: 12,
    priceVolume: 0,
    trades: 0,
    volume: 0,
  });
  const empty = barOf({ high: 50, volume: 99 });
  mergeAggregate(empty, bar);
  observe(
    mergeAggregate,
    "into an empty one",
    { ...empty },
    { close: 1.5, high: 2, low: 0.5, open: 1, priceVolume: 9, trades: 3, volume: 7 },
  );
  mergeAggregate(empty, barOf({ open: 3, high: 4, low: 0.1, close: 3.5, volume: 1, trades: 1 }));
  observe(
    mergeAggregate,
    "a wider one",
    { ...empty },
    { close: 3.5, high: 4, low: 0.1, open: 1, priceVolume: 9, trades: 4, volume: 8 },
  );
  mergeAggregate(empty, barOf({ open: 2, high: 2, low: 2, close: 2, priceVolume: 4, trades: 2 }));
  observe(mergeAggregate, "a narrower one", empty, {
    close: 2,
    high: 4,
    low: 0.1,
    open: 1,
    priceVolume: 13,
    trades: 6,
    volume: 8,
  });
}

function observePrints(observe: Observe): void {
  const stock = stockOf();
  const sums = () => [{ ...stock.second }, stock.dayVolume, stock.dayPriceVolume];
  const steps: readonly (readonly [
    fact: string,
    price: number,
    size: number,
    isEligible: boolean,
  ])[] = [
    ["a first one that does not count", 90, 1, false],
    ["the first one", 100, 200, true],
    ["a higher one", 101.5, 100, true],
    ["a lower one", 99.25, 300, true],
    ["one that does not count, higher", 120, 5, false],
    ["one that does not count, lower", 50, 5, false],
    ["one between", 100.5, 10, true],
  ];
  for (const [fact, price, size, isEligible] of steps) {
    stock.print(price, size, isEligible);
    observe(of(SimulatedStock, "print"), fact, sums());
  }
  stock.closeSecond();
  observe(
    of(SimulatedStock, "closeSecond"),
    "second and minute",
    [stock.second.trades, { ...stock.minute }],
    [
      0,
      {
        close: 100.5,
        high: 101.5,
        low: 99.25,
        open: 100,
        priceVolume: 61780,
        trades: 6,
        volume: 620,
      },
    ],
  );
  stock.print(103, 10, true);
  observe(of(SimulatedStock, "print"), "the first of the next second", sums(), [
    { close: 103, high: 103, low: 103, open: 103, priceVolume: 1030, trades: 1, volume: 10 },
    631,
    62900,
  ]);
  stock.closeSecond();
  observe(of(SimulatedStock, "closeSecond"), "two seconds", stock.minute, {
    close: 103,
    high: 103,
    low: 99.25,
    open: 100,
    priceVolume: 62810,
    trades: 7,
    volume: 630,
  });
  stock.officialOpen = 5;
  stock.startDay();
  const { officialOpen, dayVolume, dayPriceVolume } = stock;
  observe(
    of(SimulatedStock, "startDay"),
    "what is forgotten",
    [officialOpen, dayVolume, dayPriceVolume],
    [0, 0, 0],
  );
}

/** A stock whose first draws choose a regime. */
function moved(units: readonly number[], gauss: number, steps: readonly number[]): unknown {
  const stock = stockOf();
  const random = scriptedRandom(units, [gauss]);
  const prices = steps.map((ms) => [stock.moveTo(START_MS + ms, random.random), stock.price]);
  return [prices, random.notes.take()];
}

function observeMoves(observe: Observe): void {
  const flat = stockOf({ isFlat: true });
  observe(
    of(SimulatedStock, "moveTo"),
    "a flat one",
    flat.moveTo(START_MS + 999, scriptedRandom([], []).random),
    100,
  );
  const { random } = scriptedRandom([0.1, 0, 0.5], [1, -0.5, 2]);
  const stock = stockOf();
  observe(of(SimulatedStock, "moveTo"), "no time has passed", stock.moveTo(START_MS, random), 100);
  stock.burstDrift = 0.001;
  observe(
    of(SimulatedStock, "moveTo"),
    "four seconds of burst and chance",
    stock.moveTo(START_MS + 4000, random),
    100.41,
  );
  observe(
    of(SimulatedStock, "moveTo"),
    "the same moment",
    stock.moveTo(START_MS + 4000, random),
    100.41,
  );
  observe(
    of(SimulatedStock, "moveTo"),
    "an earlier moment",
    stock.moveTo(START_MS + 3000, random),
    100.41,
  );
  observe(
    of(SimulatedStock, "moveTo"),
    "one second later",
    [stock.moveTo(START_MS + 5000, random), stock.price],
    [100.51, 100.50789975],
  );
  for (const drift of [1, -1]) {
    const jump = stockOf();
    jump.burstDrift = drift;
    observe("STEP_MAX", `drift ${drift}`, jump.moveTo(START_MS + 1000, random));
  }
  const penny = stockOf({ price: 0.0505 });
  penny.burstDrift = -1;
  observe(
    "PRICE_MIN",
    "a fall below",
    [penny.moveTo(START_MS + 1000, random), penny.price],
    [0.05, 0.05],
  );
  const dime = stockOf({ price: 0.0511 });
  dime.burstDrift = -1;
  observe(
    "PRICE_MIN",
    "a fall to just above",
    [dime.moveTo(START_MS + 1000, random), dime.price],
    [0.0501, 0.050078],
  );
}

function observeRegimes(observe: Observe): void {
  for (const pick of [0, 0.55, 0.57, 0.83, 0.85, 0.999_999]) {
    observe("#changeRegime", `pick ${pick}`, moved([pick, 0.5, 0.3, 0.5], 1, [1000]));
  }
  observe("#changeRegime", "a trend down", moved([0.6, 1, 0.7, 0], 0, [1000, 2000]), [
    [
      [99.99, 99.987],
      [99.97, 99.97400169],
    ],
    [
      ["between", 0.00005, 0.00013],
      ["between", 90000, 420000],
    ],
  ]);
  const ends = [0, 89_999, 90_000, 90_001];
  observe("#changeRegime", "the shortest lasts 90 s", moved([0.1, 0, 0, 0.9, 0, 0], 0.5, ends));
  const longest = [0, 419_999, 420_000, LONG_MS];
  observe("#changeRegime", "the longest lasts 420 s", moved([0.1, 0, 1, 0.9, 0, 0], 0.5, longest));
}

function observeDirections(observe: Observe): void {
  for (const [price, units] of [
    [100, [0, 0.49, 0.51, 0.99]],
    [110, [0, 0.34, 0.36]],
    [90, [0.64, 0.66, 1]],
    [200, [0, 0.01]],
    [10, [0.99, 1]],
  ] as const) {
    const stock = stockOf({ price: 100 });
    stock.price = price;
    const { random } = scriptedRandom(units, []);
    observe(
      of(SimulatedStock, "direction"),
      `at ${price} of 100`,
      units.map(() => stock.direction(random)),
    );
  }
}

export default function cases(observe: Observe): void {
  for (const price of RAW) observe(onGrid, `${price}`, onGrid(price));
  const stock = stockOf({ isBarsOnly: true });
  observe(of(SimulatedStock, "constructor"), "what it is at first", { ...stock });
  observeAggregates(observe);
  observePrints(observe);
  observeDirections(observe);
  observeMoves(observe);
  observeRegimes(observe);
}
