/** Known answers of admission.ts: every filter, the re-base, and what an accepted record leaves. */

import { FILTER_REASONS } from "#engine/telemetry";
import type { Observe, Subject } from "#schemas";
import { FixtureContext, observeEach, type RowValues, T0_US } from "../detectors/cases-fixture.ts";
import { NotedDecisions } from "../detectors/noted-decisions.ts";
import { ADMITTED, admitBar, admitFmv, admitTick } from "./admission.ts";

const DATE = 20_000;
/** The session of DATE that the records belong to: the row is in it already. */
const KEY = DATE * 4 + 2;

type Admit = (context: FixtureContext) => number;

function prepared(values: RowValues = {}): FixtureContext {
  const record = { sessionDate: DATE, marketStatus: 2, price: 10, size: 7, isRebase: true };
  const bar = { open: 9.5, high: 11, low: 9, startEpochUs: T0_US - 60e6 };
  return new FixtureContext(new NotedDecisions())
    .set({ ...record, ...bar })
    .put({ AT_SESSION_KEY: KEY, ...values });
}

const tick: Admit = (context) => admitTick(context, true, -1, 0, 0);
const numbered =
  (feedSeq: number): Admit =>
  (context) =>
    admitTick(context, true, feedSeq, 0, 0);
const bar: Admit = (context) => admitBar(context, 0, 0);

/** What became of a record: its verdict in words, what it changed, and whether it re-based. */
function outcome(admit: Admit, context: FixtureContext) {
  let verdict = 0;
  const changes = context.changes(() => {
    verdict = admit(context);
  });
  const word = verdict === ADMITTED ? "admitted" : (FILTER_REASONS[verdict] ?? verdict);
  const noted = (context.decisions as NotedDecisions).take().map(Object.values);
  return { word, isRebase: context.isRebase, changes, noted };
}

const SEEN: RowValues = { AT_FEED_SEQ_DATE: DATE, AT_NEWEST_FEED_SEQ: 5 };

function observeOutcome(
  observe: Observe,
  owner: Subject,
  fact: string,
  { word, isRebase, changes, noted }: ReturnType<typeof outcome>,
): void {
  observe(owner, fact, word);
  observe(owner, `noted: ${fact}`, noted);
  observe(owner, `isRebase: ${fact}`, isRebase);
  observeEach(observe, owner, fact, changes);
}

const TICKS: readonly (readonly [fact: string, values: RowValues, admit: Admit])[] = [
  ["not eligible", {}, (context) => admitTick(context, false, 5, 3, 3)],
  ["no sequence", SEEN, tick],
  ["an older sequence", SEEN, numbered(4)],
  ["the same sequence", SEEN, numbered(5)],
  ["the next sequence", SEEN, numbered(6)],
  ["a sequence of yesterday", { ...SEEN, AT_FEED_SEQ_DATE: DATE - 1 }, numbered(4)],
  ["sequence 0 again", { ...SEEN, AT_NEWEST_FEED_SEQ: 0 }, numbered(0)],
  ["sequence 0 first", {}, numbered(0)],
  ["as old as the newest", { AT_NEWEST_TICK_EPOCH_US: T0_US, AT_LATE_TICKS: 3 }, tick],
  ["a microsecond late", { AT_NEWEST_TICK_EPOCH_US: T0_US + 1 }, numbered(9)],
];

const BARS: readonly (readonly [fact: string, values: RowValues])[] = [
  ["ends with the last", { AT_BAR_END_EPOCH_US: T0_US }],
  ["ends a microsecond later", { AT_BAR_END_EPOCH_US: T0_US - 1, AT_LATE_BARS: 3 }],
  ["ends before the last", { AT_BAR_END_EPOCH_US: T0_US + 1 }],
  ["a tick a minute before its end", { AT_NEWEST_TICK_EPOCH_US: T0_US - 60e6 }],
  ["a tick less than a minute before", { AT_NEWEST_TICK_EPOCH_US: T0_US - 60e6 + 1 }],
  ["late and covered", { AT_BAR_END_EPOCH_US: T0_US, AT_NEWEST_TICK_EPOCH_US: T0_US }],
];

function observeLate(
  observe: Observe,
  owner: { readonly name: string },
  admit: Admit,
  late: RowValues,
  field: keyof RowValues,
) {
  for (const known of [0, 9, 10, 11]) {
    const context = prepared({
      ...late,
      [field]: known,
      AT_TREND_TICKS: 3,
      AT_SURGE_EPOCH_US: 9e15,
    });
    const { word, isRebase, changes } = outcome(admit, context);
    observe("isStillLate", `${owner.name}, ${known} late ones`, [word, changes[field]]);
    observe(owner, `rebase after ${known} late ones`, isRebase);
    observeEach(observe, owner, `after ${known} late ones`, changes);
  }
}

function observeVwap(observe: Observe): void {
  const sums: RowValues = { AT_SUM_PRICE_SIZE: 200, AT_SUM_SIZE: 21 };
  for (const [fact, dayVwap, size, values] of [
    ["own", 0, 7, sums],
    ["the feed's", 9.25, 7, sums],
    ["the feed's, below 1", 0.5, 7, sums],
    ["nothing traded", 0, 0, {}],
    ["below 0", -1, 7, sums],
    ["infinite", Infinity, 7, sums],
    ["sums overflow", 0, 7, { AT_SUM_PRICE_SIZE: Infinity, AT_SUM_SIZE: 1 }],
  ] as const) {
    for (const [kind, admit] of [
      ["tick", (context: FixtureContext) => admitTick(context, true, -1, dayVwap, 0)],
      ["bar", (context: FixtureContext) => admitBar(context, dayVwap, 0)],
    ] as const) {
      const context = prepared(values).set({ size });
      admit(context);
      const sums = context.get("AT_SUM_PRICE_SIZE", "AT_SUM_SIZE");
      observe("addToVwap", `${kind}: ${fact}`, [context.vwap, sums]);
    }
  }
}

function observeSizes(observe: Observe): void {
  for (const [next, known] of [
    [0, 0],
    [4, 4],
    [18, 18],
    [19, 19],
    [0, 20],
    [19, 20],
  ] as const) {
    const sizes: RowValues = { AT_SIZES_NEXT: next, AT_SIZES_KNOWN: known };
    const bars: RowValues = { AT_BAR_SIZES_NEXT: next, AT_BAR_SIZES_KNOWN: known };
    for (const [kind, admit, values] of [
      ["tick", tick, sizes],
      ["bar", bar, bars],
    ] as const) {
      const { changes } = outcome(admit, prepared(values));
      const ring = Object.entries(changes).filter(([name]) => name.includes("SIZES"));
      observe("addSize", `${kind} ${next} of ${known}`, Object.fromEntries(ring));
    }
  }
}

export default function run(observe: Observe): void {
  const all = [
    [admitTick, tick],
    [admitBar, bar],
    [admitFmv, admitFmv],
  ] as const;
  for (const [owner, admit] of all) {
    observe(owner, "an ordinary one", outcome(admit, prepared()).word);
  }
  for (const [owner, admit] of all) {
    const { changes } = outcome(admit, prepared());
    observe(owner, "what it leaves", Object.keys(changes));
    const late = { AT_NEWEST_TICK_EPOCH_US: owner === admitTick ? T0_US + 1 : 0 };
    const values = { ...late, AT_BAR_END_EPOCH_US: T0_US, AT_FMV_EPOCH_US: T0_US + 1 };
    observe("isStillLate", `${owner.name}, a late one`, outcome(admit, prepared(values)));
  }
  observeVwap(observe);
  observeSizes(observe);
  for (const [fact, values, admit] of TICKS) {
    observeOutcome(observe, admitTick, fact, outcome(admit, prepared(values)));
  }
  const empty = prepared().set({ size: 0 });
  observeOutcome(observe, admitTick, "of size 0", outcome(tick, empty));
  const opened = prepared({ AT_SESSION_KEY: 1 });
  const firstTick = outcome((context) => admitTick(context, true, -1, 0, 12), opened);
  observeOutcome(observe, admitTick, "the first of a session", firstTick);
  for (const [fact, values] of BARS) {
    observeOutcome(observe, admitBar, fact, outcome(bar, prepared(values)));
  }
  observeOutcome(observe, admitBar, "of volume 0", outcome(bar, prepared().set({ size: 0 })));
  for (const [owner, admit] of [
    [admitTick, tick],
    [admitBar, bar],
  ] as const) {
    const fraction = outcome(admit, prepared().set({ size: 0.5 }));
    observe(owner, "of size 0.5", Object.keys(fraction.changes));
  }
  const openedByBar = prepared({ AT_SESSION_KEY: 1 });
  const first = outcome((context) => admitBar(context, 0, 12), openedByBar);
  observeOutcome(observe, admitBar, "the first of a session", first);
  const unopened = outcome(bar, prepared({ AT_SESSION_KEY: 1 }));
  observeOutcome(observe, admitBar, "a session without an open", unopened);
  for (const laterUs of [-1, 0, 1]) {
    const values: RowValues = { AT_FMV_EPOCH_US: T0_US + laterUs, AT_LATE_FMVS: 3 };
    const fact = `newest ${laterUs} us later`;
    observeOutcome(observe, admitFmv, fact, outcome(admitFmv, prepared(values)));
  }
  observeLate(observe, admitTick, tick, { AT_NEWEST_TICK_EPOCH_US: T0_US + 1 }, "AT_LATE_TICKS");
  observeLate(observe, admitBar, bar, { AT_BAR_END_EPOCH_US: T0_US }, "AT_LATE_BARS");
  observeLate(observe, admitFmv, admitFmv, { AT_FMV_EPOCH_US: T0_US + 1 }, "AT_LATE_FMVS");
}
