import { expect, test } from "bun:test";
import { asSymbolId, SymbolTableWriter } from "#codec";
import { SymbolStates } from "#engine/detect";
import { defaultConfig } from "#schemas";
import { AT_SESSION_KEY, AT_SUM_PRICE_SIZE } from "../detect/state/symbol-row.ts";
import { createMemory } from "../run/memory.ts";
import { SymbolBook } from "./symbol-book.ts";

/** A book of symbols with these turnovers; a turnover of 0 is a symbol that has not traded. */
function bookOf(turnovers: Record<string, number>): SymbolBook {
  const memory = createMemory(defaultConfig());
  const symbols = new SymbolTableWriter(memory.symbols);
  const states = new SymbolStates(memory.symbolStates);
  for (const [symbol, turnover] of Object.entries(turnovers)) {
    const row = states.rowOf(symbols.intern(symbol));
    states.f64[row + AT_SESSION_KEY] = 4 * 20_000;
    states.f64[row + AT_SUM_PRICE_SIZE] = turnover;
  }
  return new SymbolBook(symbols, states);
}

test("the most active come first, the first seen before its equals; who has not traded is left out", () => {
  const book = bookOf({ LOW: 1, NONE: 0, HIGH: 9, EQUAL: 1 });
  expect(book.mostActive(9)).toEqual(["HIGH", "LOW", "EQUAL"]);
  expect(book.mostActive(2)).toEqual(["HIGH", "LOW"]);
  expect(book.mostActive(0)).toEqual([]);
});

test("a symbol is told of by its name; one never seen is undefined", () => {
  const book = bookOf({ AAPL: 5, MSFT: 6 });
  expect(book.snapshot("MSFT")).toMatchObject({ symbol: "MSFT", sessionDate: "2024-10-04" });
  expect(book.snapshot("TSLA")).toBeUndefined();
});

test("a row is a copy", () => {
  const book = bookOf({ AAPL: 5 });
  book.row(asSymbolId(1)).fill(0);
  expect(book.row(asSymbolId(1))[AT_SUM_PRICE_SIZE]).toBe(5);
});
