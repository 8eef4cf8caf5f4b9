/** Known answers of symbol-states.ts: rows by id, and what is said of a symbol. */
import { asSymbolId } from "#codec";
import type { Observe, Probe } from "#schemas";
import { OFFSETS, ROW_FIELDS, type RowField, type RowValues, thrownBy } from "./probe-fixture.ts";
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

function run(observe: Observe): void {
  for (const symbols of [1, 9]) {
    observe("symbolStateBytes", `${symbols} symbols, rows`, symbolStateBytes(symbols) / ROW_BYTES);
  }
  for (const bytes of [0, ROW_BYTES, ROW_BYTES * 1.5, 2 * ROW_BYTES]) {
    const thrown = thrownBy(() => new SymbolStates(new ArrayBuffer(bytes)));
    observe("constructor", `${bytes} bytes`, thrown);
  }
  const states = new SymbolStates(new ArrayBuffer(4 * ROW_BYTES));
  observe("constructor", "size", [states.symbolsMax, states.f64.length]);
  states.f64[2 * row.SYMBOL_ROW_F64 + row.AT_SUM_PRICE_SIZE] = 77;
  for (const id of [1, 2]) observe("turnoverOf", `${id}`, states.turnoverOf(asSymbolId(id)));
  for (const id of [0, 1, 3])
    observe("rowOf", `${id}`, states.rowOf(asSymbolId(id)) / row.SYMBOL_ROW_F64);

  states.f64.fill(5, row.AT_FMV, row.AT_FMV + 1);
  for (let id = 0; id < 4; id++) states.f64[id * row.SYMBOL_ROW_F64 + row.AT_FMV] = 5 + id;
  for (const id of [-1, 0, 1, 3, 4, Number.NaN]) {
    observe("start", `symbol ${id}`, states.inspect(asSymbolId(id))?.fmv.value);
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
  observe("sessionKey", "nothing known", inspected({}));
  observe("sessionKey", "a price alone", inspected({ AT_LAST_PRICE: 5 }));
  const alone = inspected({ AT_SESSION_KEY: 4 });
  observe("date", "a session alone", [alone?.sessionDate, alone?.marketStatus, alone?.trend]);
  const valued = inspected({ AT_FMV: 4 });
  observe("date", "a fair value alone", [valued?.sessionDate, valued?.marketStatus, valued?.trend]);
  observe("inspect", "a session alone", inspected({ AT_SESSION_KEY: 4 }));
  observe("inspect", "a fair value alone", inspected({ AT_FMV: 4 }));
  for (const [name, value] of Object.entries(inspected(KNOWN) ?? {})) {
    observe("inspect", `${name}: all known`, value);
  }
  for (let status = 0; status < 4; status++) {
    const session = inspected({ AT_SESSION_KEY: 80_000 + status });
    observe("inspect", `status ${status}`, [session?.sessionDate, session?.marketStatus]);
  }
  observe("inspect", "no VWAP", inspected({ ...KNOWN, AT_SUM_SIZE: 0 })?.vwap);
  observe("inspect", "no run", inspected({ ...KNOWN, AT_TREND_RUN_SIDE: 0 })?.trend);
  observe("inspect", "no fair value", inspected({ ...KNOWN, AT_FMV: 0 })?.fmv);
  const small = inspected({ ...KNOWN, AT_SUM_SIZE: 0.5, AT_FMV: 0.5 });
  observe("inspect", "small numbers", [small?.vwap, small?.fmv]);
}

export const SYMBOL_STATES_PROBE: Probe = {
  name: "symbol-states",
  stage: "detect",
  file: "engine/detectors/symbol-states.ts",
  needs: ["event-layout", "symbol-row", "calendar"],
  run,
};
