/**
 * Known answers of simulator.ts: the first messages of small seeded markets, and the changes of
 * second, minute and day. Everything a market says depends on all draws before it, so the functions
 * are told apart by time: who speaks first is observed first.
 */
import { type Observe, of } from "#schemas";
import { thrownBy } from "../testing/cases-fixture.ts";
import { CHANNELS, MarketSimulator, type SimulatorOptions } from "./simulator.ts";
import { summaryOf } from "./summary-fixture.ts";

/** Monday, 3 June 2024: 10:00 in New York; 09:29:59, before regular hours; 19:59:59, before its end. */
const MORNING_US = Date.UTC(2024, 5, 3, 14) * 1000;
const BEFORE_OPEN_US = Date.UTC(2024, 5, 3, 13, 29, 59) * 1000;
/** 23:59:59 in New York, where the date changes. */
const MIDNIGHT_US = Date.UTC(2024, 5, 4, 3, 59, 59) * 1000;
const OPTIONS: SimulatorOptions = {
  seed: 7,
  symbols: 160,
  ticksPerSecond: 400,
  startEpochUs: MORNING_US + 345_678,
};
const STEPS_PER_SECOND = 50;

/** A message, its channel, and the stock that it is about. */
type Sent = [channel: string | undefined, stock: number, text: string];

class Rig {
  readonly market: MarketSimulator;
  #messages: Sent[] = [];

  constructor(change: Partial<SimulatorOptions> = {}) {
    this.market = new MarketSimulator(
      { ...OPTIONS, ...change },
      {
        message: (channel, stock, text) => {
          this.#messages.push([CHANNELS[channel], stock, text]);
        },
      },
    );
  }

  /** The messages of some steps. */
  step(steps: number): Sent[] {
    this.#messages = [];
    for (let i = 0; i < steps; i++) this.market.step();
    return this.#messages;
  }

  /** The messages of some steps in one channel. */
  channel(steps: number, name: (typeof CHANNELS)[number]): Sent[] {
    return this.step(steps).filter(([channel]) => channel === name);
  }
}

/** What was sent, added up where it is much. */
function sum(messages: readonly Sent[]): unknown {
  return summaryOf(messages.map(([, stock, text]) => ({ stock, ...JSON.parse(text) })));
}

function observeStart(observe: Observe): void {
  for (const symbols of [19, 20, 8000, 8001, Number.NaN]) {
    observe(
      of(MarketSimulator, "constructor"),
      `symbols=${symbols}`,
      thrownBy(() => new Rig({ symbols })),
    );
  }
  const { market } = new Rig();
  observe({ CHANNELS }, "names", CHANNELS, ["T", "A", "AM", "FMV"]);
  observe(of(MarketSimulator, "constructor"), "symbols", market.symbols);
  observe(
    of(MarketSimulator, "nowEpochUs"),
    "cut to a whole second",
    market.nowEpochUs,
    1717423200000000,
  );
  observe(of(MarketSimulator, "tickCount"), "at first", market.tickCount, 0);
}

/** How far and how much, step by step; what is traded does not enter. */
function observeCounts(observe: Observe): void {
  const rig = new Rig();
  const times: number[] = [];
  const counts: number[] = [];
  for (let step = 0; step < STEPS_PER_SECOND; step++) {
    counts.push(rig.channel(1, "T").length);
    times.push(rig.market.nowEpochUs - MORNING_US);
  }
  observe(of(MarketSimulator, "step"), "event time after each step", times);
  observe("#trade", "trades of each step", counts);
  const wild = new Rig({ burstsPerMinute: 600, ticksPerSecond: 30, seed: 4 });
  const many = Array.from({ length: 3 * STEPS_PER_SECOND }, () => wild.channel(1, "T").length);
  observe("#trade", "trades of each step with many bursts", many);
}

function observeFirstSteps(observe: Observe): void {
  const rig = new Rig();
  const first = rig.step(1);
  observe("#tradeOf", "the first trade", first[0]);
  observe("#tradeOf", "trades of the first step", first);
  observe("#tradeOf", "how many it counts", rig.market.tickCount, 10);
  observe("#tradeOf", "up to the end of the second", sum(rig.channel(STEPS_PER_SECOND - 2, "T")));
  const last = rig.step(1);
  observe("#endSecond", "aggregates of a second", sum(last.filter(([channel]) => channel === "A")));
  observe(
    "#fairValueOf",
    "fair values",
    last.filter(([channel]) => channel === "FMV"),
  );
  const morning = new Rig({ ticksPerSecond: 2000 }).channel(STEPS_PER_SECOND, "A");
  observe("#pretendMorning", "the first second of a market that is joined", sum(morning));
}

/** Of a hundred symbols, those that never trade. */
const isBarsOnly = ([, stock]: readonly [unknown, number, string]): boolean =>
  stock === 74 || stock === 99;

/** Every message of a second, told apart by channel. */
function observeSecond(observe: Observe, fact: string, rig: Rig, seconds = 1): void {
  const messages = rig.step(seconds * STEPS_PER_SECOND);
  const on = (name: string) => messages.filter(([channel]) => channel === name);
  observe("#trade", `${fact}: how many trades`, on("T").length);
  observe("#tradeOf", `${fact}: trades`, sum(on("T")));
  observe("#endSecond", `${fact}: seconds`, sum(on("A")));
  observe("#fairValueOf", `${fact}: fair values`, sum(on("FMV")));
  const minutes = on("AM");
  observe("#fillMinute", `${fact}: minutes of bars only`, minutes.filter(isBarsOnly));
  observe("#endMinute", `${fact}: minutes`, sum(minutes));
}

function observeSessions(observe: Observe): void {
  const open = new Rig({ startEpochUs: BEFORE_OPEN_US, ticksPerSecond: 3000 });
  const before = open.channel(STEPS_PER_SECOND - 1, "T").length;
  observe("#locate", "trades before the open", before, 352);
  observe("#endMinute", "minutes at the open", sum(open.channel(1, "AM")));
  observeSecond(observe, "the first second of regular hours", open);
  const night = new Rig({ startEpochUs: MIDNIGHT_US, ticksPerSecond: 40_000 });
  observeSecond(observe, "before midnight", night);
  observeSecond(observe, "after midnight", night);
}

export default function cases(observe: Observe): void {
  observeStart(observe);
  observeCounts(observe);
  observeFirstSteps(observe);
  const calm = new Rig({ burstsPerMinute: 0.01, seed: 3 });
  observeSecond(observe, "almost no bursts", calm, 2);
  const wild = new Rig({ burstsPerMinute: 600, ticksPerSecond: 30, seed: 4 });
  observeSecond(observe, "many bursts", wild, 3);
  const minute = new Rig({ symbols: 100, ticksPerSecond: 20, seed: 31 });
  observeSecond(observe, "a minute", minute, 60);
  observeSecond(observe, "the next minute", minute, 60);
  observeSessions(observe);
}
