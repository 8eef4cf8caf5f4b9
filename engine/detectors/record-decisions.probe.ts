/** Known answers of record-decisions.ts: refusals, which detectors are gone through, what was counted. */
import type { Observe, Probe } from "#schemas";
import {
  FILTER_DUPLICATE,
  FILTER_NOT_ELIGIBLE,
  FILTER_OUT_OF_ORDER,
  FILTER_TICK_COVERED,
} from "#telemetry";
import { NotingLog } from "./decision-probe-fixture.ts";
import { at, ProbeContext, type RowField } from "./probe-fixture.ts";
import { RecordDecisions } from "./record-decisions.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "./settings.ts";

const ALL = DEFAULT_DETECTOR_SETTINGS;

function rig(settings = ALL) {
  const log = new NotingLog();
  const context = new ProbeContext().set({ period: 2, price: 12.5, size: 100, recordSeq: 7 });
  context.put({ AT_NEWEST_FEED_SEQ: 40, AT_NEWEST_TICK_EPOCH_US: at(5) });
  context.put({ AT_BAR_END_EPOCH_US: at(6), AT_REPORTED_HIGH: 20, AT_SESSION_HIGH: 20 });
  return { log, context, decisions: new RecordDecisions(settings, log.log) };
}

function run(observe: Observe): void {
  observeRefusals(observe);
  observeDetectors(observe);
  observeCounts(observe);
  const off = RecordDecisions.off();
  observe("off", "watches nothing", [off.log.isOn, off.log.refresh()]);
}

function observeRefusals(observe: Observe): void {
  for (const isBar of [false, true]) {
    const { log, context, decisions } = rig();
    context.set({ isBar });
    for (const reason of [
      FILTER_NOT_ELIGIBLE,
      FILTER_DUPLICATE,
      FILTER_OUT_OF_ORDER,
      FILTER_TICK_COVERED,
    ]) {
      decisions.filtered(context, reason, 39);
      observe("filtered", `reason ${reason}, bar ${isBar}`, log.take());
    }
    decisions.invalid(12);
    observe("invalid", `code, bar ${isBar}`, log.take());
  }
}

function observeDetectors(observe: Observe): void {
  for (const enabled of [[], ["highLow"], ["trend"], ["surge"], ["highLow", "trend", "surge"]]) {
    for (const isBar of [false, true]) {
      const on = (name: string) => enabled.includes(name);
      const { log, context, decisions } = rig({
        highLow: { ...ALL.highLow, enabled: on("highLow") },
        trend: { enabled: on("trend") },
        surge: { enabled: on("surge") },
      });
      context.set({ isBar, open: 12, high: 13, low: 11 });
      decisions.begin(context);
      decisions.end(context, false);
      observe("end", `${enabled.join(" ") || "none"}, bar ${isBar}`, log.take());
    }
  }
  const { log, context, decisions } = rig();
  decisions.begin(context);
  observe("begin", "is admitted", log.take());
  decisions.end(context, true);
  observe("end", "a detector threw", log.take()[0]);
}

/** Events are what the row counts; the row before is what `begin` saw. */
function observeCounts(observe: Observe): void {
  const counts: RowField[] = [
    "AT_HIGH_COUNT",
    "AT_LOW_COUNT",
    "AT_TREND_COUNT_UP",
    "AT_TREND_COUNT_DOWN",
    "AT_SURGE_COUNT_UP",
    "AT_SURGE_COUNT_DOWN",
  ];
  for (const count of counts) {
    const { log, context, decisions } = rig();
    context.put({ [count]: 3 });
    decisions.begin(context);
    context.put({ [count]: 4, AT_REPORTED_HIGH: 1 });
    decisions.end(context, false);
    observe(
      "end",
      `${count} grew`,
      log.take().filter(([, gate]) => gate === "event"),
    );
  }
  const { log, context, decisions } = rig();
  decisions.begin(context);
  log.take();
  context.put({ AT_REPORTED_HIGH: 12 });
  decisions.end(context, false);
  observe("begin", "keeps the row as it was", log.take()[0]);
}

export const RECORD_DECISIONS_PROBE: Probe = {
  name: "record-decisions",
  stage: "detect",
  file: "engine/detectors/record-decisions.ts",
  needs: ["gates", "stages", "high-low-decisions", "trend-decisions", "surge-decisions"],
  run,
};
