/**
 * What is known of symbols, read from the rows that detector workers write. Main thread.
 *
 * Rows are read while their owners write them: numbers of one row may be of neighbouring records.
 */
import { asSymbolId, type SymbolId, type SymbolTable } from "#codec";
import type { SymbolStates } from "#engine/detect";
import type { SymbolSnapshot } from "./view.ts";

export class SymbolBook {
  readonly #symbols: SymbolTable;
  readonly #states: SymbolStates;

  constructor(symbols: SymbolTable, states: SymbolStates) {
    this.#symbols = symbols;
    this.#states = states;
  }

  /** The symbols with the largest turnover this session, at most `max`, the largest first. */
  mostActive(max: number): string[] {
    const turnovers: { id: SymbolId; turnover: number }[] = [];
    for (let id = asSymbolId(1); id <= this.#symbols.count; id++) {
      const turnover = this.#states.turnoverOf(id);
      if (turnover > 0) turnovers.push({ id, turnover });
    }
    turnovers.sort((a, b) => b.turnover - a.turnover || a.id - b.id);
    return turnovers.slice(0, max).map(({ id }) => this.#symbols.symbolOf(id));
  }

  /** undefined when the symbol was never seen. */
  snapshot(symbol: string): SymbolSnapshot | undefined {
    for (let id = asSymbolId(1); id <= this.#symbols.count; id++) {
      if (this.#symbols.symbolOf(id) === symbol) return { symbol, ...this.#states.inspect(id) };
    }
    return undefined;
  }

  /** A copy of the row of symbol `symbolId`; elements as symbol-row.ts says. */
  row(symbolId: SymbolId): Float64Array {
    return this.#states.f64.slice(
      this.#states.rowOf(symbolId),
      this.#states.rowOf((symbolId + 1) as SymbolId),
    );
  }
}
