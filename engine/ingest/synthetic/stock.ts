/**
 * One simulated stock: a price that wanders by regime, and the sums of its second, minute and day.
 */
import type { Random } from "./random.ts";

/** Running sums of a window. */
export interface Aggregate {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** Sum of price x size. */
  priceVolume: number;
  trades: number;
}

/** What a stock does for a while. Drift per second and deviation per square root of a second. */
interface Regime {
  readonly share: number;
  readonly drift: readonly [number, number];
  readonly deviation: number;
}

// Trends move 0.3 to 0.8 % a minute; a calm stock strays about 0.04 % a minute, a volatile one 0.2
// %.
const REGIMES: readonly Regime[] = [
  { share: 0.56, drift: [0, 0], deviation: 0.000_05 },
  { share: 0.28, drift: [0.000_05, 0.000_13], deviation: 0.000_06 },
  { share: 0.16, drift: [0, 0], deviation: 0.000_25 },
];
const REGIME_MS: readonly [number, number] = [90_000, 420_000];
/** A single step never moves a price by more, whatever time has passed. */
const STEP_MAX = 0.02;
/** How strongly a stock that strayed from its base price tends back when it picks a direction. */
const PULL = 1.5;
const PRICE_MIN = 0.05;

/** A price on its grid: cents from 1 dollar on, hundredths of a cent below. @hot */
export function onGrid(price: number): number {
  return price >= 1 ? Math.round(price * 100) / 100 : Math.round(price * 10_000) / 10_000;
}

function emptyAggregate(): Aggregate {
  return { open: 0, high: 0, low: 0, close: 0, volume: 0, priceVolume: 0, trades: 0 };
}

/** What a stock is from the start on. */
export interface StockTraits {
  readonly symbol: string;
  readonly price: number;
  /** Constant price. */
  readonly isFlat: boolean;
  /** No trades, minute bars only. */
  readonly isBarsOnly: boolean;
}

export class SimulatedStock {
  /** Position in the market's list. */
  readonly index: number;
  readonly symbol: string;
  readonly isFlat: boolean;
  readonly isBarsOnly: boolean;
  readonly basePrice: number;
  /** Text of a trade up to its id; cached, as it is half of the message. */
  readonly tradeHead: string;
  /** The wandering price; prints are this on the grid of prices. */
  price: number;
  /** Sequence of the newest trade. */
  tradeSeq = 0;
  officialOpen = 0;
  dayVolume = 0;
  dayPriceVolume = 0;
  readonly second: Aggregate = emptyAggregate();
  readonly minute: Aggregate = emptyAggregate();
  /** Extra drift per second while a burst lasts. */
  burstDrift = 0;
  #drift = 0;
  #deviation = 0;
  #regimeEndMs = 0;
  #movedMs: number;

  constructor(traits: StockTraits, index: number, exchange: number, startMs: number) {
    this.index = index;
    this.symbol = traits.symbol;
    this.isFlat = traits.isFlat;
    this.isBarsOnly = traits.isBarsOnly;
    this.basePrice = onGrid(traits.price);
    this.price = this.basePrice;
    this.#movedMs = startMs;
    this.tradeHead = `{"ev":"T","sym":"${traits.symbol}","x":${exchange},"z":3,"i":"`;
  }

  /** Moves the price on to `epochMs` and returns it on its grid. @hot no allocation. */
  moveTo(epochMs: number, random: Random): number {
    if (this.isFlat) return this.basePrice;
    if (epochMs >= this.#regimeEndMs) this.#changeRegime(epochMs, random);
    const seconds = (epochMs - this.#movedMs) / 1000;
    if (seconds > 0) {
      this.#movedMs = epochMs;
      const drift = (this.#drift + this.burstDrift) * seconds;
      const step = drift + this.#deviation * Math.sqrt(seconds) * random.gauss();
      this.price *= 1 + Math.max(-STEP_MAX, Math.min(STEP_MAX, step));
      if (this.price < PRICE_MIN) this.price = PRICE_MIN;
    }
    return onGrid(this.price);
  }

  /** +1 or -1, with a pull towards the base price. */
  direction(random: Random): 1 | -1 {
    const stray = this.price / this.basePrice - 1;
    return random.unit() < 0.5 - Math.max(-0.5, Math.min(0.5, PULL * stray)) ? 1 : -1;
  }

  /** Counts a print into second and day. @hot no allocation. */
  print(price: number, size: number, isEligible: boolean): void {
    const { second } = this;
    this.dayVolume += size;
    this.dayPriceVolume += price * size;
    if (!isEligible && second.trades === 0) return; // a bar is made of prices that count
    if (second.trades === 0) startAggregate(second, price);
    if (isEligible) {
      if (price > second.high) second.high = price;
      if (price < second.low) second.low = price;
      second.close = price;
    }
    second.volume += size;
    second.priceVolume += price * size;
    second.trades += 1;
  }

  /** Moves the sums of the second that is over into its minute. */
  closeSecond(): void {
    mergeAggregate(this.minute, this.second);
    this.second.trades = 0;
  }

  /** A new date: nothing traded yet, no official open. */
  startDay(): void {
    this.officialOpen = 0;
    this.dayVolume = 0;
    this.dayPriceVolume = 0;
  }

  #changeRegime(epochMs: number, random: Random): void {
    let pick = random.unit();
    let regime = REGIMES[0] as Regime;
    for (const candidate of REGIMES) {
      regime = candidate;
      pick -= candidate.share;
      if (pick < 0) break;
    }
    const size = random.between(regime.drift[0], regime.drift[1]);
    this.#drift = size === 0 ? 0 : size * this.direction(random);
    this.#deviation = regime.deviation;
    this.#regimeEndMs = epochMs + random.between(REGIME_MS[0], REGIME_MS[1]);
  }
}

/** Begins a window with its first price. @hot */
export function startAggregate(bar: Aggregate, price: number): void {
  bar.open = price;
  bar.high = price;
  bar.low = price;
  bar.close = price;
  bar.volume = 0;
  bar.priceVolume = 0;
  bar.trades = 0;
}

/** Adds a later window to an earlier one. @hot */
export function mergeAggregate(into: Aggregate, bar: Aggregate): void {
  if (into.trades === 0) startAggregate(into, bar.open);
  if (bar.high > into.high) into.high = bar.high;
  if (bar.low < into.low) into.low = bar.low;
  into.close = bar.close;
  into.volume += bar.volume;
  into.priceVolume += bar.priceVolume;
  into.trades += bar.trades;
}
