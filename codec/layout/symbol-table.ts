/**
 * Interned symbols in shared memory: text in, a dense id from 1 out; id 0 means "no valid symbol".
 *
 *   Int32[0] count (PUBLISH by the writer; pairs with OBSERVE in symbolOf)   bytes 0..127
 *   entry i, 40 bytes: u16 length, 16 UTF-16 units, 6 bytes free             bytes 128 + 40 i
 *
 * One writer (the ingest thread), any number of readers. Invariant: entries 1..count never change.
 */
import type { SymbolId } from "./nominal.ts";
import { SYMBOL_UNITS_MAX } from "./symbol.ts";

const HEADER_BYTES = 128;
const ENTRY_U16 = 20;
const COUNT = 0;
/** The id of texts that are no valid symbol. */
export const NO_SYMBOL: SymbolId = 0 as SymbolId;
const TABLE_FULL = -1 as SymbolId;

/** Smallest and largest number of symbols a table can be made for. */
export const SYMBOLS_MAX_RANGE: readonly [number, number] = [65_536, 1_048_576];

/** Bytes of shared memory for a table of `symbolsMax` symbols. */
export function symbolTableBytes(symbolsMax: number): number {
  return HEADER_BYTES + (symbolsMax + 1) * ENTRY_U16 * 2;
}

/** Reads symbols; any thread. */
export class SymbolTable {
  readonly symbolsMax: number;
  protected readonly control: Int32Array;
  protected readonly units: Uint16Array;
  readonly #texts: string[] = [""];

  constructor(buffer: SharedArrayBuffer) {
    this.control = new Int32Array(buffer, 0, HEADER_BYTES / 4);
    this.units = new Uint16Array(buffer, HEADER_BYTES);
    this.symbolsMax = this.units.length / ENTRY_U16 - 1;
  }

  /** Symbols interned so far. */
  get count(): number {
    return Atomics.load(this.control, COUNT); // OBSERVE count; pairs with PUBLISH in intern
  }

  /** The text of `id`; "" for 0 and for ids that were never interned. Allocates on first use only. */
  symbolOf(id: SymbolId): string {
    const known = this.#texts[id];
    if (known !== undefined) return known;
    if (!(id > 0 && id <= this.count)) return "";
    const at = id * ENTRY_U16;
    const length = this.units[at];
    // In one go: a text that is put together letter by letter stays a chain of its beginnings.
    const text = String.fromCharCode(...this.units.subarray(at + 1, at + 1 + length));
    this.#texts[id] = text;
    return text;
  }
}

/** Interns symbols; one thread. */
export class SymbolTableWriter extends SymbolTable {
  readonly #ids: Map<string, SymbolId> = new Map();

  constructor(buffer: SharedArrayBuffer) {
    super(buffer);
    // A replaced ingest thread continues with what its predecessor published.
    for (let id = 1 as SymbolId; id <= this.count; id++) this.#ids.set(this.symbolOf(id), id);
  }

  /** The id of `symbol`; 0 when it was never interned. @hot */
  idOf(symbol: string): SymbolId {
    return this.#ids.get(symbol) ?? NO_SYMBOL;
  }

  /**
   * The id of `symbol`, interned if new.
   * Returns 0 when the symbol is invalid (empty or longer than 16 characters), -1 when the table is full.
   */
  intern(symbol: string): SymbolId {
    const known = this.#ids.get(symbol);
    if (known !== undefined) return known;
    if (symbol.length === 0 || symbol.length > SYMBOL_UNITS_MAX) return NO_SYMBOL;
    const id = (Atomics.load(this.control, COUNT) + 1) as SymbolId;
    if (id > this.symbolsMax) return TABLE_FULL;
    const at = id * ENTRY_U16;
    this.units[at] = symbol.length;
    for (let i = 0; i < symbol.length; i++) this.units[at + 1 + i] = symbol.charCodeAt(i);
    Atomics.store(this.control, COUNT, id); // PUBLISH count; pairs with OBSERVE in count
    this.#ids.set(symbol, id);
    return id;
  }
}
