/** Known answers of next-tick.ts: what a row says of the next tick. */
import type { Observe } from "#schemas";
import { SYMBOL_ROW_F64 } from "../state/symbol-row.ts";
import { at, OFFSETS, type RowField, type RowValues } from "./cases-fixture.ts";
import { nextTickDecisions } from "./next-tick.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "./settings.ts";

const ALL = DEFAULT_DETECTOR_SETTINGS;
const ROW: RowValues = {
  AT_LAST_PRICE: 100,
  AT_NEWEST_TICK_EPOCH_US: at(-1),
  AT_SESSION_HIGH: 105.05,
  AT_REPORTED_HIGH: 105,
  AT_SESSION_LOW: 95,
  AT_REPORTED_LOW: 95,
  AT_TREND_TICKS: 30,
  AT_TREND_FIRST_EPOCH_US: at(-400),
  AT_TREND_EPOCH_US: at(-1),
  AT_SUM_PRICE_SIZE: 990,
  AT_SUM_SIZE: 10,
};

function foretold(values: RowValues, epochUs = at(0), period = 2, settings = ALL): unknown[] {
  const row = new Float64Array(SYMBOL_ROW_F64);
  for (const [name, value] of Object.entries({ ...ROW, ...values })) {
    row[OFFSETS[name as RowField]] = value;
  }
  row.fill(98, OFFSETS.AT_TREND_EMA, OFFSETS.AT_TREND_EMA + 3);
  return nextTickDecisions(row, { epochUs, period }, settings).map(Object.values);
}

export default function run(observe: Observe): void {
  observe(nextTickDecisions, "a symbol in the middle of things", foretold({}));
  observe(
    nextTickDecisions,
    "a fresh row",
    nextTickDecisions(new Float64Array(SYMBOL_ROW_F64), { epochUs: at(0), period: 2 }, ALL).map(
      Object.values,
    ),
  );
  observe("contextOf", "time does not run back", foretold({ AT_NEWEST_TICK_EPOCH_US: at(50) }));
  observe("contextOf", "a period", foretold({}, at(0), 1));
  observe("contextOf", "no VWAP", foretold({ AT_SUM_SIZE: 0 }));
  const samples = { AT_SAMPLE_EPOCH_US: at(-30), AT_SAMPLES: 3, AT_SAMPLE_HEAD: 2 };
  for (const period of [2, 3]) {
    const noted = foretold({ ...samples, AT_SAMPLE_PERIOD: 2 }, at(0), period);
    observe("hasSampleOf", `samples of period 2 in ${period}`, noted);
  }
  for (const off of ["highLow", "trend", "surge"] as const) {
    const settings = { ...ALL, [off]: { ...ALL[off], enabled: false } };
    observe(nextTickDecisions, `without ${off}`, foretold({}, at(0), 2, settings));
  }
}
