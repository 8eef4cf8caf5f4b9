/** Cases of the interning of symbols and the shared memory in which readers find them. */
import { type Observe, of } from "#schemas";
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
  observe("COUNT", "other words that change", others.length, 0);
}

function observeReader(observe: Observe): void {
  const buffer = memoryOfTwo();
  const table = new SymbolTable(buffer);
  observe(of(SymbolTable, "constructor"), "symbolsMax", table.symbolsMax, 4);
  observe(of(SymbolTable, "count"), "from memory", table.count, 2);
  for (const id of [1, 2, 0, 3, -1, Number.NaN, 99]) {
    observe(of(SymbolTable, "symbolOf"), `id ${id}`, table.symbolOf(asSymbolId(id)));
  }
  new Uint16Array(buffer, HEADER_BYTES + ENTRY_BYTES)[1] = 90;
  observe(of(SymbolTable, "symbolOf"), "known: kept", table.symbolOf(asSymbolId(1)), "AB");
  new Uint16Array(buffer, HEADER_BYTES + 3 * ENTRY_BYTES).set([1, 67]);
  new Int32Array(buffer)[0] = 3;
  observe(of(SymbolTable, "symbolOf"), "id 3, published later", table.symbolOf(asSymbolId(3)), "C");
}

function observeWriter(observe: Observe): void {
  const old = new SymbolTableWriter(memoryOfTwo());
  observe(
    of(SymbolTable, "constructor"),
    "ids of the predecessor",
    [old.idOf("AB"), old.idOf("Ω")],
    [1, 2],
  );
  const buffer = smallMemory();
  const writer = new SymbolTableWriter(buffer);
  observe(of(SymbolTableWriter, "idOf"), "never interned", writer.idOf("A"), 0);
  observe(of(SymbolTableWriter, "intern"), "id of the first", writer.intern("A"), 1);
  observe(
    of(SymbolTableWriter, "intern"),
    "units of the first",
    new Uint16Array(buffer, HEADER_BYTES, 60),
  );
  observe(
    of(SymbolTableWriter, "intern"),
    "PUBLISH count",
    new Int32Array(buffer, 0, 4),
    [1, 0, 0, 0],
  );
  observe(of(SymbolTableWriter, "intern"), "known", writer.intern("A"), 1);
  observe(of(SymbolTableWriter, "idOf"), "interned", writer.idOf("A"), 1);
  observe(of(SymbolTableWriter, "intern"), "length: 0", writer.intern(""), 0);
  observe(of(SymbolTableWriter, "intern"), "length: 17", writer.intern(`${SIXTEEN}g`), 0);
  observe(of(SymbolTableWriter, "intern"), "length: 16", writer.intern(SIXTEEN), 2);
  observe(of(SymbolTableWriter, "intern"), "any unit", writer.intern("\ud800Ω"), 3);
  observe(of(SymbolTableWriter, "intern"), "symbolsMax: the last", writer.intern("D"), 4);
  observe(
    of(SymbolTableWriter, "intern"),
    "symbolsMax: -1",
    [writer.intern("E"), writer.intern("E"), writer.idOf("E")],
    [-1, -1, 0],
  );
  observe(of(SymbolTableWriter, "intern"), "known, when full", writer.intern("A"), 1);
  observe(of(SymbolTableWriter, "intern"), "all units", new Uint16Array(buffer));
  observe(of(SymbolTable, "count"), "of the writer", writer.count, 4);
}

export default function cases(observe: Observe): void {
  observe({ SYMBOLS_MAX_RANGE }, "least and most", SYMBOLS_MAX_RANGE, [65536, 1048576]);
  observe(symbolTableBytes, "of 4", symbolTableBytes(SMALL_MAX), 328);
  observe(symbolTableBytes, "of 65,536", symbolTableBytes(65_536), 2621608);
  observeCount(observe);
  observeReader(observe);
  observeWriter(observe);
}
