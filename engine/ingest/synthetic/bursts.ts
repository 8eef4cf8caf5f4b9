/**
 * Bursts: now and then a stock moves some percent within half a minute on many times its usual
 * volume. They are what the surge detector looks for; sizes follow the price, because its gates do.
 */
import type { Random } from "./random.ts";
import type { SimulatedStock } from "./stock.ts";

/** A burst in progress. */
export interface Burst {
  readonly stock: SimulatedStock;
  readonly endMs: number;
  /** Trades per millisecond on top of the usual ones. */
  readonly tradesPerMs: number;
  /** Fractions of a trade that are due. */
  due: number;
  /** Trades that are still to come in the step in work. */
  left: number;
}

const DURATION_MS: readonly [number, number] = [18_000, 32_000];
/**
 * Extra trades, as a multiple of the stock's usual rate; and a floor for stocks that hardly trade.
 */
const RATE_FACTOR: readonly [number, number] = [6, 10];
const TRADES_PER_SECOND_MIN = 1.5;
/** Size of the move as a fraction: this range, times what the price makes necessary. */
const STRETCH: readonly [number, number] = [1.3, 2.2];
const MOVE_MIN = 0.018;
const MOVE_MAX = 0.07;
/** Least dollars that are worth being called a surge, by price. */
const DOLLARS_BY_PRICE: readonly (readonly [below: number, dollars: number])[] = [
  [1, 0.02],
  [10, 0.1],
  [50, 0.5],
  [200, 1.5],
  [500, 3],
  [Number.POSITIVE_INFINITY, 5],
];

export class Bursts {
  readonly active: Burst[] = [];
  readonly #random: Random;
  readonly #perMinute: number;
  #nextMs: number;

  /** `perMinute`: bursts that begin per minute of regular hours. */
  constructor(random: Random, perMinute: number, startMs: number) {
    this.#random = random;
    this.#perMinute = perMinute;
    this.#nextMs = startMs;
  }

  /** Extra trades per millisecond of all bursts in progress. */
  get tradesPerMs(): number {
    let sum = 0;
    for (const burst of this.active) sum += burst.tradesPerMs;
    return sum;
  }

  /**
   * Ends and begins bursts. `activity`: of the market, 1 = usual. `usualPerMs`: trades of one
   * stock.
   */
  advance(
    epochMs: number,
    stocks: readonly SimulatedStock[],
    activity: number,
    usualPerMs: (index: number) => number,
  ): void {
    for (let i = this.active.length - 1; i >= 0; i--) {
      const burst = this.active[i] as Burst;
      if (epochMs < burst.endMs) continue;
      burst.stock.burstDrift = 0;
      this.active.splice(i, 1);
    }
    while (epochMs >= this.#nextMs) {
      const meanMs = 60_000 / (this.#perMinute * Math.min(1, Math.sqrt(activity)));
      this.#nextMs += meanMs * this.#random.between(0.3, 1.7);
      const index = Math.floor(this.#random.unit() * stocks.length);
      const stock = stocks[index] as SimulatedStock;
      if (stock.isFlat || stock.isBarsOnly || stock.burstDrift !== 0) continue;
      this.#begin(stock, epochMs, usualPerMs(index));
    }
  }

  #begin(stock: SimulatedStock, epochMs: number, usualPerMs: number): void {
    const random = this.#random;
    const durationMs = random.between(DURATION_MS[0], DURATION_MS[1]);
    const row = DOLLARS_BY_PRICE.find(([below]) => stock.price < below) as readonly [
      number,
      number,
    ];
    const needed = Math.max(MOVE_MIN, row[1] / stock.price);
    const move = Math.min(MOVE_MAX, needed * random.between(STRETCH[0], STRETCH[1]));
    stock.burstDrift = (stock.direction(random) * move * 1000) / durationMs;
    const factor = random.between(RATE_FACTOR[0], RATE_FACTOR[1]);
    const tradesPerMs = Math.max(TRADES_PER_SECOND_MIN / 1000, factor * usualPerMs);
    this.active.push({ stock, endMs: epochMs + durationMs, tradesPerMs, due: 0, left: 0 });
  }
}
