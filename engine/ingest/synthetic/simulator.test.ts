import { describe, expect, test } from "bun:test";
import { Calendar } from "#engine/detect";
import { activityAt, defaultStartEpochUs } from "./market-hours.ts";
import { MarketPace } from "./market-pace.ts";
import { priceText } from "./massive-text.ts";
import { Random } from "./random.ts";
import { CHANNELS, MarketSimulator, type SimulatorOptions } from "./simulator.ts";
import { onGrid } from "./stock.ts";
import { FLAT_SYMBOL, SIMULATED_SYMBOLS_MAX, tickers } from "./tickers.ts";

/** Tuesday 2025-06-03, 10:00 in New York. */
const TEN_US = Date.UTC(2025, 5, 3, 14) * 1000;
const OPTIONS = { seed: 1, symbols: 200, ticksPerSecond: 600, startEpochUs: TEN_US };

interface Message {
  ev: string;
  sym: string;
  [field: string]: number | string | number[];
}

function run(options: Partial<SimulatorOptions>, seconds: number, see: (text: string) => void) {
  const sink = { message: (_channel: number, _stock: number, text: string) => see(text) };
  const market = new MarketSimulator({ ...OPTIONS, ...options }, sink);
  for (let i = 0; i < seconds * 50; i++) market.step();
  return market;
}

function messages(options: Partial<SimulatorOptions>, seconds: number): Message[] {
  const all: Message[] = [];
  run(options, seconds, (text) => all.push(JSON.parse(text)));
  return all;
}

function digest(options: Partial<SimulatorOptions>, seconds: number): string {
  const hasher = new Bun.CryptoHasher("sha256");
  run(options, seconds, (text) => hasher.update(`${text}\n`));
  return hasher.digest("hex");
}

describe("the market is its seed's", () => {
  test("the same seed gives the same bytes, another seed others", () => {
    const first = digest({}, 125);
    expect(digest({}, 125)).toBe(first);
    expect(digest({ seed: 2 }, 125)).not.toBe(first);
  });

  test("at any number of steps between looks", () => {
    const texts: string[] = [];
    const market = run({}, 1, (text) => texts.push(text));
    expect(market.nowEpochUs).toBe(TEN_US + 1e6);
    const one = texts.length;
    for (let i = 0; i < 50; i++) market.step();
    const again: string[] = [];
    run({}, 2, (text) => again.push(text));
    expect(texts).toEqual(again);
    expect(one).toBeGreaterThan(0);
  });
});

describe("messages", () => {
  const all = messages({}, 180);
  const of = (ev: string) => all.filter((message) => message.ev === ev);

  test("fill all channels", () => {
    for (const channel of CHANNELS) expect(of(channel).length).toBeGreaterThan(0);
    expect(new Set(all.map((message) => message.ev)).size).toBe(CHANNELS.length);
  });

  test("trades: times never fall and sequences are contiguous per symbol", () => {
    const newest = new Map<string, { q: number; t: number }>();
    for (const trade of of("T")) {
      const before = newest.get(trade.sym) ?? { q: 0, t: 0 };
      const [q, t] = [trade.q as number, trade.t as number];
      if (q !== before.q + 1 || t < before.t) throw new Error(`${trade.sym} q=${q} t=${t}`);
      newest.set(trade.sym, { q, t });
    }
    expect(newest.size).toBeGreaterThan(190);
  });

  test("trades: cents from a dollar on, whole sizes, about the rate that was asked", () => {
    const trades = of("T");
    for (const { p, s } of trades) {
      const isGood = p === onGrid(p as number) && Number.isInteger(s) && (s as number) > 0;
      if (!isGood) throw new Error(`p=${p} s=${s}`);
    }
    const perSecond = trades.length / 180;
    const activity = activityAt(new Calendar("us-equities"), TEN_US);
    expect(perSecond / (OPTIONS.ticksPerSecond * activity)).toBeWithin(0.95, 1.05);
  });

  test("odd lots say so, and only they", () => {
    let odd = 0;
    for (const { s, c } of of("T")) {
      const isOdd = Array.isArray(c) && c.includes(37);
      if (isOdd !== (s as number) < 100) throw new Error(`s=${s} c=${c}`);
      if (isOdd) odd += 1;
    }
    expect(odd / of("T").length).toBeWithin(0.03, 0.05);
  });

  test("aggregates agree with the eligible trades of their window", () => {
    const bySymbol = new Map<string, Message[]>();
    for (const trade of of("T")) {
      if (trade.c !== undefined) continue;
      const trades = bySymbol.get(trade.sym);
      if (trades === undefined) bySymbol.set(trade.sym, [trade]);
      else trades.push(trade);
    }
    let compared = 0;
    for (const bar of [...of("A").slice(0, 500), ...of("AM")]) {
      const prices = (bySymbol.get(bar.sym) ?? [])
        .filter(({ t }) => (t as number) >= (bar.s as number) && (t as number) < (bar.e as number))
        .map(({ p }) => p as number);
      if (prices.length === 0) continue; // a symbol with bars only
      compared += 1;
      const [o, c] = [prices[0] as number, prices.at(-1) as number];
      const expected = { o, h: Math.max(...prices), l: Math.min(...prices), c };
      expect({ o: bar.o, h: bar.h, l: bar.l, c: bar.c }).toEqual(expected);
    }
    expect(compared).toBeGreaterThan(900);
  });

  test("every bar is one that a market can make", () => {
    for (const { o, h, l, c, v, s, e, a, op } of [...of("A"), ...of("AM")]) {
      expect(h as number).toBeGreaterThanOrEqual(Math.max(o as number, c as number));
      expect(l as number).toBeLessThanOrEqual(Math.min(o as number, c as number));
      expect((v as number) > 0 && (a as number) > 0 && (op as number) > 0).toBe(true);
      expect(e as number).toBeGreaterThan(s as number);
    }
  });

  test("some symbols have minute bars and no trades", () => {
    const traded = new Set(of("T").map(({ sym }) => sym));
    const silent = new Set(of("AM").map(({ sym }) => sym));
    for (const symbol of traded) silent.delete(symbol);
    expect(silent.size).toBeGreaterThan(0);
  });

  test("the flat symbol trades, and its price is constant everywhere", () => {
    const flat = all.filter(({ sym }) => sym === FLAT_SYMBOL);
    expect(flat.filter(({ ev }) => ev === "T").length).toBeGreaterThan(100);
    for (const { p, o, h, l, c, a, op, fmv, ev } of flat) {
      const values = ev === "T" ? [p] : ev === "FMV" ? [fmv] : [o, h, l, c, a, op];
      for (const value of values) expect(value).toBe(50);
    }
  });

  test("FMV times are nanoseconds to the digit", () => {
    const texts: string[] = [];
    run({}, 3, (text) => text.includes('"FMV"') && texts.push(text));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(/"t":\d{13}000000}$/);
  });
});

describe("sessions", () => {
  test("busier at the ends of the day, quiet outside, nearly silent when closed", () => {
    const calendar = new Calendar("us-equities");
    const at = (hours: number) => activityAt(calendar, TEN_US + (hours - 10) * 3.6e9);
    expect(at(9.51)).toBeGreaterThan(at(12.75));
    expect(at(15.99)).toBeGreaterThan(at(12.75));
    expect(at(8)).toBeLessThan(at(12.75));
    expect(at(22)).toBeLessThan(at(8));
    expect(at(22)).toBeGreaterThan(0);
  });

  test("the official open is unknown before the open, and the first print after it", () => {
    const bars = messages({ startEpochUs: TEN_US - 31 * 6e7, ticksPerSecond: 2000 }, 180).filter(
      ({ ev }) => ev === "A",
    );
    const openMs = TEN_US / 1000 - 30 * 60_000;
    const before = bars.filter(({ s }) => (s as number) < openMs);
    const after = bars.filter(({ s }) => (s as number) >= openMs);
    expect(before.length).toBeGreaterThan(0);
    for (const { op } of before) expect(op).toBeUndefined();
    const opens = new Map<string, number>();
    for (const { sym, op, o } of after) {
      if (!opens.has(sym)) opens.set(sym, o as number);
      expect(op).toBe(opens.get(sym)!);
    }
  });
});

describe("the default start", () => {
  // [now in UTC, start in UTC]
  test.each([
    ["2025-06-03T18:00:00Z", "2025-06-03T14:00:00Z"], // in the afternoon: today
    ["2025-06-03T14:05:00Z", "2025-06-02T14:00:00Z"], // the pre-roll would end in the future
    ["2025-06-03T14:10:00Z", "2025-06-03T14:00:00Z"],
    ["2025-06-01T12:00:00Z", "2025-05-30T14:00:00Z"], // Sunday: Friday
    ["2025-07-04T20:00:00Z", "2025-07-03T14:00:00Z"], // Independence Day
    ["2025-01-10T03:00:00Z", "2025-01-08T15:00:00Z"], // a day of mourning before; winter time
    ["2025-11-28T20:00:00Z", "2025-11-28T15:00:00Z"], // a half day is a trading day
  ])("at %s is %s", (now, start) => {
    const startUs = defaultStartEpochUs(Date.parse(now) * 1000, 600);
    expect(new Date(startUs / 1000).toISOString()).toBe(new Date(start).toISOString());
  });
});

describe("parts", () => {
  test("tickers are distinct, valid, and the same for every market size", () => {
    const all = tickers(SIMULATED_SYMBOLS_MAX);
    expect(new Set(all).size).toBe(SIMULATED_SYMBOLS_MAX);
    for (const symbol of all) expect(symbol).toMatch(/^[A-Z]{1,5}$/);
    expect(tickers(600)).toEqual(all.slice(0, 600));
    expect(all[0]).toBe(FLAT_SYMBOL);
  });

  test("price texts read back as the price", () => {
    for (const price of [0.0512, 0.5, 0.9999, 1, 1.07, 19.99, 50, 190.2, 873.05, 4096.31]) {
      expect(JSON.parse(priceText(onGrid(price)))).toBe(price);
    }
  });

  test("random numbers: uniform and normal to the eye, and never outside", () => {
    const random = new Random(7);
    let [sum, squares] = [0, 0];
    for (let i = 0; i < 100_000; i++) {
      const unit = random.unit();
      if (!(unit >= 0 && unit < 1)) throw new Error(`unit=${unit}`);
      sum += unit;
      squares += random.gauss() ** 2;
    }
    expect(sum / 100_000).toBeCloseTo(0.5, 2);
    expect(squares / 100_000).toBeCloseTo(1, 1);
  });

  test("pace: full speed in the pre-roll, then the speed; a lag is not caught up", () => {
    const pace = new MarketPace(2, TEN_US);
    expect(pace.targetEpochUs(TEN_US - 1, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(pace.targetEpochUs(TEN_US, 1000)).toBe(TEN_US);
    expect(pace.targetEpochUs(TEN_US, 1010)).toBe(TEN_US + 20_000);
    expect(pace.targetEpochUs(TEN_US + 20_000, 9000)).toBe(TEN_US + 20_000);
    expect(pace.targetEpochUs(TEN_US + 20_000, 9010)).toBe(TEN_US + 40_000);
    pace.pause();
    expect(pace.targetEpochUs(TEN_US + 40_000, 9020)).toBe(TEN_US + 40_000);
    expect(new MarketPace("max", 0).isFullSpeed(TEN_US)).toBe(true);
  });
});
