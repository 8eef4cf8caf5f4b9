import { describe, expect, test } from "bun:test";
import {
  asEpochUs,
  asSlot,
  asSymbolId,
  BAR_CLOSE_F64,
  BAR_DAY_VWAP_F64,
  BAR_START_EPOCH_US_F64,
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  FMV_FMV_F64,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  privateSlots,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  RECORD_RECEIVED_EPOCH_US_F64,
  RECORD_SEQ_F64,
  RECORD_SOURCE_U8,
  RECORD_SYMBOL_ID_U32,
  RECORD_TRACE_ID_U32,
  RECORD_U32,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { FILTER_UNSUPPORTED_KIND, STAGE_NORMALISE, unaccounted } from "#engine/telemetry";
import { SourceFixture } from "../testing/source-fixture.ts";

const T_US = asEpochUs(Date.UTC(2024, 5, 3, 14, 0, 0) * 1000);

function tick(fixture: SourceFixture, changes: Partial<Record<string, unknown>> = {}): boolean {
  const v = { symbol: "AAPL", price: 190.25, size: 100, timeUs: T_US, seq: 7, ...changes };
  return fixture.normaliser.tick(
    v.symbol,
    v.price,
    v.size,
    asEpochUs(v.timeUs as number),
    v.seq as number,
    true,
    190.1,
    189,
  );
}

describe("a valid record becomes a slot", () => {
  test("tick", () => {
    const fixture = new SourceFixture();
    fixture.normaliser.receivedEpochUs = asEpochUs(T_US + 250);
    expect(tick(fixture)).toBe(true);
    const { f64, u32, u8 } = fixture.sink.view;
    expect(u8[RECORD_KIND_U8]).toBe(KIND_TICK);
    expect(u8[RECORD_FLAGS_U8]).toBe(FLAG_ELIGIBLE);
    expect(u8[RECORD_SOURCE_U8]).toBe(3);
    expect(fixture.symbols.symbolOf(asSymbolId(u32[RECORD_SYMBOL_ID_U32]!))).toBe("AAPL");
    expect(f64[RECORD_SEQ_F64]).toBe(0);
    expect(f64[RECORD_EXCHANGE_EPOCH_US_F64]).toBe(T_US);
    expect(f64[RECORD_RECEIVED_EPOCH_US_F64]).toBe(T_US + 250);
    expect(f64[RECORD_FEED_SEQ_F64]).toBe(7);
    expect(u32[RECORD_TRACE_ID_U32]).toBe(0);
    expect(f64[TICK_PRICE_F64]).toBe(190.25);
    expect(f64[TICK_SIZE_F64]).toBe(100);
    expect(f64[TICK_DAY_VWAP_F64]).toBe(190.1);
    expect(f64[TICK_OFFICIAL_OPEN_F64]).toBe(189);
  });

  test("bar and fmv", () => {
    const fixture = new SourceFixture();
    const start = asEpochUs(T_US - 60_000_000);
    const { normaliser } = fixture;
    expect(normaliser.bar("GTE", 5, 6, 4, 5.5, 0, start, T_US, true, 5.1, 5.2, 4.9)).toBe(true);
    expect(normaliser.fmv("GTE", 5.25, T_US)).toBe(true);
    const { f64, u8 } = fixture.sink.view;
    expect([u8[RECORD_KIND_U8], u8[RECORD_FLAGS_U8]]).toEqual([KIND_BAR, FLAG_MINUTE_BAR]);
    expect(f64[BAR_CLOSE_F64]).toBe(5.5);
    expect(f64[BAR_START_EPOCH_US_F64]).toBe(start);
    expect(f64[BAR_DAY_VWAP_F64]).toBe(5.2);
    expect(u8[RECORD_BYTES + RECORD_KIND_U8]).toBe(KIND_FMV);
    expect(f64[RECORD_F64 + FMV_FMV_F64]).toBe(5.25);
    expect(f64[RECORD_F64 + RECORD_FEED_SEQ_F64]).toBe(-1);
    expect(fixture.row(STAGE_NORMALISE)).toMatchObject({ in: 2, out: 2, produced: 2 });
  });

  test("unknown VWAP, open and sequence become their sentinels", () => {
    const fixture = new SourceFixture();
    const { normaliser } = fixture;
    normaliser.tick("A", 1, 0, T_US, Number.NaN, false, Number.NaN, -3);
    normaliser.tick("A", 1, 0, T_US, Number.POSITIVE_INFINITY, false, Number.POSITIVE_INFINITY, 0);
    for (const at of [0, RECORD_F64]) {
      expect(fixture.sink.view.f64[at + RECORD_FEED_SEQ_F64]).toBe(-1);
      expect(fixture.sink.view.f64[at + TICK_DAY_VWAP_F64]).toBe(0);
      expect(fixture.sink.view.f64[at + TICK_OFFICIAL_OPEN_F64]).toBe(0);
    }
  });

  test("one record in traceEvery carries a trace id", () => {
    const fixture = new SourceFixture(4);
    for (let i = 0; i < 9; i++) tick(fixture);
    const ids = Array.from(
      { length: 9 },
      (_, i) => fixture.sink.view.u32[i * RECORD_U32 + RECORD_TRACE_ID_U32],
    );
    expect(ids).toEqual([1, 0, 0, 0, 5, 0, 0, 0, 9]);
  });

  test("a reused slot keeps nothing of its older record", () => {
    const fixture = new SourceFixture();
    fixture.sink.view.f64.fill(99);
    tick(fixture);
    const rest = fixture.sink.view.f64.subarray(TICK_OFFICIAL_OPEN_F64 + 1, RECORD_F64);
    expect([...rest]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

// [what, changes to a valid tick, code, part of the message]
const TICK_FAULTS: [string, Record<string, unknown>, string, string][] = [
  ["price as text", { price: "190.25" }, "PRICE_NOT_NUMBER", 'price="190.25" is not a number'],
  ["price null", { price: null }, "PRICE_NOT_NUMBER", "type null"],
  ["price absent", { price: undefined }, "FIELD_MISSING", "price is absent"],
  ["price zero", { price: 0 }, "PRICE_INVALID", "price=0"],
  ["price negative", { price: -1 }, "PRICE_INVALID", "price=-1"],
  ["price NaN", { price: Number.NaN }, "PRICE_INVALID", "price=NaN"],
  ["price infinite", { price: Number.POSITIVE_INFINITY }, "PRICE_INVALID", "price=Infinity"],
  ["size as text", { size: "1" }, "SIZE_NOT_NUMBER", 'size="1"'],
  ["size negative", { size: -5 }, "SIZE_INVALID", "size=-5"],
  ["size NaN", { size: Number.NaN }, "SIZE_INVALID", "size=NaN"],
  ["time NaN", { timeUs: Number.NaN }, "TIME_INVALID", "time=NaN"],
  ["time in ms", { timeUs: T_US / 1e3 }, "TIME_UNIT", "as ms it would be in the year 2024"],
  ["time in s", { timeUs: T_US / 1e6 }, "TIME_UNIT", "as s it would be in the year 2024"],
  ["time in ns", { timeUs: T_US * 1e3 }, "TIME_UNIT", "as ns it would be in the year 2024"],
  ["time before 2000", { timeUs: 1 }, "TIME_UNIT", "no other unit"],
  ["symbol empty", { symbol: "" }, "SYMBOL_INVALID", 'symbol=""'],
  ["symbol too long", { symbol: "A".repeat(17) }, "SYMBOL_INVALID", "1 to 16 characters"],
  ["symbol a number", { symbol: 5 }, "SYMBOL_INVALID", "symbol=5"],
  ["symbol absent", { symbol: undefined }, "SYMBOL_INVALID", "symbol is absent"],
];

describe("a wrong tick is refused with a code, and takes a record_seq", () => {
  test.each(TICK_FAULTS)("%s", (_what, changes, code, said) => {
    const fixture = new SourceFixture();
    tick(fixture);
    expect(tick(fixture, changes)).toBe(false);
    tick(fixture);
    const row = fixture.row(STAGE_NORMALISE);
    expect(row).toMatchObject({ in: 3, out: 2, produced: 2, errored: { [code]: 1 } });
    expect(unaccounted(row)).toBe(0);
    expect(fixture.errors.entries()[0]?.message).toContain(said);
    expect(fixture.sink.view.f64[RECORD_F64 + RECORD_SEQ_F64]).toBe(2);
    expect(fixture.normaliser.currentRecordSeq).toBe(2);
    expect(fixture.symbols.count).toBe(1);
  });

  test("the message names the value in the feed's own unit", () => {
    const fixture = new SourceFixture();
    fixture.normaliser.feedTimeUnit = "ms";
    tick(fixture, { timeUs: 1_717_423_200_123_456 * 1000 });
    const message = fixture.errors.entries()[0]?.message;
    expect(message).toContain("time=1717423200123456 read as ms");
    expect(message).toContain("as us it would be in the year 2024");
  });

  test("long and nested values are cut, and do not spread over entries of the log", () => {
    const fixture = new SourceFixture();
    for (let i = 0; i < 100; i++) tick(fixture, { price: `${"9".repeat(500)}"${i}` });
    for (let i = 0; i < 100; i++) tick(fixture, { price: { [`k${i}`]: [i] } });
    const entries = fixture.errors.entries();
    expect(entries.map((entry) => entry.count)).toEqual([100, 100]);
    expect(entries[0]!.message.length).toBeLessThan(200);
  });
});

const BAR = { o: 5, h: 6, l: 4, c: 5.5, v: 100, start: T_US - 60_000_000, end: T_US };
const BAR_FAULTS: [string, Partial<Record<keyof typeof BAR, unknown>>, string, string][] = [
  ["high below open", { h: 4.9 }, "BAR_INCONSISTENT", "high=4.9"],
  ["low above close", { l: 5.6, o: 5.7, h: 6 }, "BAR_INCONSISTENT", "low=5.6"],
  ["end at start", { end: T_US - 60_000_000 }, "BAR_INCONSISTENT", "is not after start"],
  ["low zero", { l: 0 }, "PRICE_INVALID", "low=0"],
  ["close as text", { c: "5.5" }, "PRICE_NOT_NUMBER", 'close="5.5"'],
  ["volume negative", { v: -1 }, "SIZE_INVALID", "volume=-1"],
  ["volume as text", { v: "1" }, "SIZE_NOT_NUMBER", 'volume="1"'],
  ["start in ms", { start: T_US / 1000 }, "TIME_UNIT", "start="],
  ["end in ns", { end: T_US * 1000 }, "TIME_UNIT", "end="],
];

test.each(BAR_FAULTS)("a wrong bar is refused: %s", (_what, changes, code, said) => {
  const fixture = new SourceFixture();
  const b = { ...BAR, ...changes };
  const [start, end] = [asEpochUs(b.start as number), asEpochUs(b.end as number)];
  expect(fixture.normaliser.bar("X", b.o, b.h, b.l, b.c, b.v, start, end, true, 0, 0, 0)).toBe(
    false,
  );
  expect(fixture.row(STAGE_NORMALISE).errored).toEqual({ [code]: 1 });
  expect(fixture.errors.entries()[0]?.message).toContain(said);
});

test("fmv: price and time rules", () => {
  const fixture = new SourceFixture();
  fixture.normaliser.fmv("X", "5", T_US);
  fixture.normaliser.fmv("X", 0, T_US);
  fixture.normaliser.fmv("X", 5, asEpochUs(T_US * 1000));
  expect(fixture.errorCounts()).toEqual({ PRICE_NOT_NUMBER: 1, PRICE_INVALID: 1, TIME_UNIT: 1 });
});

test("a full symbol table is a named error, and known symbols go on", () => {
  const fixture = new SourceFixture();
  for (let i = 0; i < fixture.symbols.symbolsMax; i++) fixture.symbols.intern(`S${i}`);
  expect(tick(fixture, { symbol: "NEW" })).toBe(false);
  expect(tick(fixture, { symbol: "S17" })).toBe(true);
  expect<number>(fixture.normaliser.internSymbol("NEW")).toBe(-1);
  expect(fixture.errorCounts()).toEqual({ SYMBOL_TABLE_FULL: 1 });
  expect(fixture.errors.entries()[0]?.message).toContain("symbolsMax=65536");
});

test("an engine that stops: the record is dropped by name", () => {
  const fixture = new SourceFixture();
  fixture.sink.isStopped = true;
  expect(tick(fixture)).toBe(false);
  expect(fixture.row(STAGE_NORMALISE)).toMatchObject({ in: 1, out: 0, dropped: { shutdown: 1 } });
});

test("messages that are no record take no record_seq", () => {
  const fixture = new SourceFixture();
  fixture.normaliser.filtered(FILTER_UNSUPPORTED_KIND);
  fixture.normaliser.rejected("KIND_UNKNOWN", "ev=X", "");
  expect(fixture.normaliser.currentRecordSeq).toBe(-1);
  fixture.normaliser.rejectedRecord("FIELD_MISSING", "T without p", "");
  expect(fixture.normaliser.currentRecordSeq).toBe(0);
  expect(unaccounted(fixture.row(STAGE_NORMALISE))).toBe(0);
});

describe("a record that is a slot already", () => {
  function encodedTick(): { fixture: SourceFixture; from: ReturnType<typeof privateSlots> } {
    const fixture = new SourceFixture(1);
    const from = privateSlots(2, RECORD_BYTES);
    from.u8[RECORD_BYTES + RECORD_KIND_U8] = KIND_TICK;
    from.u8[RECORD_BYTES + RECORD_FLAGS_U8] = FLAG_ELIGIBLE;
    from.u8[RECORD_BYTES + RECORD_SOURCE_U8] = 200;
    from.f64[RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64] = T_US;
    from.f64[RECORD_F64 + RECORD_FEED_SEQ_F64] = 42;
    from.f64[RECORD_F64 + TICK_PRICE_F64] = 12.5;
    from.f64[RECORD_F64 + TICK_SIZE_F64] = 3;
    return { fixture, from };
  }

  test("is copied with this engine's symbol, source, times and trace; its number is kept", () => {
    const { fixture, from } = encodedTick();
    fixture.normaliser.receivedEpochUs = asEpochUs(5);
    const id = fixture.normaliser.internSymbol("BTC");
    expect(fixture.normaliser.encoded(from, asSlot(1), asSymbolId(id), 900)).toBe(true);
    const { f64, u32, u8 } = fixture.sink.view;
    expect(f64[RECORD_SEQ_F64]).toBe(900);
    expect(u32[RECORD_TRACE_ID_U32]).toBe(901);
    expect(u32[RECORD_SYMBOL_ID_U32]).toBe(id);
    expect(u8[RECORD_SOURCE_U8]).toBe(3);
    expect(u8[RECORD_FLAGS_U8]).toBe(FLAG_ELIGIBLE);
    expect(f64[RECORD_RECEIVED_EPOCH_US_F64]).toBe(5);
    expect(f64[RECORD_FEED_SEQ_F64]).toBe(42);
    expect(f64[TICK_PRICE_F64]).toBe(12.5);
    expect(fixture.normaliser.currentRecordSeq).toBe(900);
  });

  test.each([
    ["unknown kind", RECORD_KIND_U8, 9, undefined, "KIND_UNKNOWN"],
    ["price", undefined, 0, TICK_PRICE_F64, "PRICE_INVALID"],
    ["size", undefined, -1, TICK_SIZE_F64, "SIZE_INVALID"],
    ["time", undefined, 1, RECORD_EXCHANGE_EPOCH_US_F64, "TIME_UNIT"],
  ])("is refused for its %s", (_what, u8At, value, f64At, code) => {
    const { fixture, from } = encodedTick();
    if (u8At !== undefined) from.u8[RECORD_BYTES + u8At] = value;
    if (f64At !== undefined) from.f64[RECORD_F64 + f64At] = value;
    expect(fixture.normaliser.encoded(from, asSlot(1), asSymbolId(1), 0)).toBe(false);
    expect(fixture.errorCounts()).toEqual({ [code]: 1 });
  });

  test("is refused for its symbol", () => {
    const { fixture, from } = encodedTick();
    fixture.normaliser.encoded(from, asSlot(1), asSymbolId(0), 0);
    fixture.normaliser.encoded(from, asSlot(1), asSymbolId(-1), 1);
    expect(fixture.errorCounts()).toEqual({ SYMBOL_INVALID: 1, SYMBOL_TABLE_FULL: 1 });
  });

  test("of a plug-in's kind needs a plausible time only", () => {
    const { fixture, from } = encodedTick();
    from.u8[RECORD_BYTES + RECORD_KIND_U8] = 20;
    from.f64[RECORD_F64 + TICK_PRICE_F64] = -1;
    const id = fixture.normaliser.internSymbol("X");
    expect(fixture.normaliser.encoded(from, asSlot(1), asSymbolId(id), 0)).toBe(true);
  });
});
