import { expect, test } from "bun:test";
import fc from "fast-check";
import { asSymbolId } from "#codec";
import { TickerIds } from "./ticker-ids.ts";

test("property: as a map of both words", () => {
  const word = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer());
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 3000 }), (pairs) => {
      const tickers = new TickerIds();
      const ids = new Map<string, number>();
      for (const [high, low] of pairs) {
        const key = `${high} ${low}`;
        const known = ids.get(key) ?? 0;
        if (tickers.idOf(high, low) !== known) return false;
        if (known > 0) continue;
        ids.set(key, ids.size + 1);
        tickers.learn(high, low, asSymbolId(ids.size));
      }
      return pairs.every(([high, low]) => tickers.idOf(high, low) === ids.get(`${high} ${low}`));
    }),
    { numRuns: 100 },
  );
});

test("20,000 symbols keep their ids", () => {
  const tickers = new TickerIds();
  for (let id = 1; id <= 20_000; id++) tickers.learn(id >> 8, id << 8, asSymbolId(id));
  for (let id = 1; id <= 20_000; id++) expect<number>(tickers.idOf(id >> 8, id << 8)).toBe(id);
  expect<number>(tickers.idOf(0, 0)).toBe(0);
});
