/** Pins the interning of symbols and the shared memory in which readers find them. */
import type { Observe, Probe } from "#schemas";
import { asSymbolId } from "./nominal.ts";
import {
  SYMBOLS_MAX_RANGE,
  SymbolTable,
  SymbolTableWriter,
  symbolTableBytes,
} from "./symbol-table.ts";

const SIXTEEN = "0123456789abcdef";
/** Symbols of the small table that is filled: its bound is the memory's. */
const SMALL_MAX = 4;
const HEADER_BYTES = 128;
const ENTRY_BYTES = 40;

/** A memory for four symbols, whose layout is this file's own: no function under test made it. */
function smallMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + (SMALL_MAX + 1) * ENTRY_BYTES);
}

/** A memory with two symbols in it, "AB" and "Ω". */
function memoryOfTwo(): SharedArrayBuffer {
  const buffer = smallMemory();
  new Uint16Array(buffer, HEADER_BYTES + ENTRY_BYTES).set([2, 65, 66, 99]);
  new Uint16Array(buffer, HEADER_BYTES + 2 * ENTRY_BYTES).set([1, 0x3a9, 99]);
  new Int32Array(buffer)[0] = 2;
  return buffer;
}

/** Where the writer keeps the count, whatever reads it. */
function observeCount(observe: Observe): void {
  const buffer = smallMemory();
  new SymbolTableWriter(buffer).intern("A");
  const others = new Int32Array(buffer, 4, 4).filter((word) => word !== 0);
  observe("COUNT", "other words that change", others.length);
}

function observeReader(observe: Observe): void {
  const buffer = memoryOfTwo();
  const table = new SymbolTable(buffer);
  observe("constructor", "symbolsMax", table.symbolsMax);
  observe("count", "from memory", table.count);
  for (const id of [1, 2, 0, 3, -1, Number.NaN, 99]) {
    observe("symbolOf", `id ${id}`, table.symbolOf(asSymbolId(id)));
  }
  new Uint16Array(buffer, HEADER_BYTES + ENTRY_BYTES)[1] = 90;
  observe("symbolOf", "known: kept", table.symbolOf(asSymbolId(1)));
  new Uint16Array(buffer, HEADER_BYTES + 3 * ENTRY_BYTES).set([1, 67]);
  new Int32Array(buffer)[0] = 3;
  observe("symbolOf", "id 3, published later", table.symbolOf(asSymbolId(3)));
}

function observeWriter(observe: Observe): void {
  const old = new SymbolTableWriter(memoryOfTwo());
  observe("constructor", "ids of the predecessor", [old.idOf("AB"), old.idOf("Ω")]);
  const buffer = smallMemory();
  const writer = new SymbolTableWriter(buffer);
  observe("idOf", "never interned", writer.idOf("A"));
  observe("intern", "id of the first", writer.intern("A"));
  observe("intern", "units of the first", new Uint16Array(buffer, HEADER_BYTES, 60));
  observe("intern", "PUBLISH count", new Int32Array(buffer, 0, 4));
  observe("intern", "known", writer.intern("A"));
  observe("idOf", "interned", writer.idOf("A"));
  observe("intern", "length: 0", writer.intern(""));
  observe("intern", "length: 17", writer.intern(`${SIXTEEN}g`));
  observe("intern", "length: 16", writer.intern(SIXTEEN));
  observe("intern", "any unit", writer.intern("\ud800Ω"));
  observe("intern", "symbolsMax: the last", writer.intern("D"));
  observe("intern", "symbolsMax: -1", [writer.intern("E"), writer.intern("E"), writer.idOf("E")]);
  observe("intern", "known, when full", writer.intern("A"));
  observe("intern", "all units", new Uint16Array(buffer));
  observe("count", "of the writer", writer.count);
}

export const SYMBOL_TABLE_PROBE: Probe = {
  name: "symbol-table",
  stage: "normalise",
  file: "codec/symbol-table.ts",
  needs: ["symbol"],
  run(observe) {
    observe("SYMBOLS_MAX_RANGE", "least and most", SYMBOLS_MAX_RANGE);
    observe("symbolTableBytes", "of 4", symbolTableBytes(SMALL_MAX));
    observe("symbolTableBytes", "of 65,536", symbolTableBytes(65_536));
    observeCount(observe);
    observeReader(observe);
    observeWriter(observe);
  },
};
