/** Known answers of surge.ts: samples, and both sides of every limit that a surge must pass. */
import { type Observe, of } from "#schemas";
import {
  at,
  FixtureContext,
  type FixtureEvent,
  FixtureEvents,
  least,
  pick,
  type RowValues,
  T0_US,
} from "./cases-fixture.ts";
import { NotedDecisions } from "./noted-decisions.ts";
import { judgeNewestSample, SurgeDetector } from "./surge.ts";
import { SURGE_RULES } from "./surge-rules.ts";

const [PREMARKET, OPENING, MIDDAY, CLOSING, AFTERHOURS] = [0, 1, 2, 3, 4];

interface Situation {
  period?: number;
  price?: number;
  /** Volume of the tick; the pending volume is 40. */
  size?: number;
  /** Since the newest sample. */
  seconds?: number;
  /** Prices and rates of the samples before, the newest first. */
  prices?: readonly number[];
  rates?: readonly number[];
  values?: RowValues;
}

const CALM = [30, 30.3, 29.7, 30.3, 29.7, 30.3, 29.7];

/** A tick that ends a sample in PREMARKET, behind seven samples round 30 at 10 a second. */
function prepared(situation: Situation, decisions?: NotedDecisions): FixtureContext {
  const { period = PREMARKET, price = 30.6, size = 80, seconds = 12 } = situation;
  const { prices = CALM, rates = prices.map(() => 10) } = situation;
  const context = new FixtureContext(decisions).set({ period, price, size, recordSeq: 3 });
  const head = 2;
  const ring = (newestFirst: readonly number[]) => {
    const places = new Array<number>(20).fill(7);
    newestFirst.forEach((x, age) => {
      places[(head - age + 20) % 20] = x;
    });
    return places;
  };
  context.putRing("AT_SAMPLE_PRICES", ring(prices)).putRing("AT_SAMPLE_RATES", ring(rates));
  return context.put({
    AT_SAMPLE_EPOCH_US: at(-seconds),
    AT_SAMPLE_PERIOD: period,
    AT_SAMPLE_PENDING: 40,
    AT_SAMPLES: prices.length,
    AT_SAMPLE_HEAD: head,
    ...situation.values,
  });
}

/** The event that its tick makes. */
function eventOf(context: FixtureContext): FixtureEvent | undefined {
  const events = new FixtureEvents();
  new SurgeDetector().onTick(context, events.writer);
  return events.take()[0];
}

/** What its tick changes in the row. */
function changesOf(situation: Situation): Record<string, number> {
  const context = prepared(situation);
  return context.changes(() => eventOf(context));
}

const NUMBERS = [
  "price",
  "EVENT_VOLUME_F64",
  "SURGE_MAGNITUDE_F64",
  "SURGE_SCORE_F64",
  "SURGE_VOLUME_MULTIPLIER_F64",
  "SURGE_TRIGGER_U8",
];

const surge = (situation: Situation): unknown => pick(eventOf(prepared(situation)), ...NUMBERS);
const isSurge = (situation: Situation): boolean => eventOf(prepared(situation)) !== undefined;
const fieldOf = (situation: Situation, name: keyof FixtureEvent & string): unknown =>
  eventOf(prepared(situation))?.[name];

function observeSamples(observe: Observe): void {
  const fresh: RowValues = { AT_SAMPLE_EPOCH_US: 0 };
  const situations: readonly (readonly [fact: string, situation: Situation])[] = [
    ["no sample yet", { values: fresh }],
    ["another period", { values: { AT_SAMPLE_PERIOD: MIDDAY } }],
    ["within the interval", { seconds: 11.999_999 }],
    ["at the interval's end", { price: 30.01 }],
    ["a longer sample", { price: 30.01, seconds: 20 }],
  ];
  for (const [fact, situation] of situations) {
    observe(
      of(SurgeDetector, "onTick"),
      `${fact}: a sample`,
      "AT_SAMPLE_HEAD" in changesOf(situation),
    );
  }
  for (const [head, known] of [
    [2, 7],
    [18, 18],
    [19, 19],
    [0, 20],
  ] as const) {
    const values = { AT_SAMPLE_HEAD: head, AT_SAMPLES: known };
    const all = Object.entries(changesOf({ price: 30.01, values }));
    const changes = all.filter(([name]) => name.includes("SAMPLE"));
    const kept = changes.map(([name, value]) => [name, name.includes("RATES") ? "a rate" : value]);
    observe("addSample", `behind place ${head}`, kept);
  }
  for (const [fact, situation] of situations) {
    observe(
      of(SurgeDetector, "onTick"),
      fact.includes("longer") ? `rate: ${fact}` : fact,
      changesOf(situation),
    );
  }
}

/** Moves of any size and volume: where a surge begins. */
function observeSurges(observe: Observe): void {
  observe("judge", "trigger: a large move with volume", isSurge({ price: 36, size: 960 }), true);
  observe("judge", "no move", isSurge({ price: 30 }), false);
  for (const count of [3, 4, 2]) {
    const prices = CALM.slice(0, count);
    observe(
      of(SurgeDetector, "onTick"),
      `${count} samples before`,
      isSurge({ price: 36, size: 960, prices }),
    );
  }
  observe(
    "judge",
    "baseline: a rise",
    fieldOf({ price: 36, size: 960 }, "SURGE_MAGNITUDE_F64"),
    20,
  );
  observe(
    "judge",
    "baseline: a fall",
    fieldOf({ price: 24, size: 960 }, "SURGE_MAGNITUDE_F64"),
    -20,
  );
  observeMeans(observe);
  observeVolatility(observe);
  const least$ = (situation: Situation, from = 30, to = 60) =>
    least(from, to, (price) => isSurge({ ...situation, price }));
  for (const [period, name] of [
    [PREMARKET, "adaptive"],
    [CLOSING, "strict"],
  ] as const) {
    // Volume in any amount: the move decides. Volume just not enough: the larger one does.
    for (const size of [99_999, 160, 115, 80, 50, 0]) {
      const from = least$({ period, size });
      observe("judge", `trigger: ${name}, volume ${size}: least price`, from);
      observe(
        "judge",
        `trigger: ${name}, volume ${size}: surge`,
        surge({ period, size, price: from }),
      );
    }
  }
  for (const price of [30.7, 31.2, 33, 36]) {
    const from = least(0, 99_999, (size) => isSurge({ price, size }));
    observe("judge", `excess: least volume at ${price}`, from);
    observe("judge", `trigger: least volume at ${price}: surge`, surge({ price, size: from }));
  }
  const downTo = -least(-30, -1, (x) => isSurge({ price: -x, size: 99_999 }));
  observe("judge", "changeSize: a fall: least", downTo, 29.5000000005);
  observe(
    "judge",
    "trigger: a fall: surge",
    surge({ price: downTo, size: 99_999 }),
    [29.5000000005, 100039, -1.666666665, 75.6410256154, 833.658333333, 2],
  );
  const large = { prices: CALM.map((p) => p * 6.5), size: 99_999 };
  const flatLarge = { prices: CALM.map(() => 191), size: 99_999 };
  observe(
    "judge",
    "trigger: volume alone: least price",
    [least$(large, 195, 240), least$(flatLarge, 191, 240)],
    [196.584374998, 192.499999999],
  );
  const dear = { prices: CALM.map((p) => p * 10), size: 99_999 };
  observe(
    "judge",
    "changeThreshold: a dear one: least price",
    least$(dear, 300, 600),
    302.999999997,
  );
  const cheap = { prices: CALM.map((p) => p / 10), size: 99_999 };
  observe("judge", "changeThreshold: a cheap one: least price", least$(cheap, 3, 6), 3.0999999999);
  const penny = { prices: CALM.map((p) => p / 60), size: 99_999 };
  observe(
    "judge",
    "percentThreshold: a penny stock: least price",
    least$(penny, 0.5, 0.99),
    0.51999999998,
  );
  for (const period of [OPENING, CLOSING]) {
    const flat = { period, prices: [20, 20, 20, 20, 20], size: 99_999 };
    observe("judge", `percentThreshold: period ${period}: least price`, least$(flat, 20, 30));
  }
  observe(
    "judge",
    "midday: the gate decides",
    least$({ period: MIDDAY, ...MIDDAY_FLAT }, 100, 150),
    101.499999999,
  );
  observe(
    "judge",
    "opening: the lower gate",
    least$({ period: OPENING, ...MIDDAY_FLAT }, 100, 150),
    102.239999998,
  );
}

const MIDDAY_FLAT = { prices: new Array<number>(9).fill(100), size: 99_999, seconds: 20 };

function observeMeans(observe: Observe): void {
  const sure = { price: 36, size: 960 };
  const none = new Array<number>(7).fill(-1);
  const unknown = fieldOf({ ...sure, rates: none }, "SURGE_VOLUME_MULTIPLIER_F64");
  observe("judge", "ratio: none known", unknown, 1);
  for (const [fact, rates] of [
    ["all known", [4, 5, 6, 7, 8, 9, 10]],
    ["the oldest unknown", [4, 5, 6, 7, 8, 9, -1]],
    ["the newest unknown", [-1, 5, 6, 7, 8, 9, 10]],
    ["one known", [-1, -1, 5, -1, -1, -1, -1]],
    ["nothing traded", [0, 0, 0, 0, 0, 0, 0]],
    ["hardly anything traded", [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]],
  ] as const) {
    const field = fieldOf({ ...sure, rates }, "SURGE_VOLUME_MULTIPLIER_F64");
    observe("meanKnownRate", fact, field);
  }
  // In AFTERHOURS an unknown mean is enough of a volume, if only there is one.
  for (const size of [-40, -35, 100]) {
    const situation = { period: AFTERHOURS, price: 31.5, size, seconds: 15, rates: none };
    observe("judge", `trigger: after hours, volume ${size + 40}`, surge(situation));
  }
}

/** A percentage below twice its threshold shows in the score, and so does the volatility's factor. */
function observeVolatility(observe: Observe): void {
  const spread = (x: number, count: number) =>
    Array.from({ length: count }, (_, age) =>
      age === 0 ? 30 : 30 * (1 + (age % 2 === 0 ? x : -x)),
    );
  const unknown = { period: CLOSING, price: 31.2, size: 960, seconds: 2, prices: [30, 30] };
  observe(
    "judge",
    "percentThreshold: too few prices",
    fieldOf(unknown, "SURGE_SCORE_F64"),
    81.746031746,
  );
  for (const x of [0, 0.004, 0.005, 0.0056, 0.006, 0.01, 0.02, 0.021, 0.0223, 0.023, 0.05]) {
    const situation = { price: 30.8, size: 960, prices: spread(x, 7) };
    observe("volatilityFactor", `spread ${x}`, fieldOf(situation, "SURGE_SCORE_F64"));
  }
  for (const count of [3, 4, 5, 6]) {
    const prices = [...spread(0, count - 1), 40];
    const situation = { price: 30.8, size: 960, prices };
    observe("volatilityFactor", `${count} prices`, fieldOf(situation, "SURGE_SCORE_F64"));
  }
  const two = { period: CLOSING, price: 31.2, size: 960, seconds: 2 };
  for (const prices of [
    [30, 30],
    [30, 30, 30],
    [30, 40],
  ]) {
    const score = fieldOf({ ...two, prices }, "SURGE_SCORE_F64");
    observe("volatilityFactor", `${prices} before`, score);
  }
  // The border of calm and normal, to the last bit.
  const isNormal = (x: number) =>
    Number(fieldOf({ price: 30.8, size: 960, prices: spread(x, 7) }, "SURGE_SCORE_F64")) < 96;
  const isVolatile = (x: number) =>
    Number(fieldOf({ price: 30.8, size: 960, prices: spread(x, 7) }, "SURGE_SCORE_F64")) < 88;
  const borders = [least(0.001, 0.01, isNormal), least(0.01, 0.05, isVolatile)];
  observe("volatilityFactor", "spreads at which it changes", borders, [0.005, 0.02]);
}

function observeGates(observe: Observe): void {
  const sure = { price: 36, size: 960 };
  const rule = SURGE_RULES[PREMARKET]!;
  for (const agoUs of [rule.gapUs - 1, rule.gapUs]) {
    const values = { AT_SURGE_SIDE: 2, AT_SURGE_EPOCH_US: T0_US - agoUs };
    observe(
      "judge",
      `score: ${agoUs - rule.gapUs} us from the gap's end`,
      isSurge({ ...sure, values }),
    );
  }
  for (let i = 1; i <= 4; i++) {
    observe("judge", `score: behind ${i} surges`, isSurgeBehind(i));
  }
  const scored = { period: CLOSING, prices: [100, 100, 100], seconds: 2 };
  for (const size of [12, 20, 35, 60, 310]) {
    const from = least(100, 150, (price) => isSurge({ ...scored, size, price }));
    observe("judge", `score: least price with volume ${size}`, [
      from,
      surge({ ...scored, size, price: from }),
    ]);
  }
}

function isSurgeBehind(surges: number): boolean {
  const context = new FixtureContext().set({ period: PREMARKET, price: 36, size: 960 });
  context.putRing("AT_SAMPLE_PRICES", [30, 30, 30, 30, 30, 30]);
  context.putRing("AT_SAMPLE_RATES", [10, 10, 10, 10, 10, 10]);
  context.putRing("AT_SURGE_TIMES", new Array<number>(surges).fill(at(-999)));
  context.put({ AT_SAMPLE_EPOCH_US: at(-12), AT_SAMPLES: 6, AT_SAMPLE_HEAD: 5 });
  return eventOf(context) !== undefined;
}

function observeBar(observe: Observe): void {
  const context = new FixtureContext().set({ price: 103, size: 7, startEpochUs: at(-60) });
  context.put({ AT_BAR_CLOSE: 100, AT_BAR_CLOSE_EPOCH_US: at(-60) });
  const events = new FixtureEvents();
  new SurgeDetector().onBar(context, events.writer);
  observe(
    of(SurgeDetector, "onBar"),
    "judges the bar",
    [events.take().length, context.get("AT_BAR_CLOSE")],
    [1, [103]],
  );
}

/** What is noted of a watched symbol: each gate that was asked, with its numbers. */
function observeNotes(observe: Observe): void {
  const strict: Situation = { period: CLOSING, prices: [100, 100, 100], seconds: 2 };
  const behind = (seconds: number) => ({ AT_SURGE_SIDE: 1, AT_SURGE_EPOCH_US: at(-seconds) });
  const situations: readonly (readonly [fact: string, situation: Situation])[] = [
    ["no sample yet", { values: { AT_SAMPLE_EPOCH_US: 0 } }],
    ["samples of another period", { values: { AT_SAMPLE_PERIOD: MIDDAY } }],
    ["too soon", { seconds: 11 }],
    ["too few samples", { prices: [30, 30] }],
    ["a small move", { price: 30.1 }],
    ["strict: too little in percent", { ...strict, price: 102 }],
    ["strict: too little in dollars", { ...strict, prices: [20, 20, 20], price: 20.64 }],
    ["strict: too little volume", { ...strict, price: 106, size: 0, rates: [30, 30, 30] }],
    ["strict: a surge", { ...strict, price: 106, size: 960 }],
    ["adaptive: a price alone", { price: 32, size: 70 }],
    ["adaptive: a volume alone", { price: 30.6, size: 960 }],
    ["adaptive: neither alone", { price: 31, size: 0 }],
    ["a low score", { ...strict, price: 103.6, size: 12 }],
    ["119 s after a surge", { price: 36, size: 960, values: behind(119) }],
    ["120 s after a surge", { price: 36, size: 960, values: behind(120) }],
  ];
  const noted = (situation: Situation, ask: typeof judgeNewestSample): unknown => {
    const decisions = new NotedDecisions();
    ask(prepared(situation, decisions), new FixtureEvents().writer);
    return decisions.take().map(Object.values);
  };
  const detector = new SurgeDetector();
  for (const [fact, situation] of situations) {
    observe("judge", `noted: ${fact}`, noted(situation, detector.onTick));
  }
  for (const prices of [CALM, [36, ...CALM], [36, 30]]) {
    const fact = `samples ${prices.length}, the newest at ${prices[0]}`;
    observe(judgeNewestSample, fact, noted({ prices }, judgeNewestSample));
  }
}

export default function cases(observe: Observe): void {
  observe(of(SurgeDetector, "name"), "value", new SurgeDetector().name, "surge");
  observeSamples(observe);
  observeSurges(observe);
  observeGates(observe);
  observeBar(observe);
  observeNotes(observe);
}
