/** Known answers of high-low-decisions.ts: which gate each side meets, with which numbers. */
import type { Observe, Probe } from "#schemas";
import { NotingLog } from "./decision-probe-fixture.ts";
import { HighLowDecisions } from "./high-low-decisions.ts";
import { at, ProbeContext, type RowValues, T0_US } from "./probe-fixture.ts";
import type { RecordContext } from "./record-context.ts";

const UP = 1;
const SETTINGS = {
  enabled: true,
  minPercent: 0.1,
  minChange: 0.01,
  cooldownSeconds: 2,
  reversalWindowSeconds: 100,
  extendedHoursMultiplier: 2,
  openingMultiplier: 1.5,
};
/** Reported 95 to 105, and reached so far, in midday. */
const QUIET: RowValues = {
  AT_SESSION_HIGH: 105,
  AT_REPORTED_HIGH: 105,
  AT_SESSION_LOW: 95,
  AT_REPORTED_LOW: 95,
};

function noted(values: RowValues, record: Partial<RecordContext>): unknown[][] {
  const log = new NotingLog();
  const context = new ProbeContext().set({ period: 2, price: 100, ...record });
  new HighLowDecisions(SETTINGS).note(context.put({ ...QUIET, ...values }), log.log);
  return log.take();
}

function run(observe: Observe): void {
  for (const price of [100, 105, 105.02, 105.06, 105.2, 94.99, 94.9]) {
    observe("#noteSide", `a tick at ${price}`, noted({}, { price }));
  }
  for (const period of [0, 1, 5]) {
    observe("#noteThreshold", `period ${period}`, noted({}, { price: 105.06, period }));
  }
  for (const price of [1.5, 900]) {
    const row = { AT_SESSION_HIGH: price, AT_REPORTED_HIGH: price, AT_SESSION_LOW: 1 };
    observe("#noteThreshold", `at ${price}`, noted(row, { price: price * 1.0006 }));
  }
  for (const seconds of [1, 2]) {
    const last = { AT_EVENT_SIDE: UP, AT_EMISSION_EPOCH_US: at(-seconds) };
    observe("#noteSide", `${seconds} s after an event`, noted(last, { price: 106 }));
  }
  observeBothSides(observe);
  observeBars(observe);
}

function observeBothSides(observe: Observe): void {
  for (const [high, low] of [
    [-5, -3],
    [-3, -5],
    [-3, -3],
  ] as const) {
    const due: RowValues = {
      AT_SESSION_HIGH: 107,
      AT_HIGH_EPOCH_US: at(high),
      AT_SESSION_LOW: 93,
      AT_LOW_EPOCH_US: at(low),
    };
    observe("note", `both due, set ${high} and ${low} s ago`, noted(due, { epochUs: T0_US }));
  }
}

function observeBars(observe: Observe): void {
  const bar = { isBar: true, open: 100, price: 101 };
  observe("note", "a bar within", noted({}, { ...bar, high: 102, low: 99 }));
  observe("note", "a bar beyond both", noted({}, { ...bar, high: 106, low: 94 }));
  observe("highOf", "a bar's high, not its close", noted({}, { ...bar, high: 105.5, low: 99 }));
  observe("lowOf", "a bar's low, not its close", noted({}, { ...bar, high: 101, low: 94.5 }));
}

export const HIGH_LOW_DECISIONS_PROBE: Probe = {
  name: "high-low-decisions",
  stage: "detect",
  file: "engine/detectors/high-low-decisions.ts",
  needs: ["gates", "symbol-row", "record-context", "high-low-rules"],
  run,
};
