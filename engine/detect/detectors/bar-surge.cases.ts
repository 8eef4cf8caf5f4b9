/** Known answers of bar-surge.ts: a bar against those before it, and what is kept of it. */
import type { Observe } from "#schemas";
import { detectBarSurge } from "./bar-surge.ts";
import {
  at,
  FixtureContext,
  FixtureEvents,
  least,
  pick,
  type RowValues,
  T0_US,
} from "./cases-fixture.ts";
import { NotedDecisions } from "./noted-decisions.ts";

/** A bar after one that closed at 100 and ten of volumes 10, 20 … 100: their mean is 55. */
const KNOWN: RowValues = {
  AT_BAR_CLOSE: 100,
  AT_BAR_CLOSE_EPOCH_US: at(-60),
  AT_BAR_VOLUMES_KNOWN: 10,
};
const VOLUMES = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

function step(price: number, size: number, values: RowValues = {}, volumes = VOLUMES) {
  const decisions = new NotedDecisions();
  const context = new FixtureContext(decisions).set({ price, size, startEpochUs: at(-60) });
  context.putRing("AT_BAR_VOLUMES", volumes).put({ ...KNOWN, ...values });
  const events = new FixtureEvents();
  const changes = context.changes(() => detectBarSurge(context, events.writer));
  return { changes, event: events.take()[0], noted: decisions.take().map(Object.values) };
}

/** magnitude, score, volume ratio, volume and trigger of the surge; undefined = none. */
function surge(...bar: Parameters<typeof step>): unknown {
  const names = ["MAGNITUDE_F64", "SCORE_F64", "VOLUME_MULTIPLIER_F64", "TRIGGER_U8"];
  const { event } = step(...bar);
  return pick(event, "EVENT_VOLUME_F64", ...names.map((name) => `SURGE_${name}`));
}

const isSurge = (...bar: Parameters<typeof step>): boolean => step(...bar).event !== undefined;

/** What needs no mean of volumes; then what needs one. */
function observeMoves(observe: Observe): void {
  const { event, changes } = step(103, 200);
  observe(
    detectBarSurge,
    "judges and keeps",
    [event !== undefined, "AT_BAR_CLOSE" in changes],
    [true, true],
  );
  for (const [fact, price] of [
    ["up 3 percent", 103],
    ["down 3 percent", 97],
    ["up 1 percent", 101],
  ] as const) {
    const made = step(price, 1).event;
    observe("judge", fact, pick(made, "SURGE_MAGNITUDE_F64", "SURGE_TRIGGER_U8"));
  }
  for (const [price, size] of [
    [103, 9999],
    [101, 9999],
    [100.4, 9999],
  ] as const) {
    const trigger = step(price, size).event?.SURGE_TRIGGER_U8;
    observe("judge", `much volume at ${price}`, trigger);
  }
}

function observeJudgement(observe: Observe): void {
  observe("judge", "price alone", surge(103, 1), [1, 3, 37.6515151515, 0.0181818181818, 1]);
  observe("judge", "a fall", surge(97, 1), [1, -3, 37.6515151515, 0.0181818181818, 1]);
  observe("judge", "price and volume", surge(103, 200), [200, 3, 67.803030303, 3.63636363636, 3]);
  observe("judge", "volume alone", surge(101, 200), [200, 1, 42.803030303, 3.63636363636, 2]);
  observe("judge", "neither", surge(101, 100), undefined);
  observe("judge", "volume without a move", surge(100.4, 200), undefined);
  observe("judge", "no bar before", surge(103, 200, { AT_BAR_CLOSE: 0 }), undefined);
  for (const gapUs of [300e6, 300e6 + 1]) {
    const values = { AT_BAR_CLOSE_EPOCH_US: at(-60) - gapUs };
    observe("judge", `${gapUs} us after the last`, isSurge(103, 200, values));
  }
  observe(
    "judge",
    "least price",
    least(100, 110, (price) => isSurge(price, 1)),
    101.999999998,
  );
  observe(
    "judge",
    "least volume",
    least(1, 900, (volume) => isSurge(101, volume)),
    164.999999835,
  );
  observe(
    "judge",
    "least price with volume",
    least(100, 110, (price) => isSurge(price, 200)),
    100.5,
  );
  for (const agoUs of [180e6 - 1, 180e6]) {
    const values = { AT_SURGE_SIDE: 1, AT_SURGE_EPOCH_US: T0_US - agoUs };
    observe("judge", `${agoUs} us after a surge`, isSurge(103, 200, values));
  }
}

function observeMean(observe: Observe): void {
  for (const known of [0, 2, 3, 9, 10]) {
    const bar = surge(103, 50, { AT_BAR_VOLUMES_KNOWN: known });
    observe("meanVolumeBefore", `${known} known`, bar);
  }
  observe(
    "meanVolumeBefore",
    "nothing traded",
    surge(103, 50, {}, new Array(10).fill(0)),
    [50, 3, 45.8333333333, 1, 1],
  );
  observe(
    "judge",
    "little traded",
    surge(103, 5, {}, new Array(10).fill(0.5)),
    [5, 3, 87.5, 10, 3],
  );
  observe("judge", "nothing traded, no move", surge(101, 50, {}, new Array(10).fill(0)), undefined);
}

function observeKept(observe: Observe): void {
  for (const [next, known] of [
    [0, 0],
    [8, 8],
    [9, 9],
    [0, 10],
    [9, 10],
  ] as const) {
    const values = { AT_BAR_VOLUMES_NEXT: next, AT_BAR_VOLUMES_KNOWN: known };
    observe("keep", `place ${next} of ${known}`, step(100.1, 7, values).changes);
  }
  observe(
    detectBarSurge,
    "judges before it keeps",
    surge(103, 200, { AT_BAR_CLOSE: 50 }),
    [200, 106, 80.303030303, 3.63636363636, 3],
  );
}

/** What is noted of a watched symbol: each gate that was asked, with its numbers. */
function observeNotes(observe: Observe): void {
  for (const [fact, price, size, values] of [
    ["no bar before", 103, 200, { AT_BAR_CLOSE: 0 }],
    ["after a hole", 103, 200, { AT_BAR_CLOSE_EPOCH_US: at(-361) }],
    ["neither", 101, 100, {}],
    ["a price", 97, 1, {}],
    ["a volume", 101, 200, {}],
    ["no mean", 101, 200, { AT_BAR_VOLUMES_KNOWN: 2 }],
    ["too soon", 103, 200, { AT_SURGE_SIDE: 1, AT_SURGE_EPOCH_US: at(-179) }],
  ] as const) {
    observe("judge", `noted: ${fact}`, step(price, size, values).noted);
  }
}

export default function cases(observe: Observe): void {
  observeMoves(observe);
  observeMean(observe);
  observeJudgement(observe);
  observeKept(observe);
  observeNotes(observe);
}
