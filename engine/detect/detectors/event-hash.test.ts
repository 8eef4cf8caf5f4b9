import { expect, test } from "bun:test";
import fc from "fast-check";
import { eventHash, textHash } from "./event-hash.ts";

const NOW = Date.UTC(2025, 7, 20) * 1000;

test("texts hash by FNV-1a, as its authors' test vectors say", () => {
  expect(["", "a", "foobar"].map(textHash)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

test("ids are a promise: the same event has the same hash in every version", () => {
  expect(eventHash(textHash("AAPL"), 1, 1, NOW, 42)).toBe(3_483_983_560);
});

test("every part counts", () => {
  const symbol = textHash("AAPL");
  const base = eventHash(symbol, 1, 1, NOW, 42);
  const others = [
    eventHash(textHash("MSFT"), 1, 1, NOW, 42),
    eventHash(symbol, 2, 1, NOW, 42),
    eventHash(symbol, 1, 2, NOW, 42),
    eventHash(symbol, 1, 1, NOW + 1, 42),
    eventHash(symbol, 1, 1, NOW + 2 ** 32, 42),
    eventHash(symbol, 1, 1, NOW, 43),
    eventHash(symbol, 1, 1, NOW, 42 + 2 ** 32),
    eventHash(symbol, 1, 1, NOW, 42, 1),
  ];
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});

test("is a 32-bit number for any event, and a text's hash is never 0", () => {
  const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(fc.string({ maxLength: 16 }), whole, whole, (text, epochUs, recordSeq) => {
      const symbol = textHash(text);
      expect(symbol > 0 && symbol < 2 ** 32 && Number.isInteger(symbol)).toBe(true);
      const hash = eventHash(symbol, 4, 2, epochUs, recordSeq);
      expect(hash >= 0 && hash < 2 ** 32 && Number.isInteger(hash)).toBe(true);
    }),
  );
});

test("spreads: neighbours at one instant collide no more than chance allows", () => {
  // 20,000 draws from 2^32 are expected to collide 0.05 times; more than 3 has odds of 1 in 4 million.
  const hashes = new Set<number>();
  for (let i = 0; i < 20_000; i++) {
    hashes.add(eventHash(textHash(`S${i % 200}`), 1 + (i % 4), 1 + (i % 2), NOW, i));
  }
  expect(hashes.size).toBeGreaterThanOrEqual(20_000 - 3);
});
