/** Known answers of symbol-states.ts: rows by id, and what is said of a symbol. */
import { asSymbolId } from "#codec";
import { type Observe, of } from "#schemas";
import {
  OFFSETS,
  ROW_FIELDS,
  type RowField,
  type RowValues,
  thrownBy,
} from "../detectors/cases-fixture.ts";
import * as row from "./symbol-row.ts";
import { type SymbolInspection, SymbolStates, symbolStateBytes } from "./symbol-states.ts";

const ROW_BYTES = row.SYMBOL_ROW_F64 * 8;
const EPOCH_US = 1_700_000_000_000_000;

/** A symbol of which everything is known, each number another one. */
const KNOWN: RowValues = {
  ...Object.fromEntries(ROW_FIELDS.map((name, i) => [name, 100 + i])),
  AT_SESSION_KEY: 20_000 * 4 + 2,
  AT_TREND_RUN_SIDE: 1,
  AT_TREND_DIRECTION: 1,
  AT_SURGE_SIDE: 2,
  AT_NEWEST_TICK_EPOCH_US: EPOCH_US,
  AT_TREND_EPOCH_US: EPOCH_US,
  AT_TREND_RUN_EPOCH_US: EPOCH_US - 90e6,
  AT_SURGE_EPOCH_US: EPOCH_US - 5e6,
};

function inspected(values: RowValues): SymbolInspection | null {
  const states = new SymbolStates(new ArrayBuffer(3 * ROW_BYTES));
  for (const [name, value] of Object.entries(values)) {
    states.f64[row.SYMBOL_ROW_F64 + OFFSETS[name as RowField]] = value;
  }
  return states.inspect(asSymbolId(1));
}

export default function run(observe: Observe): void {
  for (const symbols of [1, 9]) {
    observe(symbolStateBytes, `${symbols} symbols, rows`, symbolStateBytes(symbols) / ROW_BYTES);
  }
  for (const bytes of [0, ROW_BYTES, ROW_BYTES * 1.5, 2 * ROW_BYTES]) {
    const thrown = thrownBy(() => new SymbolStates(new ArrayBuffer(bytes)));
    observe(of(SymbolStates, "constructor"), `${bytes} bytes`, thrown);
  }
  const states = new SymbolStates(new ArrayBuffer(4 * ROW_BYTES));
  observe(
    of(SymbolStates, "constructor"),
    "size",
    [states.symbolsMax, states.f64.length],
    [3, 704],
  );
  states.f64[2 * row.SYMBOL_ROW_F64 + row.AT_SUM_PRICE_SIZE] = 77;
  for (const id of [1, 2])
    observe(of(SymbolStates, "turnoverOf"), `${id}`, states.turnoverOf(asSymbolId(id)));
  for (const id of [0, 1, 3])
    observe(of(SymbolStates, "rowOf"), `${id}`, states.rowOf(asSymbolId(id)) / row.SYMBOL_ROW_F64);

  states.f64.fill(5, row.AT_FMV, row.AT_FMV + 1);
  for (let id = 0; id < 4; id++) states.f64[id * row.SYMBOL_ROW_F64 + row.AT_FMV] = 5 + id;
  for (const id of [-1, 0, 1, 3, 4, Number.NaN]) {
    observe(
      of(SymbolStates, "inspect"),
      `start: symbol ${id}`,
      states.inspect(asSymbolId(id))?.fmv.value,
    );
  }
  for (const epochUs of [0, 1, EPOCH_US]) {
    const seconds = inspected({ ...KNOWN, AT_SURGE_EPOCH_US: epochUs })?.surge.atEpochSeconds;
    observe("secondsOf", `${epochUs} us`, seconds);
  }
  for (const side of [0, 1, 2]) {
    const { trend, surge } = inspected({
      ...KNOWN,
      AT_TREND_DIRECTION: side,
      AT_SURGE_SIDE: side,
    })!;
    observe("directionOf", `side ${side}`, [trend.direction, surge.direction]);
  }
  observe(of(SymbolStates, "inspect"), "sessionKey: nothing known", inspected({}), null);
  observe(
    of(SymbolStates, "inspect"),
    "sessionKey: a price alone",
    inspected({ AT_LAST_PRICE: 5 }),
    null,
  );
  const alone = inspected({ AT_SESSION_KEY: 4 });
  observe(
    of(SymbolStates, "inspect"),
    "date: a session alone",
    [alone?.sessionDate, alone?.marketStatus, alone?.trend],
    ["1970-01-02", "CLOSED", { ageSeconds: null, direction: null, peakScore: null }],
  );
  const valued = inspected({ AT_FMV: 4 });
  observe(
    of(SymbolStates, "inspect"),
    "date: a fair value alone",
    [valued?.sessionDate, valued?.marketStatus, valued?.trend],
    [null, null, { ageSeconds: null, direction: null, peakScore: null }],
  );
  observe(of(SymbolStates, "inspect"), "a session alone", inspected({ AT_SESSION_KEY: 4 }));
  observe(of(SymbolStates, "inspect"), "a fair value alone", inspected({ AT_FMV: 4 }));
  for (const [name, value] of Object.entries(inspected(KNOWN) ?? {})) {
    observe(of(SymbolStates, "inspect"), `${name}: all known`, value);
  }
  for (let status = 0; status < 4; status++) {
    const session = inspected({ AT_SESSION_KEY: 80_000 + status });
    observe(of(SymbolStates, "inspect"), `status ${status}`, [
      session?.sessionDate,
      session?.marketStatus,
    ]);
  }
  observe(
    of(SymbolStates, "inspect"),
    "no VWAP",
    inspected({ ...KNOWN, AT_SUM_SIZE: 0 })?.vwap,
    null,
  );
  observe(
    of(SymbolStates, "inspect"),
    "no run",
    inspected({ ...KNOWN, AT_TREND_RUN_SIDE: 0 })?.trend,
    { ageSeconds: null, direction: "up", peakScore: null },
  );
  observe(of(SymbolStates, "inspect"), "no fair value", inspected({ ...KNOWN, AT_FMV: 0 })?.fmv, {
    alerts: 167,
    deviationPercent: null,
    value: null,
  });
  const small = inspected({ ...KNOWN, AT_SUM_SIZE: 0.5, AT_FMV: 0.5 });
  observe(
    of(SymbolStates, "inspect"),
    "small numbers",
    [small?.vwap, small?.fmv],
    [202, { alerts: 167, deviationPercent: 166, value: 0.5 }],
  );
}
