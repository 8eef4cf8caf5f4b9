/** Known answers of high-low.ts: extremes, what is due, cooldown, flags, reversals, and bars. */
import { type Observe, of } from "#schemas";
import {
  at,
  FixtureContext,
  type FixtureEvent,
  FixtureEvents,
  observeEach,
  pick,
  type RowValues,
  T0_US,
} from "./cases-fixture.ts";
import { HighLowDetector } from "./high-low.ts";
import { NotedDecisions } from "./noted-decisions.ts";

const UP = 1;
const DOWN = 2;

/** Every change is worth an event, whatever the period; the rules have cases of their own. */
const EAGER = {
  enabled: true,
  minPercent: 0,
  minChange: 0,
  cooldownSeconds: 2,
  reversalWindowSeconds: 100,
  extendedHoursMultiplier: 1,
  openingMultiplier: 1,
};

/** A session between 95 and 105 that was reported so; the period is midday. */
const QUIET: RowValues = {
  AT_SESSION_HIGH: 105,
  AT_REPORTED_HIGH: 105,
  AT_SESSION_LOW: 95,
  AT_REPORTED_LOW: 95,
  AT_HIGH_COUNT: 3,
  AT_LOW_COUNT: 6,
};

const SIGNIFICANCE = "HIGHLOW_SIGNIFICANCE_F64";
const REVERSAL = [
  "reversal",
  "HIGHLOW_REVERSAL_SPAN_US_F64",
  "HIGHLOW_PREVIOUS_PRICE_F64",
  "HIGHLOW_REVERSAL_TYPE_U8",
  "HIGHLOW_REVERSAL_PATTERN_U8",
];

interface Step {
  changes: Record<string, number>;
  events: FixtureEvent[];
}

function step(
  values: RowValues,
  run: (context: FixtureContext, events: FixtureEvents) => void,
): Step {
  const context = new FixtureContext()
    .set({ period: 2, recordSeq: 5 })
    .put({ ...QUIET, ...values });
  const events = new FixtureEvents();
  const changes = context.changes(() => run(context, events));
  return { changes, events: events.take() };
}

/** One tick of size 4 on a row. */
function tick(values: RowValues, price: number, size = 4): Step {
  return step(values, (context, events) =>
    new HighLowDetector(EAGER).onTick(context.set({ price, size }), events.writer),
  );
}

/** One bar on a row: open, high, low, close. */
function bar(values: RowValues, [open, high, low, price]: readonly number[]): Step {
  return step(values, (context, events) => {
    Object.assign(context, { open, high, low, price, size: 4, isBar: true });
    new HighLowDetector(EAGER).onBar(context, events.writer);
  });
}

const kinds = ({ events }: Step): unknown => events.map((event) => pick(event, "kind", "price"));
const changed = ({ changes }: Step, ...names: string[]): unknown => names.map((n) => changes[n]);

function observeExtremes(observe: Observe): void {
  const muted: RowValues = { AT_EVENT_SIDE: UP, AT_EMISSION_EPOCH_US: T0_US };
  for (const price of [100, 105, 95]) {
    observe(
      of(HighLowDetector, "onTick"),
      `quiet at ${price}`,
      tick({}, price).changes.AT_SESSION_HIGH,
    );
    observe(
      of(HighLowDetector, "onTick"),
      `quiet at ${price}: low`,
      tick({}, price).changes.AT_SESSION_LOW,
    );
    observe("#isLowDue", `quiet at ${price}`, kinds(tick({}, price)));
  }
  const high = tick(muted, 105.5);
  const low = tick(muted, 94.5);
  observe(
    "#setHigh",
    "at once",
    changed(high, "AT_SESSION_HIGH", "AT_HIGH_EPOCH_US"),
    [105.5, 1700000000000000],
  );
  observe(
    "#setLow",
    "at once",
    changed(low, "AT_SESSION_LOW", "AT_LOW_EPOCH_US"),
    [94.5, 1700000000000000],
  );
  observe(of(HighLowDetector, "onTick"), "never cooling down: high", kinds(tick({}, 106)), [
    [1, 106],
  ]);
  observe(of(HighLowDetector, "onTick"), "never cooling down: low", kinds(tick({}, 94)), [[2, 94]]);
  observe("#hasCooledDown", "high", high, {
    changes: { AT_HIGH_EPOCH_US: 1700000000000000, AT_SESSION_HIGH: 105.5 },
    events: [],
  });
  observe("#hasCooledDown", "low", low, {
    changes: { AT_LOW_EPOCH_US: 1700000000000000, AT_SESSION_LOW: 94.5 },
    events: [],
  });
  for (const [fact, values] of [
    ["just now", muted],
    ["almost over", { ...muted, AT_EMISSION_EPOCH_US: T0_US - 2e6 + 1 }],
    ["over", { ...muted, AT_EMISSION_EPOCH_US: T0_US - 2e6 }],
    ["after a low, just now", { ...muted, AT_EVENT_SIDE: DOWN }],
    ["no event yet", { ...muted, AT_EVENT_SIDE: 0 }],
  ] as const) {
    observe("#hasCooledDown", fact, kinds(tick(values, 106)));
  }
  const highDue: RowValues = { AT_SESSION_HIGH: 106, AT_HIGH_EPOCH_US: at(-5) };
  const lowDue: RowValues = { AT_SESSION_LOW: 94, AT_LOW_EPOCH_US: at(-4) };
  observe("#isHighDue", "since before", kinds(tick(highDue, 100)), [[1, 106]]);
  observe("#isLowDue", "since before", kinds(tick(lowDue, 100)), [[2, 94]]);
  observe(
    of(HighLowDetector, "onTick"),
    "high due first",
    kinds(tick({ ...highDue, ...lowDue }, 100)),
    [[1, 106]],
  );
  const lowFirst = { ...highDue, ...lowDue, AT_LOW_EPOCH_US: at(-6) };
  observe(of(HighLowDetector, "onTick"), "low due first", kinds(tick(lowFirst, 100)), [[2, 94]]);
  const together = { ...highDue, ...lowDue, AT_LOW_EPOCH_US: at(-5) };
  observe(of(HighLowDetector, "onTick"), "due together", kinds(tick(together, 100)), [[1, 106]]);
  observe(
    of(HighLowDetector, "onTick"),
    "one event at most",
    tick({ ...highDue, ...lowDue }, 100).events.length,
    1,
  );
}

/** Real thresholds, so that price, change, base and period each decide. */
function observeThresholds(observe: Observe): void {
  const detector = new HighLowDetector({
    enabled: true,
    minPercent: 0.1,
    minChange: 0.01,
    cooldownSeconds: 0,
    reversalWindowSeconds: 0,
    extendedHoursMultiplier: 2,
    openingMultiplier: 1.5,
  });
  const made = (period: number, values: RowValues, price: number): number => {
    const run = (context: FixtureContext, events: FixtureEvents) =>
      detector.onTick(context.set({ period, price, size: 4 }), events.writer);
    return step(values, run).events.length;
  };
  const cheap: RowValues = { AT_SESSION_HIGH: 24, AT_REPORTED_HIGH: 24 };
  const cheapLow: RowValues = { AT_SESSION_LOW: 25.01, AT_REPORTED_LOW: 25.01 };
  for (const period of [0, 1, 2]) {
    for (const change of [0.019, 0.021, 0.031, 0.041]) {
      const high = made(period, { ...cheap, AT_SESSION_LOW: 0, AT_REPORTED_LOW: 0 }, 24 + change);
      observe("#isHighDue", `period ${period}, ${change} above`, high);
      const values = { ...cheapLow, AT_SESSION_HIGH: 99, AT_REPORTED_HIGH: 99 };
      observe(
        "#isLowDue",
        `period ${period}, ${change} below`,
        made(period, values, 25.01 - change),
      );
    }
  }
}

function observeEvents(observe: Observe): void {
  const later: RowValues = { AT_EVENT_SIDE: UP, AT_EVENT_EPOCH_US: at(-9), AT_EVENT_PRICE: 104 };
  const memory: RowValues = {
    ...later,
    AT_EVENT2_SIDE: DOWN,
    AT_EVENT2_EPOCH_US: at(-19),
    AT_EVENT3_SIDE: UP,
    AT_EVENT3_EPOCH_US: at(-29),
  };
  const high = tick({ ...memory, AT_SESSION_HIGH: 106, AT_HIGH_EPOCH_US: at(-5) }, 100);
  const low = tick({ ...memory, AT_SESSION_LOW: 94, AT_LOW_EPOCH_US: at(-5) }, 100);
  const counted = ["AT_HIGH_COUNT", "AT_LOW_COUNT", "AT_REPORTED_HIGH", "AT_REPORTED_LOW"];
  observe("#emitHigh", "counts and reports", changed(high, ...counted), [
    4,
    undefined,
    106,
    undefined,
  ]);
  observe("#emitLow", "counts and reports", changed(low, ...counted), [
    undefined,
    7,
    undefined,
    94,
  ]);
  for (const [owner, { events, changes }] of [
    ["#emitHigh", high],
    ["#emitLow", low],
  ] as const) {
    observe(owner, "event", pick(events[0], "kind", "side", "price", "epochUs"));
    observe("#emit", `setCounts of ${owner}`, pick(events[0], "up", "down"));
    for (const name of ["HIGHLOW_SESSION_HIGH_F64", "HIGHLOW_SESSION_LOW_F64"]) {
      observe("#emit", `${name}: ${owner}`, events[0]?.[name]);
    }
    const kept = Object.entries(changes).filter(([name]) => /EVENT|EMISSION/.test(name));
    observeEach(observe, "remember", `after ${owner}`, Object.fromEntries(kept));
  }
  const flagged: RowValues = { AT_TREND_DIRECTION: DOWN, AT_TREND_RUN_SIDE: UP, AT_SURGE_SIDE: UP };
  for (const leftUs of [-1, 0, 1]) {
    const values = { ...flagged, AT_SURGE_EXPIRATION_EPOCH_US: T0_US + leftUs };
    const [event] = tick(values, 106).events;
    for (const name of ["HIGHLOW_TREND_FLAG_U8", "HIGHLOW_SURGE_FLAG_U8"]) {
      observe("#emit", `${name}: ${leftUs} us left`, event?.[name]);
    }
  }
  for (const price of [105.0625, 104.9, 106, 190]) {
    const values: RowValues = { AT_SESSION_HIGH: 99, AT_REPORTED_HIGH: 99 };
    const sized = [4, 0, 200].map((size) => tick(values, price, size).events[0]?.[SIGNIFICANCE]);
    observe("significance", `high at ${price}, with and without size`, sized);
  }
  observe("significance", "low", tick({}, 94).events[0]?.[SIGNIFICANCE], 87.5);
}

/** A reversal of so many seconds before `epochUs`, and the events before it. */
function observeReversals(observe: Observe): void {
  const before = (side: number, spanUs: number): RowValues => ({
    AT_EVENT_SIDE: side,
    AT_EVENT_EPOCH_US: T0_US - spanUs,
    AT_EVENT_PRICE: 98.5,
    AT_EMISSION_EPOCH_US: T0_US - 9e6,
  });
  const pattern = (sides: readonly number[], spanUs: number): RowValues => ({
    ...before(sides[0]!, 10e6),
    AT_EVENT2_SIDE: sides[1]!,
    AT_EVENT3_SIDE: sides[2]!,
    AT_EVENT3_EPOCH_US: T0_US - spanUs,
  });
  const cases: readonly (readonly [fact: string, values: RowValues, price: number])[] = [
    ["high, nothing before", {}, 106],
    ["high after a high", before(UP, 10e6), 106],
    ["high after a low", before(DOWN, 10e6), 106],
    ["low after a low", before(DOWN, 10e6), 94],
    ["low after a high", before(UP, 10e6), 94],
    ["at the same time", before(DOWN, 0), 106],
    ["a microsecond before", before(DOWN, -1), 106],
    ["at the end of the window", before(DOWN, 100e6), 106],
    ["after the window", before(DOWN, 100e6 + 1), 106],
    ["W", pattern([DOWN, UP, DOWN], 900e6), 106],
    ["W that took too long", pattern([DOWN, UP, DOWN], 900e6 + 1), 106],
    ["no W: two lows", pattern([DOWN, DOWN, DOWN], 20e6), 106],
    ["no W: begins high", pattern([DOWN, UP, UP], 20e6), 106],
    ["M", pattern([UP, DOWN, UP], 20e6), 94],
    ["no M: two events only", pattern([UP, DOWN, 0], 20e6), 94],
  ];
  for (const [fact, values, price] of cases) {
    const [event] = tick(values, price).events;
    for (const name of REVERSAL) observe("#describeReversal", `${name}: ${fact}`, event?.[name]);
  }
}

function observeBars(observe: Observe): void {
  const cool: RowValues = { AT_EVENT_SIDE: UP, AT_EMISSION_EPOCH_US: T0_US - 1e6 };
  for (const [fact, values, numbers] of [
    ["quiet", {}, [100, 105, 95, 101]],
    ["rising", {}, [100, 106, 94, 101]],
    ["flat", {}, [100, 106, 94, 100]],
    ["falling", {}, [100, 106, 94, 99]],
    ["during the cooldown", cool, [100, 106, 94, 101]],
    ["falling during the cooldown", cool, [100, 106, 94, 99]],
    ["beyond its close", { AT_SESSION_HIGH: 99, AT_REPORTED_HIGH: 99 }, [98, 104, 96, 97]],
  ] as const) {
    const result = bar(values, numbers);
    const owner = fact.includes("cooldown") ? "sinceEmissionUs" : of(HighLowDetector, "onBar");
    observe(owner, `${fact}: events`, result.events.length);
    const { AT_SESSION_HIGH, AT_HIGH_EPOCH_US, AT_SESSION_LOW, AT_LOW_EPOCH_US } = result.changes;
    observe("#highStep", `${fact}: extreme`, [AT_SESSION_HIGH, AT_HIGH_EPOCH_US]);
    observe("#lowStep", `${fact}: extreme`, [AT_SESSION_LOW, AT_LOW_EPOCH_US]);
    const sides = result.events.map(({ side }) => side);
    observe("#highStep", `${fact}: highs`, sides.filter((side) => side === UP).length);
    observe("#lowStep", `${fact}: lows`, sides.filter((side) => side === DOWN).length);
    observe(owner, fact, kinds(result));
  }
}

/** What is noted of a watched symbol: each gate that was asked, with its numbers. */
function observeNotes(observe: Observe): void {
  const noted = (values: RowValues, record: Partial<FixtureContext>): unknown => {
    const decisions = new NotedDecisions();
    const context = new FixtureContext(decisions).set({ period: 2, price: 100, ...record });
    const detector = new HighLowDetector(EAGER);
    const events = new FixtureEvents().writer;
    context.put({ ...QUIET, ...values });
    if (context.isBar) detector.onBar(context, events);
    else detector.onTick(context, events);
    return decisions.take().map(Object.values);
  };
  for (const price of [100, 105.5, 94.5])
    observe(of(HighLowDetector, "onTick"), `noted at ${price}`, noted({}, { price }));
  for (const seconds of [1, 2]) {
    const last = { AT_EVENT_SIDE: UP, AT_EMISSION_EPOCH_US: at(-seconds) };
    observe("#hasCooledDown", `noted ${seconds} s after a high`, noted(last, { price: 106 }));
  }
  const due: RowValues = { AT_SESSION_HIGH: 107, AT_SESSION_LOW: 93, AT_HIGH_EPOCH_US: at(-5) };
  for (const low of [-6, -5, -4]) {
    const both = { ...due, AT_LOW_EPOCH_US: at(low) };
    observe("notePostponed", `both due, the low ${-low} s ago`, noted(both, {}));
  }
  for (const price of [101, 99]) {
    const bar = { isBar: true, open: 100, high: 106, low: 94, price };
    observe(of(HighLowDetector, "onBar"), `noted, closed at ${price}`, noted({}, bar));
  }
}

export default function cases(observe: Observe): void {
  observe(of(HighLowDetector, "name"), "value", new HighLowDetector(EAGER).name, "high-low");
  observeExtremes(observe);
  observeEvents(observe);
  observeReversals(observe);
  observeBars(observe);
  observeThresholds(observe);
  observeNotes(observe);
}
