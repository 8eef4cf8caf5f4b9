/** Known answers of trend.ts: windows, scores, runs, and when a trend is told. */
import { type Observe, of } from "#schemas";
import { at, least, observeEach, type RowValues, SECOND_US, T0_US } from "./cases-fixture.ts";
import { TrendDetector } from "./trend.ts";
import { DOWNHILL, RINGS, type Tick, tick } from "./trend-fixture.ts";

const UP = 1;
const DOWN = 2;
const [PREMARKET, OPENING, MIDDAY] = [0, 1, 2];

/** |C| of a tick, as the run that it begins keeps it. */
function scoreSize(options: Tick = {}): number {
  return tick({}, options).changes.AT_TREND_RUN_PEAK ?? Number.NaN;
}

/** What a tick changed, of the fields that match. */
function changed(pattern: RegExp, values: RowValues, options?: Tick): Record<string, number> {
  const entries = Object.entries(tick(values, options).changes);
  return Object.fromEntries(entries.filter(([name]) => pattern.test(name)));
}

const WINDOWS = /^AT_TREND_(EMA|UP|DOWN)/;

function observeRestarts(observe: Observe): void {
  const stale = { AT_TREND_RUN_SIDE: UP, AT_TREND_DIRECTION: UP };
  const starts: readonly (readonly [fact: string, values: RowValues])[] = [
    ["first tick", { AT_TREND_TICKS: 0 }],
    ["second tick", { AT_TREND_TICKS: 1 }],
    ["after 600 s", { ...stale, AT_TREND_EPOCH_US: at(-600) }],
    ["a microsecond later", { ...stale, AT_TREND_EPOCH_US: at(-600) - 1 }],
  ];
  for (const [fact, values] of starts) {
    observe(
      of(TrendDetector, "onTick"),
      `ticks: ${fact}: begins`,
      tick(values).changes.AT_TREND_FIRST_EPOCH_US,
    );
  }
  observeEach(observe, "restart", "first tick", tick(starts[0]![1]).changes);
  observeEach(observe, "restart", "stale", tick(starts[3]![1]).changes);
}

function observeWindows(observe: Observe): void {
  // No time has passed: nothing decays, and volumes only grow.
  const instant: RowValues = { AT_TREND_EPOCH_US: T0_US };
  observe("windowScore", "no time, no size", changed(WINDOWS, instant, { size: 0 }), {});
  for (const price of [100, 100.5, 99.5]) {
    const owner = price === 100 ? "#updateScores" : "windowScore";
    observe(owner, `no time, ${price}`, changed(WINDOWS, instant, { price }));
  }
  const names = Object.keys(changed(WINDOWS, {}, { size: 0 }));
  observe("windowScore", "a minute: what decays", names);
  const detector = new TrendDetector();
  for (const [tickNumber, seconds] of [60, 60, 7.5, 60].entries()) {
    const values = { AT_TREND_EPOCH_US: at(-seconds) };
    for (const [name, value] of Object.entries(changed(WINDOWS, values, { detector }))) {
      const owner = name.includes("EMA") ? "#updateScores" : "windowScore";
      observe(owner, `${name}: tick ${tickNumber}, after ${seconds} s`, value);
    }
  }
  const kept = changed(/^AT_TREND_(TICKS|EPOCH_US|PRICE)$/, {});
  observeEach(observe, of(TrendDetector, "onTick"), "kept", kept);
}

/** A run begins and an event is made: where things go, whatever the numbers are. */
function observeFlow(observe: Observe): void {
  const turning = { AT_TREND_RUN_SIDE: DOWN, AT_TREND_DIRECTION: DOWN };
  const run = tick(turning).changes;
  for (const name of ["AT_TREND_RUN_SIDE", "AT_TREND_RUN_EPOCH_US", "AT_TREND_RUN_PEAK"]) {
    observe("#follow", `${name}: set`, name in run);
  }
  const sides = [tick(turning), tick({}, DOWNHILL)].map((s) => s.changes.AT_TREND_RUN_SIDE);
  observe(of(TrendDetector, "onTick"), "side: rising, falling", sides, [1, 2]);
  const { event, events, changes } = tick({ AT_TREND_EMITTED_SIDE: DOWN });
  observe(of(TrendDetector, "onTick"), "quietUs: the first event", events, 1);
  const empty = Object.entries(event ?? {}).filter(
    ([name, value]) => value === 0 && !/^rev|VWAP/.test(name),
  );
  observe("#emit", "fields that hold nothing", empty.map(([name]) => name).sort(), [
    "TREND_AGE_US_F64",
    "down",
    "recordSeq",
  ]);
  const scores = SCORES.map((name) => event?.[`TREND_${name}_F64`] ?? 0);
  const ranks = scores.map((score) => scores.filter((other) => other > score).length);
  observe("#emit", "ranks of the scores", ranks, [2, 1, 0]);
  observe(
    "#emit",
    "TREND_SCORE_F64: the peak",
    event?.TREND_SCORE_F64 === run.AT_TREND_RUN_PEAK,
    true,
  );
  const counted = Object.entries(changes).filter(([name]) => /COUNT|EMITTED/.test(name));
  observeEach(observe, "#emit", "kept", Object.fromEntries(counted));
}

/** Scores of ticks whose moves and confirmations are small, large, opposed or missing. */
const SCORED: readonly (readonly [fact: string, options: Tick])[] = [
  ["no volume, no VWAP", { size: 0, vwap: Number.NaN, rings: { AT_TREND_EMA: [99, 98.5, 98] } }],
  ["no volume", { size: 0, rings: { AT_TREND_EMA: [99, 98.5, 98] } }],
  ["a VWAP of 0", { vwap: 0 }],
  ["a VWAP below 1", { vwap: 0.5 }],
  ["a VWAP above", { vwap: 101, price: 101.3 }],
  ["rising", {}],
  ["falling", DOWNHILL],
  ["a VWAP far below", { vwap: 90 }],
  ["no VWAP", { vwap: Number.NaN }],
  ["a price beyond full scale", { price: 120 }],
  ["a price far below", { ...DOWNHILL, price: 80 }],
  ["volume against it", { price: 101.5, rings: { ...RINGS, AT_TREND_UP: [100, 200, 300] } }],
  ["rising volume only", { size: 1, rings: { AT_TREND_EMA: [99, 98.5, 98] } }],
];

const SCORES = ["SHORT_SCORE", "MEDIUM_SCORE", "LONG_SCORE"];

function observeScores(observe: Observe): void {
  for (const [fact, options] of SCORED) {
    const { event, changes } = tick({}, options);
    const isVwap = fact.includes("VWAP ") || fact === "no volume";
    for (const name of SCORES) {
      const [owner, part] = isVwap ? ["#updateScores", name] : ["windowScore", `moveMax, ${name}`];
      observe(owner, `${part}: ${fact}`, event?.[`TREND_${name}_F64`]);
    }
    const total = [event?.TREND_SCORE_F64, changes.AT_TREND_RUN_PEAK];
    observe("#updateScores", `score: ${fact}`, total);
  }
}

/** Where the side begins: at both thresholds, at the end of the warm-up, in each period and class. */
function observeSides(observe: Observe): void {
  const sideOf = (values: RowValues, options: Tick = {}) =>
    tick(values, options).changes.AT_TREND_RUN_SIDE ?? 0;
  observe(
    of(TrendDetector, "onTick"),
    "rising, falling",
    [sideOf({}), sideOf({}, DOWNHILL)],
    [1, 2],
  );
  const warmAt = (us: number, ticks: number, period: number) =>
    sideOf({ AT_TREND_FIRST_EPOCH_US: T0_US - us, AT_TREND_TICKS: ticks - 1 }, { period });
  for (const [period, seconds, ticks] of [
    [MIDDAY, 90, 24],
    [OPENING, 45, 12],
    [PREMARKET, 180, 30],
  ] as const) {
    const us = seconds * SECOND_US;
    observe(
      of(TrendDetector, "onTick"),
      `warm-up over in period ${period}`,
      warmAt(us, ticks, period),
    );
    observe(
      of(TrendDetector, "onTick"),
      `a microsecond before, period ${period}`,
      warmAt(us - 1, ticks, period),
    );
    observe(
      of(TrendDetector, "onTick"),
      `a tick before, period ${period}`,
      warmAt(us, ticks - 1, period),
    );
  }
  const rises = (price: number, options: Tick) => sideOf({}, { ...options, price }) === UP;
  const falls = (price: number, options: Tick) => sideOf({}, { ...options, price }) === DOWN;
  for (const period of [PREMARKET, OPENING, MIDDAY]) {
    const from = least(99.5, 101, (price) => rises(price, { period }));
    const to = -least(-100.5, -99, (x) => falls(-x, { ...DOWNHILL, period }));
    observe(of(TrendDetector, "onTick"), `threshold: period ${period}: prices that begin a side`, [
      from,
      to,
    ]);
  }
  // Another price class: means and VWAP scaled with it.
  const tenth = {
    AT_TREND_EMA: [9.9, 9.85, 9.8],
    AT_TREND_UP: [0, 0, 0],
    AT_TREND_DOWN: [0, 0, 0],
  };
  const cheap = { rings: tenth, vwap: 9.95 };
  const from = least(9.8, 12, (price) => rises(price, cheap));
  observe(of(TrendDetector, "onTick"), "threshold: a price class below", from, 9.98507176974);
}

function observeRuns(observe: Observe): void {
  const size = scoreSize();
  const running = (values: RowValues): RowValues => ({
    AT_TREND_RUN_SIDE: UP,
    AT_TREND_DIRECTION: UP,
    AT_TREND_RUN_EPOCH_US: at(-33),
    AT_TREND_RUN_PEAK: size,
    ...values,
  });
  const muted: RowValues = { AT_TREND_EMITTED_SIDE: UP, AT_TREND_EMITTED_EPOCH_US: T0_US };
  const cases: readonly (readonly [fact: string, values: RowValues, options?: Tick])[] = [
    ["a new run", {}],
    ["a run of the other side", running({ AT_TREND_RUN_SIDE: DOWN, AT_TREND_DIRECTION: DOWN })],
    ["the run ends", running({}), { price: 100, rings: { AT_TREND_EMA: [100, 100, 100] } }],
    ["no run goes on", {}, { price: 100, rings: { AT_TREND_EMA: [100, 100, 100] } }],
    ["as high as its peak", running({ AT_TREND_DIRECTION: 0 })],
    ["above its peak", running({ AT_TREND_RUN_PEAK: size * 0.99 })],
    ["below its peak", running({ AT_TREND_RUN_PEAK: size * 1.01 })],
    [
      "below its peak, retraced before",
      running({ AT_TREND_RUN_PEAK: size * 1.01, AT_TREND_DIRECTION: 0 }),
    ],
    ["almost retraced", running({ AT_TREND_RUN_PEAK: size * 1.9999 })],
    ["retraced to the last bit", running({ AT_TREND_RUN_PEAK: size * 2 * (1 - 1e-10) })],
    ["retraced", running({ AT_TREND_RUN_PEAK: size * 2.0001 })],
  ];
  for (const [fact, values, options] of cases) {
    const { changes } = tick({ ...muted, ...values }, options);
    const run = Object.entries(changes).filter(([name]) => /RUN|DIRECTION/.test(name));
    observe("#follow", fact, Object.fromEntries(run));
  }
}

function observeEmissions(observe: Observe): void {
  const told = (side: number, us: number): RowValues => ({
    AT_TREND_EMITTED_SIDE: side,
    AT_TREND_EMITTED_EPOCH_US: T0_US - us,
  });
  for (const [fact, values, options] of [
    ["never", told(0, 0), {}],
    ["the same, just before its time", told(UP, 90e6 - 1), {}],
    ["the same, at its time", told(UP, 90e6), {}],
    ["a turn, just before its time", told(DOWN, 30e6 - 1), {}],
    ["a turn, at its time", told(DOWN, 30e6), {}],
    ["a turn down, just before its time", told(UP, 30e6 - 1), DOWNHILL],
    ["a turn down, at its time", told(UP, 30e6), DOWNHILL],
  ] as const) {
    observe(of(TrendDetector, "onTick"), `quietUs: ${fact}`, tick(values, options).events);
  }
  for (const period of [OPENING, MIDDAY]) {
    for (const price of [99.2, 99.4, 99.6, 100, 100.5, 101]) {
      const event = tick({}, { period, price }).event;
      observe(
        of(TrendDetector, "onTick"),
        `strength: ${price} in period ${period}`,
        event?.TREND_STRENGTH_U8,
      );
    }
  }
  const falling = tick({}, DOWNHILL).event?.TREND_STRENGTH_U8;
  observe(of(TrendDetector, "onTick"), "strength: falling", falling, 3);
}

function observeEvents(observe: Observe): void {
  const counted: RowValues = { AT_TREND_COUNT_UP: 4, AT_TREND_COUNT_DOWN: 7 };
  for (const [fact, side, options] of [
    ["up, the first", 0, {}],
    ["up again", UP, {}],
    ["up after down", DOWN, {}],
    ["down, the first", 0, DOWNHILL],
    ["down again", DOWN, DOWNHILL],
    ["down after up", UP, DOWNHILL],
  ] as const) {
    const values = { ...counted, AT_TREND_EMITTED_SIDE: side, AT_TREND_EMITTED_EPOCH_US: at(-999) };
    const { changes, event } = tick(values, options);
    const { reversal, TREND_VWAP_POSITION_U8, ...rest } = event ?? {};
    const kept = Object.entries(changes).filter(([name]) => /COUNT|EMITTED/.test(name));
    observeEach(observe, "#emit", fact, rest);
    observeEach(observe, "#emit", fact, Object.fromEntries(kept));
    observe("reversalOf", fact, reversal);
    observe("vwapPosition", fact, TREND_VWAP_POSITION_U8);
  }
  const run = { AT_TREND_RUN_SIDE: UP, AT_TREND_DIRECTION: UP, AT_TREND_RUN_EPOCH_US: at(-33) };
  const aged = tick(run).event;
  observe("#emit", "TREND_AGE_US_F64: of an older run", aged?.TREND_AGE_US_F64, 33000000);
  for (const vwap of [Number.NaN, 0, 100.5, 100.5 * (1 - 0.5e-9), 100.5 * (1 - 2e-9), 101]) {
    const { event } = tick({}, { vwap });
    observe("vwapPosition", `VWAP ${vwap}`, event?.TREND_VWAP_POSITION_U8);
  }
}

/** What is noted of a watched symbol: each gate that was asked, with its numbers. */
function observeNotes(observe: Observe): void {
  const emitted = { AT_TREND_EMITTED_SIDE: UP, AT_TREND_EMITTED_EPOCH_US: at(-90) };
  const running = { AT_TREND_RUN_SIDE: UP, AT_TREND_DIRECTION: UP, AT_TREND_RUN_PEAK: 0.9 };
  const cases: readonly (readonly [fact: string, values: RowValues, options: Tick])[] = [
    ["the first tick", { AT_TREND_TICKS: 0 }, {}],
    ["after a gap", { AT_TREND_EPOCH_US: at(-601) }, {}],
    ["too young", { AT_TREND_FIRST_EPOCH_US: at(-89) }, {}],
    ["too few ticks", { AT_TREND_TICKS: 22 }, {}],
    ["a flat price", {}, { price: 100, rings: { AT_TREND_EMA: [100, 100, 100] } }],
    ["a new run", {}, {}],
    ["downhill", {}, DOWNHILL],
    ["below its peak", running, {}],
    ["retraced", { ...running, AT_TREND_RUN_PEAK: 9 }, {}],
    ["weak in the opening", {}, { period: OPENING, price: 99.5 }],
    ["again, in time", emitted, {}],
    ["again, too soon", { ...emitted, AT_TREND_EMITTED_EPOCH_US: at(-89) }, {}],
  ];
  for (const [fact, values, options] of cases) {
    observe(of(TrendDetector, "onTick"), `noted: ${fact}`, tick(values, options).noted);
  }
}

export default function cases(observe: Observe): void {
  observe(of(TrendDetector, "name"), "value", new TrendDetector().name, "trend");
  observeRestarts(observe);
  observeWindows(observe);
  observeFlow(observe);
  observeScores(observe);
  observeSides(observe);
  observeRuns(observe);
  observeEmissions(observe);
  observeEvents(observe);
  observeNotes(observe);
}
