/** Known answers of record-context.ts: what it begins with, and its two derived numbers. */
import { type Observe, of } from "#schemas";
import { RecordContext } from "./record-context.ts";
import * as row from "./symbol-row.ts";
import type { SymbolStates } from "./symbol-states.ts";

const ROW = row.SYMBOL_ROW_F64;

/** A context on the second of two rows; ticks are all 10 to 29 in size, bars 100 to 290. */
function fed(known: number, isBar: boolean, size: number): RecordContext {
  const f64 = new Float64Array(2 * ROW);
  const context = new RecordContext({ f64 } as SymbolStates);
  for (let i = 0; i < row.SIZES_KEPT; i++) {
    f64[ROW + row.AT_SIZES + i] = 10 + i;
    f64[ROW + row.AT_BAR_SIZES + i] = 100 + 10 * i;
  }
  f64[ROW + (isBar ? row.AT_BAR_SIZES_KNOWN : row.AT_SIZES_KNOWN)] = known;
  f64[ROW + row.AT_BASE_PRICE] = 80;
  return Object.assign(context, { row: ROW, isBar, size });
}

export default function run(observe: Observe): void {
  const f64 = new Float64Array(ROW);
  const { state, decisions, ...fresh } = new RecordContext({ f64 } as SymbolStates);
  observe(of(RecordContext, "constructor"), "views the states", state === f64, true);
  observe(of(RecordContext, "constructor"), "is not watched", decisions.isOn, false);
  for (const [name, value] of Object.entries(fresh)) {
    observe(of(RecordContext, name as keyof RecordContext), "at first", value);
  }
  for (const isBar of [false, true]) {
    const kind = isBar ? "bar" : "tick";
    for (const known of [0, 4, 5, 6, 20]) {
      observe(
        of(RecordContext, "relVolume"),
        `${kind}, ${known} known`,
        fed(known, isBar, 30).relVolume(),
      );
    }
    for (const size of [0, 1]) {
      observe(
        of(RecordContext, "relVolume"),
        `${kind} of size ${size}`,
        fed(20, isBar, size).relVolume(),
      );
    }
  }
  for (const price of [60, 80, 90]) {
    observe(of(RecordContext, "percentChange"), `${price}`, fed(0, false, 1).percentChange(price));
  }
}
