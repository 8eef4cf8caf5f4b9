/** Known answers of surge-event.ts: the gap, the recent ones, and what a surge leaves behind. */
import type { Observe } from "#schemas";
import {
  FixtureContext,
  FixtureEvents,
  observeEach,
  type RowValues,
  T0_US,
} from "./cases-fixture.ts";
import { emitSurge, isSurgeGapOver, recentSurges } from "./surge-event.ts";

const UP = 1;
const DOWN = 2;
const COUNTED: RowValues = { AT_SURGE_COUNT_UP: 4, AT_SURGE_COUNT_DOWN: 7, AT_SURGE_DAILY: 12 };

function observeGap(observe: Observe): void {
  for (const [fact, side, agoUs] of [
    ["never", 0, 0],
    ["a microsecond before", UP, 45e6 - 1],
    ["at its end", UP, 45e6],
    ["after a fall", DOWN, 1],
  ] as const) {
    const context = new FixtureContext();
    context.put({ AT_SURGE_SIDE: side, AT_SURGE_EPOCH_US: T0_US - agoUs });
    observe(isSurgeGapOver, fact, isSurgeGapOver(context, 45e6));
  }
}

function observeRecent(observe: Observe): void {
  for (const agoUs of [
    [],
    [1800e6 - 1],
    [1800e6],
    [0, 1, 2, 3],
    [9e9, 9e9, 9e9, 9e9, 1],
    [1, 1, 1, 1, 1, 1, 1],
  ]) {
    const context = new FixtureContext();
    context.putRing(
      "AT_SURGE_TIMES",
      agoUs.map((us) => T0_US - us),
    );
    observe(recentSurges, `ago: ${agoUs}`, recentSurges(context));
  }
}

function observeEvent(observe: Observe): void {
  for (const [fact, previousSide, magnitude, next] of [
    ["up, the first", 0, 3.5, 0],
    ["up again", UP, 3.5, 1],
    ["up after down", DOWN, 3.5, 4],
    ["down, the first", 0, -3.5, 3],
    ["down again", DOWN, -3.5, 4],
    ["down after up", UP, -3.5, 0],
  ] as const) {
    const values = { ...COUNTED, AT_SURGE_SIDE: previousSide, AT_SURGE_TIMES_NEXT: next };
    const context = new FixtureContext().set({ price: 50.5, recordSeq: 9 }).put(values);
    const events = new FixtureEvents();
    const changes = context.changes(() =>
      emitSurge(context, events.writer, magnitude, 66, 1234, 2.5, 3),
    );
    observeEach(observe, emitSurge, fact, changes);
    const [event] = events.take();
    observeEach(observe, emitSurge, fact, { reversal: 0, ...event });
  }
}

export default function cases(observe: Observe): void {
  observeGap(observe);
  observeRecent(observe);
  observeEvent(observe);
}
