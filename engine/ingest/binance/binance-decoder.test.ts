import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  BAR_CLOSE_F64,
  BAR_START_EPOCH_US_F64,
  BAR_WINDOW_VWAP_F64,
  FLAG_MINUTE_BAR,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { SourceFixture } from "../testing/source-fixture.ts";
import { aggregatedSymbols } from "./binance-client.ts";
import { BinanceDecoder } from "./binance-decoder.ts";

const T_MS = 1_672_515_782_136;
const AGG = { e: "aggTrade", E: T_MS, s: "BNBBTC", a: 12345, p: "0.001", q: "100", T: T_MS };
const TRADE = { e: "trade", E: T_MS, s: "BNBBTC", t: 99, p: "0.001", q: "100", T: T_MS };
const K = { t: 1_672_515_780_000, T: 1_672_515_839_999, s: "BNBBTC", i: "1m", o: "0.0010" };
const CLOSED = { ...K, c: "0.0020", h: "0.0025", l: "0.0015", v: "1000", q: "1.8", n: 9, x: true };
const KLINE = { e: "kline", E: T_MS, s: "BNBBTC", k: { ...CLOSED, l: "0.0010" } };

function decoder(aggregated: string[] = []) {
  const fixture = new SourceFixture();
  const { normaliser, errors } = fixture;
  const binance = new BinanceDecoder(fixture.frames(), normaliser, errors, new Set(aggregated));
  const frame = (value: unknown) => binance.frame(JSON.stringify(value));
  return { fixture, binance, frame };
}

describe("samples of the feed's documentation", () => {
  test("aggTrade, raw and combined", () => {
    const { fixture, frame } = decoder();
    expect(frame(AGG)).toBe(1);
    expect(frame({ stream: "bnbbtc@aggTrade", data: { ...AGG, a: 12346 } })).toBe(1);
    const { f64 } = fixture.sink.view;
    expect(f64[TICK_PRICE_F64]).toBe(0.001);
    expect(f64[TICK_SIZE_F64]).toBe(100);
    expect(f64[RECORD_EXCHANGE_EPOCH_US_F64]).toBe(T_MS * 1000);
    expect(f64[RECORD_FEED_SEQ_F64]).toBe(12345);
    expect(fixture.sink.count).toBe(2);
  });

  test("a closed minute kline becomes a bar that ends where the next begins", () => {
    const { fixture, frame } = decoder();
    frame(KLINE);
    const { f64, u8 } = fixture.sink.view;
    expect(u8[RECORD_FLAGS_U8]).toBe(FLAG_MINUTE_BAR);
    expect(f64[BAR_START_EPOCH_US_F64]).toBe(K.t * 1000);
    expect(f64[RECORD_EXCHANGE_EPOCH_US_F64]).toBe(1_672_515_840_000_000);
    expect(f64[BAR_CLOSE_F64]).toBe(0.002);
    expect(f64[BAR_WINDOW_VWAP_F64]).toBe(1.8 / 1000);
    expect(u8[RECORD_BYTES]).toBe(0);
  });
});

const TRAPS: [string, unknown, string][] = [
  ["price as a number", { ...AGG, p: 0.001 }, "e.PRICE_NOT_NUMBER"],
  ["price as junk", { ...AGG, p: "1e-3" }, "e.PRICE_NOT_NUMBER"],
  ["size as a number", { ...AGG, q: 5 }, "e.SIZE_NOT_NUMBER"],
  ["price zero", { ...AGG, p: "0.000" }, "e.PRICE_INVALID"],
  ["size negative", { ...AGG, q: "-1" }, "e.SIZE_INVALID"],
  ["time in us", { ...AGG, T: T_MS * 1000 }, "e.TIME_UNIT"],
  ["time as text", { ...AGG, T: `${T_MS}` }, "e.TIME_INVALID"],
  ["renamed", { ...AGG, p: undefined, price: "1" }, "e.FIELD_MISSING"],
  ["kline without k", { e: "kline", s: "A" }, "e.FRAME_SHAPE"],
  ["kline without close", { e: "kline", k: { ...CLOSED, c: undefined } }, "e.FIELD_MISSING"],
  ["kline with numbers", { e: "kline", k: { ...CLOSED, c: 0.002 } }, "e.PRICE_NOT_NUMBER"],
  ["kline upside down", { e: "kline", k: { ...CLOSED, h: "0.0001" } }, "e.BAR_INCONSISTENT"],
  ["kline still open", { e: "kline", k: { ...CLOSED, x: false } }, "f.unfinished_bar"],
  ["kline of an hour", { e: "kline", k: { ...CLOSED, i: "1h" } }, "f.unsupported_kind"],
  ["book ticker, futures", { e: "bookTicker", u: 1, s: "A", b: "1" }, "f.unsupported_kind"],
  ["book ticker, spot", { u: 1, s: "A", b: "1", B: "1", a: "1", A: "1" }, "f.unsupported_kind"],
  ["depth", { e: "depthUpdate", s: "A" }, "f.unsupported_kind"],
  ["partial depth", { lastUpdateId: 1, bids: [], asks: [] }, "f.unsupported_kind"],
  ["reply", { result: null, id: 1 }, "f.control_message"],
  ["refusal", { error: { code: 2, msg: "bad" }, id: 1 }, "f.control_message"],
  ["shutdown", { e: "serverShutdown", E: T_MS }, "f.control_message"],
  ["unknown type", { e: "newThing" }, "e.KIND_UNKNOWN"],
  ["no type", { s: "A" }, "e.KIND_UNKNOWN"],
];

test.each(TRAPS)("trap: %s", (_what, message, name) => {
  const { fixture, frame } = decoder();
  frame(AGG);
  frame(message);
  const row = fixture.row(STAGE_NORMALISE);
  const named = [
    ...Object.keys(row.filtered).map((key) => `f.${key}`),
    ...Object.keys(row.errored).map((key) => `e.${key}`),
  ];
  expect(named).toEqual([name]);
  expect(row).toMatchObject({ in: 2, out: 1 });
  expect(fixture.residual()).toBe(0);
});

test.each([['"text"'], ["5"], ["{cut"], ['{"stream":"x","data":7}']])("frame trap: %s", (frame) => {
  const { fixture, binance } = decoder();
  expect(binance.frame(frame)).toBe(0);
  expect(fixture.row(STAGE_SOURCE).in).toBe(1);
  expect(fixture.residual()).toBe(0);
});

describe("the same executions twice", () => {
  test("trade counts as duplicate where aggTrade is subscribed, and only there", () => {
    const { fixture, frame } = decoder([...aggregatedSymbols(["bnbbtc@aggTrade", "x@trade"])]);
    frame(TRADE);
    frame({ ...TRADE, s: "X" });
    frame(AGG);
    expect(fixture.row(STAGE_NORMALISE)).toMatchObject({ out: 2, filtered: { duplicate: 1 } });
  });
});

describe("gaps of the contiguous sequence", () => {
  test("are counted to the record and named; replays are no gap", () => {
    const { fixture, binance, frame } = decoder();
    for (const a of [5, 6, 9, 8, 6, 10, 12]) frame({ ...AGG, a });
    frame({ ...AGG, s: "OTHER", a: 1000 });
    expect([binance.gaps.gaps, binance.gaps.missing]).toEqual([2, 3]);
    const [gap] = fixture.errors.entries();
    expect(gap).toMatchObject({ code: "FEED_GAP", count: 2 });
    expect(gap?.message).toBe('"BNBBTC": sequences 7 to 8 missing, 2 records');
  });

  test("property: skipped ids are what is counted as missing", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200), { minLength: 1 }), (ids) => {
        const sorted = ids.sort((a, b) => a - b);
        const { binance, frame } = decoder();
        for (const a of sorted) frame({ ...AGG, a });
        const span = sorted.at(-1)! - sorted[0]! + 1;
        return binance.gaps.missing === span - sorted.length;
      }),
      { numRuns: 50 },
    );
  });
});

test("property: whatever comes, every message is accounted for and nothing throws", () => {
  const nearly = fc.record(
    {
      e: fc.oneof(fc.constantFrom("aggTrade", "trade", "kline", "depthUpdate"), fc.jsonValue()),
      s: fc.oneof(fc.constantFrom("BNBBTC", ""), fc.jsonValue()),
      p: fc.oneof(fc.constantFrom("1.5", "x"), fc.jsonValue()),
      q: fc.oneof(fc.constantFrom("1", "-1"), fc.jsonValue()),
      T: fc.oneof(fc.constant(T_MS), fc.jsonValue()),
      a: fc.jsonValue(),
      k: fc.oneof(fc.constant(CLOSED), fc.jsonValue()),
      id: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(nearly, fc.jsonValue()), { maxLength: 10 }), (frames) => {
      const { fixture, frame } = decoder();
      for (const value of frames) frame(value);
      return fixture.row(STAGE_SOURCE).in === frames.length && fixture.residual() === 0;
    }),
    { numRuns: 400 },
  );
});
