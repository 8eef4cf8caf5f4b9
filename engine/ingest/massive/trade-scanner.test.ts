/** Scanned in place or parsed by JSON.parse: nothing but time may tell the two apart. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { asSymbolId, RECORD_BYTES } from "#codec";
import { STAGE_DECODE, STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { SourceFixture } from "../testing/source-fixture.ts";
import { MassiveDecoder } from "./massive-decoder.ts";
import { frameText, goodTradeText } from "./massive-frame-fixture.ts";
import { NOT_SCANNED, TradeScanner } from "./trade-scanner.ts";

const T_MS = Date.UTC(2024, 5, 3, 15);
const TRADE = `{"ev":"T","sym":"MSFT","x":4,"i":"12345","z":3,"p":114.125,"s":100,"ds":"100.5","c":[0,12],"t":${T_MS},"pt":${T_MS - 21},"q":3681328}`;

const RUNS = 400;
const TIMEOUT_MS = 60_000;

/** Everything that a run of frames left behind. */
function outcome(frames: readonly string[], isScanning: boolean): unknown {
  const fixture = new SourceFixture(4);
  const decoder = new MassiveDecoder(fixture.frames(16_384), fixture.normaliser, isScanning);
  const statuses: string[] = [];
  decoder.onStatus = (status, message) => statuses.push(`${status}:${message}`);
  const dataMessages = frames.map((frame) => decoder.frame(frame));
  const { sink, symbols, errors, normaliser } = fixture;
  return {
    dataMessages,
    statuses,
    records: Buffer.from(sink.view.u8.subarray(0, sink.count * RECORD_BYTES)).toString("hex"),
    flushes: sink.flushes,
    nextSeq: normaliser.currentRecordSeq,
    symbols: Array.from({ length: symbols.count }, (_, i) => symbols.symbolOf(asSymbolId(i + 1))),
    ledger: [STAGE_SOURCE, STAGE_DECODE, STAGE_NORMALISE].map((stage) => fixture.row(stage)),
    errors: errors.entries().map(({ code, fingerprint, message, sample, count }) => {
      return { code, fingerprint, message, sample, count };
    }),
    shed: errors.shed,
    residual: fixture.residual(),
  };
}

test(
  "property: frames of any kind leave the same behind, scanned or parsed",
  () => {
    fc.assert(
      fc.property(fc.array(frameText, { minLength: 1, maxLength: 12 }), (frames) => {
        expect(outcome(frames, true)).toEqual(outcome(frames, false));
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

test("property: good trades are scanned in whatever order of keys", () => {
  const scanner = new TradeScanner();
  fc.assert(
    fc.property(fc.array(goodTradeText, { minLength: 1, maxLength: 20 }), (trades) => {
      expect(scanner.scan(`[${trades.join(",")}]`)).toBe(trades.length);
      const { batch } = scanner;
      for (const [row, text] of trades.entries()) {
        const { sym, p, s, ds, t, q } = JSON.parse(text);
        expect(scanner.symbolText(row)).toBe(sym);
        expect(batch.price[row]).toBe(p);
        expect(batch.size[row]).toBe(ds === undefined ? s : Number(ds));
        expect(batch.epochMs[row]).toBe(t);
        expect(batch.feedSeq[row]).toBe(q ?? -1);
      }
    }),
    { numRuns: 500 },
  );
});

describe("a frame cut anywhere is not scanned", () => {
  const frame = `[${TRADE},${TRADE}]`;

  test("nor is what a longer frame left behind the cut read as its rest", () => {
    const scanner = new TradeScanner();
    for (let end = 0; end < frame.length; end++) {
      expect(scanner.scan(frame)).toBe(2);
      expect(scanner.scan(frame.slice(0, end))).toBe(NOT_SCANNED);
    }
  });

  test("and nothing of it is accepted", () => {
    for (let end = 0; end < frame.length; end++) {
      const fixture = new SourceFixture();
      const decoder = new MassiveDecoder(fixture.frames(), fixture.normaliser);
      expect(decoder.frame(frame.slice(0, end))).toBe(0);
      expect(fixture.sink.count).toBe(0);
      expect(fixture.errorCounts()).toEqual({ FRAME_NOT_JSON: 1 });
    }
  });
});

const change = (find: string, put: string): string => {
  if (!TRADE.includes(find)) throw new Error(`Invariant: the trade has ${find}`);
  return TRADE.replace(find, () => put);
};

// [what, trade, scanned]
const ELEMENTS: [string, string, boolean][] = [
  ["as the feed sends it", TRADE, true],
  ["an unknown key", change('"x":4', '"new":[1,"a",true,null]'), true],
  ["a key of many letters", change('"x":4', '"exchange":-4'), true],
  ["an empty key", change('"x":4', '"":4'), true],
  ["a price of zero", change("114.125", "0"), true],
  ["a sequence of 17 digits", change("3681328", "36813280000000001"), true],
  ["a symbol of 16 letters", change("MSFT", "ABCDEFGHIJKLMNOP"), true],
  ["a key twice", change('"x":4', '"p":4'), false],
  ["white space", change('"x":4', '"x": 4'), false],
  ["an escape in a symbol", change("MSFT", "\\u0041"), false],
  ["an escape in a key", change('"x":4', '"\\u0070":4'), false],
  ["an escape in a text that nobody reads", change("12345", "\\n"), false],
  ["a control character", change("12345", "\n"), false],
  ["text outside ASCII", change("12345", "é"), false],
  ["an object", change('"x":4', '"x":{}'), false],
  ["arrays within", change('"x":4', '"x":[[]]'), false],
  ["an exponent", change("114.125", "1e2"), false],
  ["a negative price", change("114.125", "-1"), false],
  ["a leading zero", change("114.125", "0114.125"), false],
  ["a dot without decimals", change("114.125", "114."), false],
  ["a price in quotes", change("114.125", '"114.125"'), false],
  ["a size that is no decimal", change("100.5", "1e3"), false],
  ["a condition in quotes", change("[0,12]", '["37"]'), false],
  ["a condition with leading zero", change("[0,12]", "[037]"), false],
  ["null for conditions", change("[0,12]", "null"), false],
  ["another type", change('"T"', '"Q"'), false],
  ["no type", change('"ev":"T",', ""), false],
  ["no symbol", change('"sym":"MSFT",', ""), false],
  ["no size", change('"s":100,"ds":"100.5",', ""), false],
];

test.each(ELEMENTS)("%s: scanned or left, the same comes of it", (_what, trade, isScanned) => {
  const frame = `[${TRADE},${trade}]`;
  expect(new TradeScanner().scan(frame)).toBe(isScanned ? 2 : NOT_SCANNED);
  expect(outcome([frame, frame], true)).toEqual(outcome([frame, frame], false));
});

test("the scanner's memory grows with frames, up to a bound", () => {
  const scanner = new TradeScanner();
  for (const trades of [1, 1000, 7000, 1]) {
    const frame = `[${Array(trades).fill(TRADE).join(",")}]`;
    expect(scanner.scan(frame)).toBe(trades);
    expect(scanner.symbolText(trades - 1)).toBe("MSFT");
  }
  expect(scanner.scan(`[${Array(8000).fill(TRADE).join(",")}]`)).toBe(NOT_SCANNED);
});
