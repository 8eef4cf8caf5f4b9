/** Known answers of symbol-book.ts, from rows that say which symbol they are of. */
import { asSymbolId } from "#codec";
import type { SymbolStates } from "#engine/detect";
import { type Observe, of } from "#schemas";
import { SymbolBook } from "./symbol-book.ts";

/** Turnover by symbol id; symbol 0 does not exist. */
const TURNOVERS = [99, 5, 0, 20, 5, 7];
const ROW_F64 = 3;

function newBook(): SymbolBook {
  const symbols = { count: TURNOVERS.length - 1, symbolOf: (id: number) => `S${id}` };
  const states = {
    f64: Float64Array.from({ length: TURNOVERS.length * ROW_F64 }, (_, i) => i),
    rowOf: (id: number) => id * ROW_F64,
    turnoverOf: (id: number) => TURNOVERS[id] ?? Number.NaN,
    inspect: (id: number) => ({ inspected: id }),
  };
  return new SymbolBook(symbols as never, states as unknown as SymbolStates);
}

export default function run(observe: Observe): void {
  const book = newBook();
  for (const max of [0, 1, 2, 9])
    observe(of(SymbolBook, "mostActive"), `at most ${max}`, book.mostActive(max));
  for (const symbol of ["S0", "S1", "S5", "S6", ""]) {
    observe(of(SymbolBook, "snapshot"), `of ${symbol}`, book.snapshot(symbol) ?? "none");
  }
  const row = book.row(asSymbolId(2));
  observe(of(SymbolBook, "row"), "of symbol 2", row, [6, 7, 8]);
  row.fill(0);
  observe(of(SymbolBook, "row"), "is a copy", book.row(asSymbolId(2)), [6, 7, 8]);
}
