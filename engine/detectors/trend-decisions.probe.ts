/** Known answers of trend-decisions.ts: which gate a tick meets, with which numbers. */
import type { Observe, Probe } from "#schemas";
import { NotingLog } from "./decision-probe-fixture.ts";
import { at, ProbeContext, type RowValues } from "./probe-fixture.ts";
import type { RecordContext } from "./record-context.ts";
import { noteTrend } from "./trend-decisions.ts";

const UP = 1;
const DOWN = 2;
const BEFORE: RowValues = { AT_TREND_TICKS: 50, AT_TREND_EPOCH_US: at(-2) };
/** A warm state that rises, and is in a run upwards. */
const AFTER: RowValues = {
  AT_TREND_TICKS: 51,
  AT_TREND_FIRST_EPOCH_US: at(-1000),
  AT_TREND_RUN_SIDE: UP,
  AT_TREND_DIRECTION: UP,
  AT_TREND_RUN_PEAK: 0.9,
};

function noted(
  before: RowValues,
  after: RowValues,
  record: Partial<RecordContext> = {},
  emas: number[] = [99, 98.5, 98],
): unknown[][] {
  const log = new NotingLog();
  const fields = { period: 2, price: 100, vwap: 99, ...record };
  const earlier = new ProbeContext().set(fields).put({ ...BEFORE, ...before });
  const later = new ProbeContext().set(fields).put({ ...AFTER, ...after });
  later.putRing("AT_TREND_EMA", emas);
  later.putRing("AT_TREND_UP", [500, 600, 700]).putRing("AT_TREND_DOWN", [100, 200, 300]);
  noteTrend(earlier, later, log.log);
  return log.take();
}

function run(observe: Observe): void {
  observe("noteTrend", "the first tick", noted({ AT_TREND_TICKS: 0 }, {}));
  for (const seconds of [600, 601]) {
    const gap = noted({ AT_TREND_EPOCH_US: at(-seconds) }, {});
    observe("noteTrend", `after a gap of ${seconds} s`, gap);
  }
  for (const seconds of [89, 90]) {
    const young = noted({}, { AT_TREND_FIRST_EPOCH_US: at(-seconds) });
    observe("noteTrend", `a state of ${seconds} s`, young);
  }
  for (const ticks of [23, 24]) {
    observe("noteTrend", `a state of ${ticks} ticks`, noted({}, { AT_TREND_TICKS: ticks }));
  }
  observe("noteTrend", "a flat price", noted({}, {}, { vwap: 100 }, [100, 100, 100]));
  observe("windowScore", "downhill", noted({}, {}, { price: 97 }));
  observe("windowScore", "no VWAP", noted({}, {}, { vwap: Number.NaN }));
  observe("noteTrend", "retraced", noted({}, { AT_TREND_DIRECTION: 0, AT_TREND_RUN_PEAK: 2 }));
  for (const period of [1, 3]) {
    const weak = noted({}, {}, { period, vwap: 100 }, [99.7, 99.5, 99.4]);
    observe("noteTrend", `a weak one in period ${period}`, weak);
  }
  for (const [side, seconds] of [
    [UP, 89],
    [UP, 90],
    [DOWN, 29],
    [DOWN, 30],
  ] as const) {
    const emitted = { AT_TREND_EMITTED_SIDE: side, AT_TREND_EMITTED_EPOCH_US: at(-seconds) };
    observe("noteTrend", `${seconds} s after side ${side}`, noted(emitted, {}));
  }
}

export const TREND_DECISIONS_PROBE: Probe = {
  name: "trend-decisions",
  stage: "detect",
  file: "engine/detectors/trend-decisions.ts",
  needs: ["gates", "symbol-row", "record-context", "threshold", "trend-rules"],
  run,
};
