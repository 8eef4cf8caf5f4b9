/** Columns of one frame's trades: as many rows as were asked for, exact values, no row in another's way. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CONDITIONS_BARRED, CONDITIONS_FORM_T } from "./massive-conditions.ts";
import { TradeBatch } from "./trade-batch.ts";
import { TradeScanner } from "./trade-scanner.ts";

/** Every column, with the values that may stand in it. */
const COLUMNS = {
  price: fc.double({ noNaN: true }),
  size: fc.double({ noNaN: true }),
  epochMs: fc.double({ noNaN: true }),
  feedSeq: fc.oneof(fc.constant(-1), fc.maxSafeInteger()),
  conditions: fc.integer({ min: 0, max: CONDITIONS_BARRED | CONDITIONS_FORM_T }),
  symbolAt: fc.nat({ max: 1_048_576 }),
  symbolEnd: fc.nat({ max: 1_048_576 }),
  symbolLow: fc.integer(),
  symbolHigh: fc.integer(),
} as const;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];
const trade = fc.record(COLUMNS);
type Trade = Record<Column, number>;

function put(batch: TradeBatch, row: number, values: Trade): void {
  for (const name of NAMES) batch[name][row] = values[name];
}

function rowOf(batch: TradeBatch, row: number): Trade {
  return Object.fromEntries(NAMES.map((name) => [name, batch[name][row]])) as Trade;
}

/** What the symbol's words are by their own definition, from its text of at most 8 ASCII characters. */
function words(symbol: string): { symbolHigh: number; symbolLow: number } {
  const bytes = Buffer.from(symbol.padStart(8, "\0"), "latin1");
  return { symbolHigh: bytes.readInt32BE(0), symbolLow: bytes.readInt32BE(4) };
}

test("a column a field and nothing else, each with a row a trade", () => {
  const batch = new TradeBatch(7);
  const columns = Object.entries(batch).filter(([, value]) => ArrayBuffer.isView(value));
  expect(columns.map(([name]) => name).toSorted()).toEqual(NAMES.toSorted());
  for (const name of NAMES) expect(batch[name]).toHaveLength(batch.tradesMax);
  expect(batch.tradesMax).toBe(7);
});

test("property: what a row was given last stands there exactly, whatever was written to the others", () => {
  const writes = fc.integer({ min: 1, max: 40 }).chain((tradesMax) =>
    fc.record({
      tradesMax: fc.constant(tradesMax),
      rows: fc.array(fc.tuple(fc.nat({ max: tradesMax - 1 }), trade), { maxLength: 120 }),
    }),
  );
  fc.assert(
    fc.property(writes, ({ tradesMax, rows }) => {
      const batch = new TradeBatch(tradesMax);
      const model = new Map<number, Trade>();
      for (const [row, values] of rows) {
        put(batch, row, values);
        model.set(row, values);
      }
      const untouched = Object.fromEntries(NAMES.map((name) => [name, 0])) as Trade;
      for (let row = 0; row < tradesMax; row++) {
        expect(rowOf(batch, row)).toEqual(model.get(row) ?? untouched);
      }
    }),
    { numRuns: 200 },
  );
});

describe("bounds", () => {
  test("a row behind the last is not kept, and harms none", () => {
    const batch = new TradeBatch(2);
    const [first, last] = fc.sample(trade, { numRuns: 2, seed: 1 }) as [Trade, Trade];
    put(batch, 0, first);
    put(batch, 1, last);
    put(batch, 2, first);
    expect([rowOf(batch, 0), rowOf(batch, 1)]).toEqual([first, last]);
    expect(batch.price[2]).toBeUndefined();
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("no batch of %p trades", (rows) => {
    expect(() => new TradeBatch(rows)).toThrow(`was ${rows}`);
  });
});

/** What the columns mean, held where they are filled: by the scanner, from a frame's text. */
describe("as the scanner fills it", () => {
  const scanner = new TradeScanner();
  const scanned = (trades: readonly string[]): Trade[] => {
    expect(scanner.scan(`[${trades.join(",")}]`)).toBe(trades.length);
    return trades.map((_, row) => rowOf(scanner.batch, row));
  };
  const text = (sym: string, more = ""): string =>
    `{"ev":"T","sym":"${sym}","p":1.5,"s":2,"t":1717426800000${more}}`;

  test("property: the words are the symbol's last four bytes and the four before", () => {
    const symbol = fc.string({
      unit: fc.constantFrom(..."ABCXYZabz019.:~!"),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(symbol, { minLength: 1, maxLength: 20 }), (symbols) => {
        const frame = `[${symbols.map((sym) => text(sym)).join(",")}]`;
        for (const [row, found] of scanned(symbols.map((sym) => text(sym))).entries()) {
          expect(found).toMatchObject(words(symbols[row]!));
          expect(frame.slice(found.symbolAt, found.symbolEnd)).toBe(symbols[row]!);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("a row says nothing of the trade that stood there before", () => {
    scanned([text("AAPL", ',"q":9007199254740991,"c":[37,12]')]);
    expect(rowOf(scanner.batch, 0)).toMatchObject({
      feedSeq: Number.MAX_SAFE_INTEGER,
      conditions: CONDITIONS_BARRED | CONDITIONS_FORM_T,
    });
    scanned([text("AAPL")]);
    expect(rowOf(scanner.batch, 0)).toMatchObject({ feedSeq: -1, conditions: 0 });
  });

  test("fractions of a millisecond stay", () => {
    const [found] = scanned(['{"ev":"T","sym":"A","p":1,"s":1,"t":1717426800000.25}']);
    expect(found?.epochMs).toBe(1717426800000.25);
  });

  test("a batch that grew has the trades of the longer frame", () => {
    const before = scanner.batch.tradesMax;
    const rows = scanned(Array.from({ length: before + 1 }, () => text("MSFT")));
    expect(scanner.batch.tradesMax).toBeGreaterThan(before);
    expect(rows.at(-1)).toMatchObject({ price: 1.5, size: 2, ...words("MSFT") });
  });
});
