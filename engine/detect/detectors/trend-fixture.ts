/** One tick on a prepared row, for the probe of the trend. */

import {
  at,
  FixtureContext,
  type FixtureEvent,
  FixtureEvents,
  type RowField,
  type RowValues,
  T0_US,
} from "./cases-fixture.ts";
import { NotedDecisions } from "./noted-decisions.ts";
import { TrendDetector } from "./trend.ts";

const MIDDAY = 2;

/** A state that is warm, with a tick one time constant of the shortest window ago, and no run. */
const WARM: RowValues = {
  AT_TREND_TICKS: 50,
  AT_TREND_FIRST_EPOCH_US: at(-1000),
  AT_TREND_EPOCH_US: at(-60),
  AT_TREND_PRICE: 100,
};
export const RINGS: Partial<Record<RowField, number[]>> = {
  AT_TREND_EMA: [99, 98.5, 98],
  AT_TREND_UP: [500, 600, 700],
  AT_TREND_DOWN: [100, 200, 300],
};
/** The same, downhill. */
const FALLING: Partial<Record<RowField, number[]>> = {
  AT_TREND_EMA: [101, 101.5, 102],
  AT_TREND_UP: [100, 200, 300],
  AT_TREND_DOWN: [500, 600, 700],
};

export interface Tick {
  price?: number;
  size?: number;
  vwap?: number;
  period?: number;
  epochUs?: number;
  rings?: typeof RINGS;
  detector?: TrendDetector;
}

interface Step {
  /** What is noted of it when its symbol is watched. */
  noted: unknown[];
  changes: Record<string, number>;
  event: FixtureEvent | undefined;
  events: number;
}

/** One tick on a row: by default one that rises above mean and VWAP at midday. */
export function tick(values: RowValues, options: Tick = {}): Step {
  const { price = 100.5, size = 10, vwap = 99.5, period = MIDDAY, epochUs = T0_US } = options;
  const decisions = new NotedDecisions();
  const context = new FixtureContext(decisions).set({ price, size, vwap, period, epochUs });
  for (const [field, numbers] of Object.entries(options.rings ?? RINGS)) {
    context.putRing(field as RowField, numbers);
  }
  context.put({ ...WARM, ...values });
  const events = new FixtureEvents();
  const detector = options.detector ?? new TrendDetector();
  const changes = context.changes(() => detector.onTick(context, events.writer));
  const taken = events.take();
  const noted = decisions.take().map(Object.values);
  return { changes, event: taken[0], events: taken.length, noted };
}

export const DOWNHILL: Tick = { price: 99.5, vwap: 100.5, rings: FALLING };
