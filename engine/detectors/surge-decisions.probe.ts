/** Known answers of surge-decisions.ts: which gate a tick, its sample or a bar meets. */
import type { Observe, Probe } from "#schemas";
import { NotingLog } from "./decision-probe-fixture.ts";
import { at, ProbeContext, type RowValues } from "./probe-fixture.ts";
import type { RecordContext } from "./record-context.ts";
import { noteBarSurge, noteSurge } from "./surge-decisions.ts";

const UP = 1;
const MIDDAY = 2;
const AFTERHOURS = 4;

/** A sample of price 104 and rate 40 after eight of 100 and 10; changed by `after` and `rings`. */
function tick(
  before: RowValues,
  after: RowValues = {},
  record: Partial<RecordContext> = {},
  prices: number[] = [100, 100, 100, 100, 100, 100, 100, 100, 104],
  rates: number[] = [-1, 10, 10, 10, 10, 10, 10, 10, 40],
): unknown[][] {
  const log = new NotingLog();
  const fields = { period: MIDDAY, price: prices.at(-1)!, ...record };
  const samples = { AT_SAMPLE_EPOCH_US: at(-20), AT_SAMPLE_PERIOD: fields.period };
  const earlier = new ProbeContext().set(fields).put({ ...samples, ...before });
  const kept = { AT_SAMPLES: prices.length, AT_SAMPLE_HEAD: prices.length - 1 };
  const later = new ProbeContext().set(fields).put({ ...kept, ...after });
  later.putRing("AT_SAMPLE_PRICES", prices).putRing("AT_SAMPLE_RATES", rates);
  noteSurge(earlier, later, log.log);
  return log.take();
}

function run(observe: Observe): void {
  observe("noteSurge", "no sample yet", tick({ AT_SAMPLE_EPOCH_US: 0 }));
  observe("noteSurge", "samples of another period", tick({ AT_SAMPLE_PERIOD: AFTERHOURS }));
  observe("noteSurge", "too soon", tick({ AT_SAMPLE_EPOCH_US: at(-19) }));
  observe("noteSample", "too few", tick({}, { AT_SAMPLES: 7 }));
  observe("noteSample", "all gates", tick({}));
  observeStrict(observe);
  observeAdaptive(observe);
  observePauses(observe);
  observeBars(observe);
}

function observeStrict(observe: Observe): void {
  const prices = (last: number) => [100, 100, 100, 100, 100, 100, 100, 100, last];
  for (const last of [101.4, 101.5, 98.4]) {
    observe("noteSample", `a sample at ${last}`, tick({}, {}, {}, prices(last)));
  }
  const dear = [900, 900, 900, 900, 900, 900, 900, 900, 905];
  observe("noteSample", "too little in percent", tick({}, {}, {}, dear));
  for (const rate of [0, 29, 30]) {
    const rates = [-1, 10, 10, 10, 10, 10, 10, 10, rate];
    observe("noteSample", `rate ${rate}`, tick({}, {}, {}, undefined, rates));
  }
  const unknown = [-1, -1, -1, -1, -1, -1, -1, -1, 5];
  observe("noteSample", "no mean rate", tick({}, {}, {}, undefined, unknown));
  const wild = [100, 90, 100, 90, 100, 90, 100, 101, 104];
  observe("noteSample", "a volatile market", tick({}, {}, {}, wild));
}

function observeAdaptive(observe: Observe): void {
  const rates = (last: number) => [-1, 10, 10, 10, 10, last];
  for (const [price, rate] of [
    [103, 12],
    [103, 8],
    [105, 8],
    [105, 5],
    [102, 25],
    [102, 15],
  ] as const) {
    const prices = [100, 100, 100, 100, 100, price];
    const noted = tick({}, {}, { period: AFTERHOURS }, prices, rates(rate));
    observe("hasTrigger", `adaptive, ${price} at rate ${rate}`, noted);
  }
}

function observePauses(observe: Observe): void {
  for (const seconds of [179, 180]) {
    const last = { AT_SURGE_SIDE: UP, AT_SURGE_EPOCH_US: at(-seconds) };
    observe("notePauses", `${seconds} s after a surge`, tick(last));
  }
  const log = new NotingLog();
  const busy = new ProbeContext().set({ period: MIDDAY });
  busy.put({ AT_SAMPLE_EPOCH_US: at(-20), AT_SAMPLE_PERIOD: MIDDAY });
  busy.put({ AT_SAMPLES: 9, AT_SAMPLE_HEAD: 8 });
  busy.putRing("AT_SAMPLE_PRICES", [100, 100, 100, 100, 100, 100, 100, 100, 104]);
  busy.putRing("AT_SAMPLE_RATES", [-1, 10, 10, 10, 10, 10, 10, 10, 40]);
  busy.putRing("AT_SURGE_TIMES", [at(-1799), at(-900), at(-600)]);
  noteSurge(busy, busy, log.log);
  observe("notePauses", "three in half an hour", log.take());
}

function observeBars(observe: Observe): void {
  const bar = (row: RowValues, record: Partial<RecordContext>) => {
    const log = new NotingLog();
    const context = new ProbeContext().set({ startEpochUs: at(-60), size: 100, ...record });
    context.put({ AT_BAR_CLOSE: 100, AT_BAR_CLOSE_EPOCH_US: at(-60), ...row });
    context.put({ AT_BAR_VOLUMES_KNOWN: 3 }).putRing("AT_BAR_VOLUMES", [50, 50, 50]);
    noteBarSurge(context, log.log);
    return log.take();
  };
  observe("noteBarSurge", "the first bar", bar({ AT_BAR_CLOSE: 0 }, { price: 105 }));
  observe("noteBarSurge", "after a hole", bar({ AT_BAR_CLOSE_EPOCH_US: at(-361) }, { price: 105 }));
  for (const price of [100.4, 100.6, 102, 97]) {
    for (const size of [100, 150]) {
      observe("noteBarSurge", `${price}, volume ${size}`, bar({}, { price, size }));
    }
  }
  const last = { AT_SURGE_SIDE: UP, AT_SURGE_EPOCH_US: at(-100) };
  observe("noteBarSurge", "100 s after a surge", bar(last, { price: 105 }));
}

export const SURGE_DECISIONS_PROBE: Probe = {
  name: "surge-decisions",
  stage: "detect",
  file: "engine/detectors/surge-decisions.ts",
  needs: ["gates", "symbol-row", "surge-rules", "surge-event", "bar-surge", "surge"],
  run,
};
