/**
 * A seeded market with its own clock: trades, second and minute aggregates and fair values of some
 * hundred stocks, as messages of the Massive dialect. One thread.
 *
 * The same options give the same messages, byte for byte; the wall clock never enters. Time moves
 * in steps of 20 ms of event time. Per symbol, trade times never fall and sequences are contiguous.
 */
import { Calendar, STATUS_REGULAR } from "#engine/detect";
import { Bursts } from "./bursts.ts";
import { activityAt } from "./market-hours.ts";
import { aggregateText, fmvText, tradeText } from "./massive-text.ts";
import { Random } from "./random.ts";
import { mergeAggregate, onGrid, SimulatedStock, startAggregate } from "./stock.ts";
import { SIMULATED_SYMBOLS_MAX, tickers } from "./tickers.ts";
import { TradeWeights } from "./trade-weights.ts";

/** Channels of the dialect that the simulator fills, by number. */
export const CHANNELS = ["T", "A", "AM", "FMV"] as const;
const CHANNEL_T = 0;
const CHANNEL_A = 1;
const CHANNEL_AM = 2;
const CHANNEL_FMV = 3;

/** Event time of one step, milliseconds. */
const STEP_MS = 20;

export interface SimulatorOptions {
  readonly seed: number;
  /** 500 .. 8,000 in an engine; a test may take fewer, at least 20. */
  readonly symbols: number;
  /** Mean trades per second of regular hours, all symbols together. */
  readonly ticksPerSecond: number;
  /** Event time of the first step, epoch microseconds; cut to a whole second. */
  readonly startEpochUs: number;
  /** Bursts that begin per minute. Default 26. */
  readonly burstsPerMinute?: number;
}

/** Takes messages in order; `channel` is an index into CHANNELS, `stock` into `symbols`. */
export interface MarketSink {
  message(channel: number, stock: number, text: string): void;
}

const BURSTS_PER_MINUTE = 26;
/** One of this many symbols, at least one, has minute bars only. */
const BARS_ONLY_EVERY = 75;
const FMV_EVERY_S = 60;
/** One symbol in this many has a fair value far from its price. */
const MISPRICED_EVERY = 97;
const ODD_LOT_SHARE = 0.04;
const STRAY_ODD_LOT_SHARE = 0.005;
const FRACTION_SHARE = 0.045;
const ODD_LOT_TEXT = "[37]";

export class MarketSimulator {
  readonly symbols: readonly string[];
  readonly #options: SimulatorOptions;
  readonly #sink: MarketSink;
  readonly #random: Random;
  readonly #stocks: readonly SimulatedStock[];
  readonly #bursts: Bursts;
  readonly #calendar: Calendar = new Calendar("us-equities");
  readonly #weights: TradeWeights;
  /** Symbols that traded in the second in work. */
  readonly #traded: number[] = [];
  #nowMs: number;
  #activity = 1;
  #sessionDate = 0;
  #due = 0;
  #tickCount = 0;

  constructor(options: SimulatorOptions, sink: MarketSink) {
    const { symbols, seed } = options;
    if (!(symbols >= 20 && symbols <= SIMULATED_SYMBOLS_MAX)) {
      throw new Error(`Invariant: symbols=${symbols} lies in 20..${SIMULATED_SYMBOLS_MAX}`);
    }
    this.#options = options;
    this.#sink = sink;
    this.#random = new Random(seed);
    this.#nowMs = Math.floor(options.startEpochUs / 1e6) * 1000;
    this.symbols = tickers(symbols);
    this.#stocks = this.symbols.map((symbol, i) => this.#makeStock(symbol, i));
    this.#weights = new TradeWeights(this.#stocks, this.#random);
    const perMinute = options.burstsPerMinute ?? BURSTS_PER_MINUTE;
    this.#bursts = new Bursts(this.#random, perMinute, this.#nowMs);
    this.#locate();
    if (this.#calendar.marketStatus === STATUS_REGULAR) this.#pretendMorning();
  }

  /** Event time that has been reached, epoch microseconds. */
  get nowEpochUs(): number {
    return this.#nowMs * 1000;
  }

  /** Trades written so far. */
  get tickCount(): number {
    return this.#tickCount;
  }

  /** Moves the market on by STEP_MS of event time. */
  step(): void {
    if (this.#nowMs % 1000 === 0) this.#startSecond();
    const startMs = this.#nowMs;
    this.#trade(startMs);
    this.#nowMs = startMs + STEP_MS;
    if (this.#nowMs % 1000 === 0) this.#endSecond();
    if (this.#nowMs % 60_000 === 0) this.#endMinute();
  }

  #makeStock(symbol: string, index: number): SimulatedStock {
    const isFlat = index === 0;
    const isBarsOnly = !isFlat && index % BARS_ONLY_EVERY === BARS_ONLY_EVERY - 1;
    const random = this.#random;
    const price = isFlat ? 50 : 0.5 * 1800 ** random.unit(); // 0.5 .. 900, even per decade
    const exchange = 1 + Math.floor(random.unit() * 18);
    const isLast = index === this.symbols.length - 1;
    const traits = { symbol, price, isFlat, isBarsOnly: isBarsOnly || isLast };
    return new SimulatedStock(traits, index, exchange, this.#nowMs);
  }

  /** A market that is joined in regular hours has an official open and a VWAP already. */
  #pretendMorning(): void {
    for (const stock of this.#stocks) {
      const stray = stock.isFlat ? 0 : 0.003 * this.#random.gauss();
      const open = onGrid(stock.basePrice * (1 + stray));
      stock.officialOpen = open;
      stock.dayVolume = 100_000;
      stock.dayPriceVolume = stock.dayVolume * ((open + stock.basePrice) / 2);
    }
  }

  #locate(): void {
    this.#activity = activityAt(this.#calendar, this.nowEpochUs);
    const { sessionDate } = this.#calendar;
    if (sessionDate === this.#sessionDate) return;
    if (this.#sessionDate !== 0) for (const stock of this.#stocks) stock.startDay();
    this.#sessionDate = sessionDate;
  }

  #startSecond(): void {
    this.#locate();
    const { ticksPerSecond } = this.#options;
    this.#bursts.advance(this.#nowMs, this.#stocks, this.#activity, (index) => {
      return (this.#weights.shareOf(index) * ticksPerSecond * this.#activity) / 1000;
    });
  }

  /** The trades of one step, their times spread over it. @hot */
  #trade(startMs: number): void {
    const wantedPerMs = (this.#options.ticksPerSecond * this.#activity) / 1000;
    // Bursts take trades from the others rather than add to the total, unless they would take most.
    const usualPerMs = Math.max(0.3 * wantedPerMs, wantedPerMs - this.#bursts.tradesPerMs);
    this.#due += usualPerMs * STEP_MS;
    const usual = Math.floor(this.#due);
    this.#due -= usual;
    let burstLeft = 0;
    const { active } = this.#bursts;
    for (let i = 0; i < active.length; i++) {
      const burst = active[i]!;
      burst.due += burst.tradesPerMs * STEP_MS;
      burst.left = Math.floor(burst.due);
      burst.due -= burst.left;
      burstLeft += burst.left;
    }
    const total = usual + burstLeft;
    const random = this.#random;
    let timeMs = -1;
    let timeText = "";
    for (let i = 0; i < total; i++) {
      const atMs = startMs + Math.floor((i * STEP_MS) / total);
      if (atMs !== timeMs) {
        timeMs = atMs;
        timeText = `${atMs}`;
      }
      if (burstLeft > 0 && random.unit() * (total - i) < burstLeft) {
        burstLeft -= 1;
        this.#tradeOf(this.#nextBurst(), 2, timeMs, timeText);
      } else {
        this.#tradeOf(this.#weights.pick(random), 1, timeMs, timeText);
      }
    }
  }

  /** The symbol of a burst with trades left in this step. @hot */
  #nextBurst(): number {
    const { active } = this.#bursts;
    for (let i = 0; i < active.length; i++) {
      const burst = active[i]!;
      if (burst.left === 0) continue;
      burst.left -= 1;
      return burst.stock.index;
    }
    throw new Error("Invariant: a burst has as many trades left as were counted");
  }

  /** @hot */
  #tradeOf(index: number, sizeFactor: number, epochMs: number, epochMsText: string): void {
    const stock = this.#stocks[index]!;
    const random = this.#random;
    let price = stock.moveTo(epochMs, random);
    const kind = random.unit();
    const skew = random.unit();
    let size = 100 * sizeFactor * (1 + Math.floor(8 * skew * skew * skew));
    let fractions = "";
    let conditions = "";
    if (kind < ODD_LOT_SHARE) {
      size = 1 + Math.floor(98 * skew);
      conditions = ODD_LOT_TEXT;
      // Some odd lots print away from the market: they must not make a high or low.
      if (kind < STRAY_ODD_LOT_SHARE && !stock.isFlat)
        price = onGrid(price * (1.006 - 0.012 * skew));
    } else if (kind < FRACTION_SHARE) {
      fractions = `${size}.5`;
    }
    const isEligible = conditions === "";
    if (stock.officialOpen === 0 && this.#calendar.marketStatus === STATUS_REGULAR && isEligible) {
      stock.officialOpen = price;
    }
    if (stock.second.trades === 0 && isEligible) this.#traded.push(index);
    stock.print(price, size, isEligible);
    stock.tradeSeq += 1;
    this.#tickCount += 1;
    const text = tradeText(stock, price, size, fractions, conditions, epochMsText);
    this.#sink.message(CHANNEL_T, index, text);
  }

  #endSecond(): void {
    const endMs = this.#nowMs;
    for (const index of this.#traded) {
      const stock = this.#stocks[index]!;
      const text = aggregateText("A", stock, stock.second, endMs - 1000, endMs);
      this.#sink.message(CHANNEL_A, index, text);
      stock.closeSecond();
    }
    this.#traded.length = 0;
    const turn = (endMs / 1000) % FMV_EVERY_S;
    for (let i = turn; i < this.#stocks.length; i += FMV_EVERY_S) this.#fairValueOf(i, endMs);
  }

  #fairValueOf(index: number, epochMs: number): void {
    const stock = this.#stocks[index]!;
    const isMispriced = index % MISPRICED_EVERY === MISPRICED_EVERY - 1;
    const stray = stock.isFlat ? 0 : (isMispriced ? 0.07 : 0) + 0.001 * this.#random.gauss();
    this.#sink.message(CHANNEL_FMV, index, fmvText(stock, stock.price * (1 + stray), epochMs));
  }

  #endMinute(): void {
    const endMs = this.#nowMs;
    for (let i = 0; i < this.#stocks.length; i++) {
      const stock = this.#stocks[i]!;
      if (stock.isBarsOnly) this.#fillMinute(stock, endMs);
      if (stock.minute.trades === 0) continue;
      const text = aggregateText("AM", stock, stock.minute, endMs - 60_000, endMs);
      this.#sink.message(CHANNEL_AM, i, text);
      stock.minute.trades = 0;
    }
  }

  /** The minute of a symbol that nobody sees trade: four prices, sometimes on much volume. */
  #fillMinute(stock: SimulatedStock, endMs: number): void {
    const random = this.#random;
    const isBusy = random.unit() < 0.06;
    stock.burstDrift = isBusy ? (stock.direction(random) * 0.03) / 60 : 0;
    const { second } = stock;
    for (let i = 1; i <= 4; i++) {
      const price = stock.moveTo(endMs - 60_000 + i * 15_000, random);
      startAggregate(second, price);
      stock.print(price, (isBusy ? 5 : 1) * 100 * (2 + Math.floor(3 * random.unit())), true);
      if (i === 1 && stock.officialOpen === 0 && this.#calendar.marketStatus === STATUS_REGULAR) {
        stock.officialOpen = price;
      }
      mergeAggregate(stock.minute, second);
      second.trades = 0;
    }
  }
}
