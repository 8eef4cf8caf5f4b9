/** Known answers of session.ts: what a session's start and a re-base change in the row. */
import type { Observe } from "#schemas";
import { FixtureContext, observeEach, ROW_FIELDS, T0_US } from "../detectors/cases-fixture.ts";
import { enterSession, rebase, sessionKeyOf } from "./session.ts";
import * as row from "./symbol-row.ts";

const DATE = 20_000;
const REGULAR = 2;

/** A context in the regular session of DATE whose row holds numbers everywhere. */
function used(sessionKey: number): FixtureContext {
  const context = new FixtureContext().set({ sessionDate: DATE, marketStatus: REGULAR });
  context.putRing(
    "AT_SESSION_KEY",
    Array.from({ length: row.SYMBOL_ROW_F64 }, (_, i) => 1000 + i),
  );
  return context.put({ AT_SESSION_KEY: sessionKey });
}

/** What the start of a session changed: fields that became 0, and the others. */
function started(context: FixtureContext, firstPrice: number, officialOpen: number) {
  const changes = context.changes(() => enterSession(context, firstPrice, officialOpen));
  const entries = Object.entries(changes);
  return {
    cleared: entries.filter(([, value]) => value === 0).map(([name]) => name),
    set: Object.fromEntries(entries.filter(([, value]) => value !== 0)),
  };
}

/** Official opens and first prices, and the status in which they come. */
const OPENS: readonly (readonly [status: number, firstPrice: number, officialOpen: number])[] = [
  [2, 10, 0],
  [2, 10, 11],
  [2, 10, 9],
  [2, 10, 0.5],
  [2, 10, -1],
  [2, 10, Infinity],
  [2, 10, Number.NaN],
  [0, 10, 11],
  [1, 10, 11],
  [3, 10, 11],
];

function observeStart(observe: Observe): void {
  observe(sessionKeyOf, "a regular session", sessionKeyOf(DATE, REGULAR), 80002);
  observe(sessionKeyOf, "the first", sessionKeyOf(0, 1), 1);
  const key = DATE * 4 + REGULAR;
  observe(enterSession, "the same session", started(used(key), 10, 11), { cleared: [], set: {} });
  observe(
    enterSession,
    "another status: starts",
    started(used(key - 1), 10, 0).cleared.length > 0,
    true,
  );
  observe("startSession", "AT_SESSION_KEY: another status", enteredKey(key - 1), 80002);
  observe("startSession", "AT_SESSION_KEY: another date", enteredKey(key - 4), 80002);
  observe(
    "startSession",
    "the same date keeps the surges of the day",
    isDailyCleared(key - 1),
    false,
  );
  observe("startSession", "an earlier date does not", isDailyCleared(key - 3), true);
  observe("startSession", "a later date does not", isDailyCleared(key + 4), true);
  observe("startSession", "a fresh row", started(used(0), 10, 0).set);
  for (const [status, firstPrice, officialOpen] of OPENS) {
    const context = used(4).set({ marketStatus: status });
    const fact = `status ${status}, first ${firstPrice}, open ${officialOpen}`;
    observeEach(observe, "startSession", fact, started(context, firstPrice, officialOpen).set);
  }
}

function observeCleared(observe: Observe): void {
  const { cleared } = started(used(DATE * 4 + 1), 10, 0);
  for (const name of ROW_FIELDS) {
    if (cleared.includes(name)) observe("CLEARED", name, true);
  }
  observe("CLEARED", "all", cleared);
}

function enteredKey(keyBefore: number): number | undefined {
  const context = used(keyBefore);
  enterSession(context, 10, 0);
  return context.get("AT_SESSION_KEY")[0];
}

function isDailyCleared(keyBefore: number): boolean {
  return started(used(keyBefore), 10, 0).cleared.includes("AT_SURGE_DAILY");
}

/** Every field holds a time later than the re-base; then only those it pulls back or clears change. */
function observeRebase(observe: Observe): void {
  for (const laterUs of [1, 0, -1]) {
    const context = new FixtureContext();
    const times = new Array<number>(row.SYMBOL_ROW_F64).fill(T0_US + laterUs);
    context.putRing("AT_SESSION_KEY", times);
    const changes = context.changes(() => rebase(context, T0_US));
    for (const name of ROW_FIELDS) {
      if (name in changes || laterUs === 0) observe(rebase, `${name} ${laterUs}`, changes[name]);
    }
    observe(rebase, `all, ${laterUs} us later`, changes);
    observe(rebase, `says so, ${laterUs} us later`, context.isRebase);
  }
}

export default function cases(observe: Observe): void {
  observeStart(observe);
  observeCleared(observe);
  observeRebase(observe);
}
