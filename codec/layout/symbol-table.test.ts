import { heapStats } from "bun:jsc";
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  asSymbolId,
  SYMBOL_UNITS_MAX,
  SYMBOLS_MAX_RANGE,
  SymbolTable,
  SymbolTableWriter,
  symbolTableBytes,
} from "../index.ts";

const memory = (symbolsMax: number) => new SharedArrayBuffer(symbolTableBytes(symbolsMax));

describe("symbol table", () => {
  test("interns once, ids are dense from 1, another view reads the same texts", () => {
    const buffer = memory(1000);
    const writer = new SymbolTableWriter(buffer);
    const reader = new SymbolTable(buffer);
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 16 }), { maxLength: 8 }), (all) => {
        for (const symbol of all) {
          const before = writer.count;
          const id = writer.intern(symbol);
          expect(id).toBeGreaterThan(0);
          expect(writer.intern(symbol)).toBe(id);
          expect(writer.count - before).toBe(id === before + 1 ? 1 : 0);
          expect(reader.symbolOf(id)).toBe(symbol);
          expect(reader.count).toBe(writer.count);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("any UTF-16 text of 1 to 16 units survives, lone surrogates too", () => {
    const buffer = memory(100);
    const writer = new SymbolTableWriter(buffer);
    for (const symbol of ["BRK.B", "Ωμέγα", "🚀🚀🚀🚀🚀🚀🚀🚀", "\ud800", "\u0000", '"\\</', " "]) {
      expect(new SymbolTable(buffer).symbolOf(writer.intern(symbol))).toBe(symbol);
    }
  });

  test("an invalid symbol is 0 and takes no place", () => {
    const writer = new SymbolTableWriter(memory(10));
    expect<number>(writer.intern("")).toBe(0);
    expect<number>(writer.intern("x".repeat(SYMBOL_UNITS_MAX + 1))).toBe(0);
    expect(writer.count).toBe(0);
    expect<number>(writer.intern("x".repeat(SYMBOL_UNITS_MAX))).toBe(1);
  });

  test("an id that was never interned has no text, and gets one once it is", () => {
    const buffer = memory(10);
    const reader = new SymbolTable(buffer);
    for (const id of [0, 1, -1, 1.5, Number.NaN, 11, 1e9]) {
      expect(reader.symbolOf(asSymbolId(id))).toBe("");
    }
    new SymbolTableWriter(buffer).intern("LATE");
    expect(reader.symbolOf(asSymbolId(1))).toBe("LATE");
  });

  test("the smallest table holds 65,536 distinct symbols; the next one is refused with -1", () => {
    const [symbolsMax] = SYMBOLS_MAX_RANGE;
    const buffer = memory(symbolsMax);
    const writer = new SymbolTableWriter(buffer);
    expect(writer.symbolsMax).toBe(symbolsMax);
    for (let i = 1; i <= symbolsMax; i++) {
      if (writer.intern(`S${i}`) !== i) throw new Error(`symbol ${i} got another id`);
    }
    expect<number>(writer.intern("ONE-MORE")).toBe(-1);
    expect(writer.count).toBe(symbolsMax);
    expect<number>(writer.intern("S65536")).toBe(65_536);
    expect(new SymbolTable(buffer).symbolOf(asSymbolId(65_536))).toBe("S65536");
  });

  test("a known symbol costs one string, not one for each of its letters", () => {
    const symbols = 2000;
    const buffer = memory(symbols);
    const writer = new SymbolTableWriter(buffer);
    for (let i = 1; i <= symbols; i++) writer.intern(`SYMBOL${i}`);
    const reader = new SymbolTable(buffer);
    const liveStrings = () => {
      Bun.gc(true);
      return heapStats().objectTypeCounts.string ?? 0;
    };
    const before = liveStrings();
    for (let i = 1; i <= symbols; i++) reader.symbolOf(asSymbolId(i));
    expect(liveStrings() - before).toBeLessThan(2 * symbols);
    expect(reader.symbolOf(asSymbolId(symbols))).toBe(`SYMBOL${symbols}`);
  });

  test("a second writer goes on where the first stopped", () => {
    const buffer = memory(10);
    const first = new SymbolTableWriter(buffer);
    expect<number[]>([first.intern("A"), first.intern("B")]).toEqual([1, 2]);
    const second = new SymbolTableWriter(buffer);
    expect<number[]>([second.intern("B"), second.intern("C"), second.intern("A")]).toEqual([
      2, 3, 1,
    ]);
    expect(new SymbolTable(buffer).count).toBe(3);
  });
});
