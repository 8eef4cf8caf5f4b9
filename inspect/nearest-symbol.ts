/** Symbols by their text: exact, or the one that was probably meant. */
import { distance } from "fastest-levenshtein";
import { asSymbolId, type SymbolId, type SymbolTable } from "#codec";

/** Further away than half of its own length a text is another word, not a slip. */
const DISTANCE_SHARE_MAX = 0.5;

/** The id of `symbol`; 0 when it was never seen. */
export function symbolIdOf(symbols: SymbolTable, symbol: string): SymbolId {
  for (let id = asSymbolId(1); id <= symbols.count; id++) {
    if (symbols.symbolOf(id) === symbol) return id;
  }
  return asSymbolId(0);
}

/** The known symbol that is most like `symbol`, case aside; undefined when none is like it. */
export function nearestSymbol(symbols: SymbolTable, symbol: string): string | undefined {
  const wanted = symbol.toUpperCase();
  let nearest: string | undefined;
  let nearestDistance = Math.max(1, Math.floor(wanted.length * DISTANCE_SHARE_MAX)) + 1;
  for (let id = asSymbolId(1); id <= symbols.count; id++) {
    const known = symbols.symbolOf(id);
    const away = distance(wanted, known.toUpperCase());
    if (away < nearestDistance) {
      nearest = known;
      nearestDistance = away;
    }
  }
  return nearest;
}

/** Says that a symbol was never seen, and which one may be meant. */
export function unknownSymbolText(symbols: SymbolTable, symbol: string): string {
  const nearest = nearestSymbol(symbols, symbol);
  const count = symbols.count.toLocaleString("en");
  const hint = nearest === undefined ? `${count} symbols are known` : `did you mean ${nearest}?`;
  return `symbol "${symbol}" was never seen by this engine; ${hint}`;
}
