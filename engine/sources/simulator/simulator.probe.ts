/**
 * Known answers of simulator.ts: the first messages of small seeded markets, and the changes of
 * second, minute and day. Everything a market says depends on all draws before it, so the functions
 * are told apart by time: who speaks first is observed first.
 */
import type { Observe, Probe } from "#schemas";
import { thrownBy } from "../probe-fixture.ts";
import { CHANNELS, MarketSimulator, type SimulatorOptions } from "./simulator.ts";

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

class Rig {
  readonly market: MarketSimulator;
  #messages: [channel: string | undefined, stock: number, text: string][] = [];

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
  step(steps: number): [channel: string | undefined, stock: number, text: string][] {
    this.#messages = [];
    for (let i = 0; i < steps; i++) this.market.step();
    return this.#messages;
  }

  /** The messages of some steps in one channel, as text. */
  channel(steps: number, name: (typeof CHANNELS)[number]): string[] {
    return this.step(steps)
      .filter(([channel]) => channel === name)
      .map(([, stock, text]) => `${stock} ${text}`);
  }
}

function observeStart(observe: Observe): void {
  for (const symbols of [19, 20, 8000, 8001, Number.NaN]) {
    observe(
      "constructor",
      `symbols=${symbols}`,
      thrownBy(() => new Rig({ symbols })),
    );
  }
  const { market } = new Rig();
  observe("CHANNELS", "names", CHANNELS);
  observe("constructor", "symbols", market.symbols);
  observe("nowEpochUs", "cut to a whole second", market.nowEpochUs);
  observe("tickCount", "at first", market.tickCount);
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
  observe("step", "event time after each step", times);
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
  observe("#tradeOf", "how many it counts", rig.market.tickCount);
  observe("#tradeOf", "up to the end of the second", rig.channel(STEPS_PER_SECOND - 2, "T"));
  const last = rig.step(1);
  observe(
    "#endSecond",
    "aggregates of a second",
    last.filter(([channel]) => channel === "A"),
  );
  observe(
    "#fairValueOf",
    "fair values",
    last.filter(([channel]) => channel === "FMV"),
  );
  const morning = new Rig({ ticksPerSecond: 2000 }).channel(STEPS_PER_SECOND, "A");
  observe("#pretendMorning", "the first second of a market that is joined", morning);
}

/** Of a hundred symbols, those that never trade. */
const isBarsOnly = ([, stock]: readonly [unknown, number, string]): boolean =>
  stock === 74 || stock === 99;

/** Every message of a second, told apart by channel. */
function observeSecond(observe: Observe, fact: string, rig: Rig, seconds = 1): void {
  const messages = rig.step(seconds * STEPS_PER_SECOND);
  const of = (name: string) => messages.filter(([channel]) => channel === name);
  observe("#trade", `${fact}: how many trades`, of("T").length);
  observe("#tradeOf", `${fact}: trades`, of("T"));
  observe("#endSecond", `${fact}: seconds`, of("A"));
  observe("#fairValueOf", `${fact}: fair values`, of("FMV"));
  const minutes = of("AM");
  observe("#fillMinute", `${fact}: minutes of bars only`, minutes.filter(isBarsOnly));
  observe("#endMinute", `${fact}: minutes`, minutes);
}

function observeSessions(observe: Observe): void {
  const open = new Rig({ startEpochUs: BEFORE_OPEN_US, ticksPerSecond: 3000 });
  const before = open.channel(STEPS_PER_SECOND - 1, "T").length;
  observe("#locate", "trades before the open", before);
  observe("#endMinute", "minutes at the open", open.channel(1, "AM"));
  observeSecond(observe, "the first second of regular hours", open);
  const night = new Rig({ startEpochUs: MIDNIGHT_US, ticksPerSecond: 40_000 });
  observeSecond(observe, "before midnight", night);
  observeSecond(observe, "after midnight", night);
}

export const SIMULATOR_PROBE: Probe = {
  name: "simulator",
  stage: "source",
  file: "engine/sources/simulator/simulator.ts",
  needs: [
    "calendar",
    "random",
    "market-hours",
    "tickers",
    "massive-text",
    "stock",
    "trade-weights",
    "bursts",
  ],
  run: (observe: Observe): void => {
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
  },
};
