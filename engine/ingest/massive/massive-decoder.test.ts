import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  FLAG_ELIGIBLE,
  FLAG_MINUTE_BAR,
  KIND_BAR,
  KIND_FMV,
  KIND_TICK,
  RECORD_BYTES,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_F64,
  RECORD_FEED_SEQ_F64,
  RECORD_FLAGS_U8,
  RECORD_KIND_U8,
  TICK_DAY_VWAP_F64,
  TICK_OFFICIAL_OPEN_F64,
  TICK_PRICE_F64,
  TICK_SIZE_F64,
} from "#codec";
import { STAGE_DECODE, STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { SourceFixture } from "../testing/source-fixture.ts";
import { MassiveDecoder } from "./massive-decoder.ts";

/** Monday 2024-06-03, 11:00 in New York: regular hours. */
const T_MS = Date.UTC(2024, 5, 3, 15);
const HOUR_MS = 3_600_000;
const TRADE = { ev: "T", sym: "MSFT", x: 4, p: 114.125, s: 100, c: [0, 14], t: T_MS, q: 3681328 };
const BAR = { ev: "AM", sym: "GTE", v: 4110, av: 9470157, op: 0.4372, vw: 0.4488, o: 0.4488 };
const MINUTE = { ...BAR, c: 0.4486, h: 0.4489, l: 0.4486, a: 0.4352, s: T_MS - 60_000, e: T_MS };

function decoder(frameBytesMax = 4096): SourceFixture & { frame: (data: unknown) => number } {
  const fixture = new SourceFixture();
  const massive = new MassiveDecoder(fixture.frames(frameBytesMax), fixture.normaliser);
  return Object.assign(fixture, { frame: (data: unknown) => massive.frame(data) });
}

/** Decodes messages in one frame. */
function decoded(...messages: unknown[]): SourceFixture {
  const fixture = decoder();
  fixture.frame(JSON.stringify(messages));
  return fixture;
}

describe("samples of the feed's documentation", () => {
  test("trade: ds wins over s, milliseconds become microseconds", () => {
    const { sink } = decoded({ ...TRADE, ds: "100.5", i: "12345", z: 3, pt: T_MS - 21 });
    expect(sink.view.u8[RECORD_KIND_U8]).toBe(KIND_TICK);
    expect(sink.view.f64[TICK_PRICE_F64]).toBe(114.125);
    expect(sink.view.f64[TICK_SIZE_F64]).toBe(100.5);
    expect(sink.view.f64[RECORD_EXCHANGE_EPOCH_US_F64]).toBe(T_MS * 1000);
    expect(sink.view.f64[RECORD_FEED_SEQ_F64]).toBe(3681328);
  });

  test("minute and second aggregates", () => {
    const { sink } = decoded(MINUTE, { ...MINUTE, ev: "A", s: T_MS - 1000 });
    expect(sink.count).toBe(2);
    expect(sink.view.u8[RECORD_KIND_U8]).toBe(KIND_BAR);
    expect(sink.view.u8[RECORD_FLAGS_U8]).toBe(FLAG_MINUTE_BAR);
    expect(sink.view.u8[RECORD_BYTES + RECORD_FLAGS_U8]).toBe(0);
  });

  test("fair value: nanoseconds become microseconds", () => {
    const fixture = decoder();
    fixture.frame(`[{"ev":"FMV","fmv":189.22,"sym":"AAPL","t":${T_MS}123000}]`);
    expect(fixture.sink.view.u8[RECORD_KIND_U8]).toBe(KIND_FMV);
    expect(fixture.sink.view.f64[RECORD_EXCHANGE_EPOCH_US_F64]).toBe(T_MS * 1000 + 123);
  });
});

// [what, message, count by name: f. filtered, e. errored]
const TRAPS: [string, unknown, Record<string, number>, string?][] = [
  ["price as text", { ...TRADE, p: "114.1" }, { "e.PRICE_NOT_NUMBER": 1 }],
  ["price not finite", '[{"ev":"T","sym":"A","p":1e999,"s":1,"t":1}]', { "e.PRICE_INVALID": 1 }],
  ["missing c", { ...TRADE, c: undefined }, {}],
  ["c is null", { ...TRADE, c: null }, {}],
  ["c is no array", { ...TRADE, c: "37" }, { "e.FRAME_SHAPE": 1 }, 'c="37"'],
  ["ds is no decimal", { ...TRADE, ds: "1e3" }, { "e.SIZE_NOT_NUMBER": 1 }, 'size="1e3"'],
  ["ds without s", { ...TRADE, s: undefined, ds: "0.25" }, {}],
  ["time in us", { ...TRADE, t: T_MS * 1000 }, { "e.TIME_UNIT": 1 }, "as us it would be"],
  ["time in ns", { ...TRADE, t: T_MS * 1e6 }, { "e.TIME_UNIT": 1 }, "as ns it would be"],
  ["time in s", { ...TRADE, t: T_MS / 1000 }, { "e.TIME_UNIT": 1 }, "as s it would be"],
  ["ISO time", { ...TRADE, t: "2024-06-03T15:00:00Z" }, { "e.TIME_INVALID": 1 }, "not ISO times"],
  [
    "FMV in ms",
    { ev: "FMV", sym: "A", fmv: 1, t: T_MS },
    { "e.TIME_UNIT": 1 },
    "as ms it would be",
  ],
  [
    "renamed field",
    { ...TRADE, p: undefined, price: 5 },
    { "e.FIELD_MISSING": 1 },
    "received ev sym",
  ],
  ["no symbol", { ...TRADE, sym: undefined }, { "e.FIELD_MISSING": 1 }, "T without sym"],
  ["bar without close", { ...MINUTE, c: undefined }, { "e.FIELD_MISSING": 1 }, "AM without c"],
  ["bar upside down", { ...MINUTE, h: 0.1 }, { "e.BAR_INCONSISTENT": 1 }],
  ["quote", { ev: "Q", sym: "A", bp: 1, bs: 3 }, { "f.unsupported_kind": 1 }],
  ["limit band", { ev: "LULD", T: "A" }, { "f.unsupported_kind": 1 }],
  ["imbalance", { ev: "NOI", T: "A" }, { "f.unsupported_kind": 1 }],
  ["status", { ev: "status", status: "connected" }, { "f.control_message": 1 }],
  ["unknown type", { ev: "XT", pair: "BTC-USD" }, { "e.KIND_UNKNOWN": 1 }, 'ev="XT"'],
  ["no type", { sym: "A" }, { "e.FIELD_MISSING": 1 }, "received sym"],
  ["element is a number", 7, { "e.FRAME_SHAPE": 1 }, "is 7, not an object"],
  ["element is null", null, { "e.FRAME_SHAPE": 1 }],
  ["element is an array", [TRADE], { "e.FRAME_SHAPE": 1 }],
];

const TRAP_ROWS = TRAPS.map(([what, message, counts, said = ""]) => {
  return [what, message, counts, said] as const;
});

test.each(TRAP_ROWS)("trap: %s; the rest of the frame goes on", (_what, message, counts, said) => {
  const fixture = decoder();
  const text = typeof message === "string" ? message.slice(1, -1) : JSON.stringify(message);
  const good = JSON.stringify(TRADE);
  fixture.frame(`[${good},${text},${good}]`);
  const row = fixture.row(STAGE_NORMALISE);
  const named: Record<string, number> = {};
  for (const [name, count] of Object.entries(row.filtered)) named[`f.${name}`] = count;
  for (const [name, count] of Object.entries(row.errored)) named[`e.${name}`] = count;
  expect(named).toEqual(counts);
  expect(row.in).toBe(3);
  expect(row.out).toBe(Object.keys(counts).length === 0 ? 3 : 2);
  expect(fixture.residual()).toBe(0);
  expect(fixture.errors.entries()[0]?.message ?? "").toContain(said);
});

const FRAME_TRAPS: [string, unknown, string][] = [
  ["cut in half", JSON.stringify([TRADE, TRADE]).slice(0, 100), "FRAME_NOT_JSON"],
  ["empty", "", "FRAME_NOT_JSON"],
  ["garbage", "\u0000\uffff<html>", "FRAME_NOT_JSON"],
  ["binary", new Uint8Array([1, 2, 3]), "FRAME_NOT_TEXT"],
  ["a number", "42", "FRAME_SHAPE"],
  ["null", "null", "FRAME_SHAPE"],
  ["another dialect", '{"stream":"x","data":{}}', "FRAME_SHAPE"],
  ["too large", `["${"x".repeat(5000)}"]`, "FRAME_TOO_LARGE"],
  ["too large in bytes only", `["${"€".repeat(1500)}"]`, "FRAME_TOO_LARGE"],
];

test.each(FRAME_TRAPS)("frame trap: %s; the next frame goes on", (_what, frame, code) => {
  const fixture = decoder();
  expect(fixture.frame(frame)).toBe(0);
  expect(fixture.frame(JSON.stringify([TRADE]))).toBe(1);
  expect(fixture.row(STAGE_SOURCE)).toMatchObject({ in: 2, out: 2, produced: 2 });
  expect(fixture.row(STAGE_DECODE)).toMatchObject({ in: 2, out: 1, errored: { [code]: 1 } });
  expect(fixture.residual()).toBe(0);
  expect(fixture.sink.count).toBe(1);
});

test("10 MB of garbage costs one count", () => {
  const fixture = decoder(16 * 1024 * 1024);
  fixture.frame("[{".repeat(5_000_000));
  fixture.frame(`[${"[".repeat(100_000)}${"]".repeat(100_000)}]`);
  expect(fixture.residual()).toBe(0);
  expect(fixture.errorCounts().FRAME_NOT_JSON).toBe(1);
});

test("several events in one frame, one flush", () => {
  const fixture = decoded(TRADE, MINUTE, TRADE, { ev: "Q" });
  expect(fixture.sink).toMatchObject({ count: 3, flushes: 1 });
  expect(fixture.row(STAGE_DECODE)).toMatchObject({ in: 1, out: 1, produced: 4 });
});

test("an empty frame is a frame", () => {
  const fixture = decoded();
  expect(fixture.row(STAGE_DECODE)).toMatchObject({ in: 1, out: 1, produced: 0 });
});

// [what, conditions, milliseconds, eligible]
const CONDITIONS: [string, number[], number, boolean][] = [
  ["regular", [0], T_MS, true],
  ["intermarket sweep", [14, 41], T_MS, true],
  ["odd lot", [37], T_MS, false],
  ["odd lot among others", [14, 37], T_MS, false],
  ["average price", [2], T_MS, false],
  ["sold out of sequence (late)", [33], T_MS, false],
  ["prior reference price", [22], T_MS, false],
  ["contingent", [52], T_MS, false],
  ["qualified contingent", [53], T_MS, false],
  ["cancelled", [44], T_MS, false],
  ["correction", [46], T_MS, false],
  ["form T in regular hours", [12], T_MS, false],
  ["form T before the open", [12], T_MS - 4 * HOUR_MS, true],
  ["form T after the close", [12], T_MS + 6 * HOUR_MS, true],
  ["form T, odd lot, after the close", [12, 37], T_MS + 6 * HOUR_MS, false],
  ["form T after the close of a half day", [12], Date.UTC(2024, 6, 3, 17, 30), true],
  ["form T before the close of a half day", [12], Date.UTC(2024, 6, 3, 16, 30), false],
  // 14:45 UTC is 09:45 in winter time and 10:45 in summer time; 13:45 UTC is 08:45 and 09:45.
  ["form T at 13:45 UTC in winter", [12], Date.UTC(2024, 0, 3, 13, 45), true],
  ["form T at 13:45 UTC in summer", [12], Date.UTC(2024, 6, 2, 13, 45), false],
  ["an id nobody knows", [999], T_MS, true],
];

test.each(CONDITIONS)("conditions: %s", (_what, c, t, isEligible) => {
  const { sink } = decoded({ ...TRADE, c, t });
  expect((sink.view.u8[RECORD_FLAGS_U8]! & FLAG_ELIGIBLE) !== 0).toBe(isEligible);
});

describe("day VWAP and official open reach the trades", () => {
  const at = (index: number, field: number) => index * RECORD_F64 + field;
  const bar = { ...MINUTE, sym: "MSFT", a: 114.2, op: 113 };

  test("of the newest aggregate of the date, the VWAP for 90 s", () => {
    const fixture = decoded(
      TRADE,
      bar,
      { ...TRADE, t: T_MS + 90_000 },
      { ...TRADE, t: T_MS + 90_001 },
      { ...TRADE, sym: "AAPL" },
      { ...TRADE, t: T_MS + 24 * HOUR_MS },
    );
    const { f64 } = fixture.sink.view;
    const pairs = [0, 2, 3, 4, 5].map((i) => [
      f64[at(i, TICK_DAY_VWAP_F64)],
      f64[at(i, TICK_OFFICIAL_OPEN_F64)],
    ]);
    expect(pairs).toEqual([
      [0, 0],
      [114.2, 113],
      [0, 113],
      [0, 0],
      [0, 0],
    ]);
  });

  test("a bar that is refused teaches nothing; one without them keeps the older", () => {
    const { sink } = decoded(
      bar,
      { ...bar, h: 0.01, a: 1, op: 1 },
      { ...bar, a: undefined, op: undefined },
      TRADE,
    );
    expect(sink.view.f64[at(2, TICK_DAY_VWAP_F64)]).toBe(114.2);
    expect(sink.view.f64[at(2, TICK_OFFICIAL_OPEN_F64)]).toBe(113);
  });
});

test("status messages reach the client in order", () => {
  const fixture = new SourceFixture();
  const massive = new MassiveDecoder(fixture.frames(), fixture.normaliser);
  const heard: string[] = [];
  massive.onStatus = (status, message) => heard.push(`${status}:${message}`);
  massive.frame('[{"ev":"status","status":"success","message":"subscribed to: T.A"}]');
  massive.frame('{"ev":"status","status":5}');
  expect(heard).toEqual(["success:subscribed to: T.A", ":"]);
});

/** Messages that are nearly right, or not at all. */
const nearly = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      ev: fc.oneof(fc.constantFrom("T", "A", "AM", "FMV", "Q", "status", "LULD"), fc.jsonValue()),
      sym: fc.oneof(fc.constantFrom("A", "BRK.B", ""), fc.jsonValue()),
      p: fc.oneof(fc.double(), fc.jsonValue()),
      s: fc.oneof(fc.double(), fc.jsonValue()),
      ds: fc.oneof(fc.constantFrom("1.5", ".", "-1"), fc.jsonValue()),
      t: fc.oneof(fc.constantFrom(T_MS, T_MS * 1e6), fc.double(), fc.jsonValue()),
      c: fc.jsonValue(),
      q: fc.jsonValue(),
      o: fc.double(),
      h: fc.double(),
      l: fc.double(),
      v: fc.double(),
      e: fc.double(),
      fmv: fc.double(),
      a: fc.jsonValue(),
      op: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);

test("property: whatever comes, every message is accounted for and nothing throws", () => {
  fc.assert(
    fc.property(fc.array(fc.array(nearly, { maxLength: 8 }), { maxLength: 6 }), (frames) => {
      const fixture = decoder(64 * 1024);
      for (const frame of frames) fixture.frame(JSON.stringify(frame));
      const messages = frames.reduce((sum, frame) => sum + frame.length, 0);
      return fixture.row(STAGE_NORMALISE).in === messages && fixture.residual() === 0;
    }),
    { numRuns: 400 },
  );
});

test("property: whatever text comes, every frame is accounted for", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json()), { maxLength: 10 }), (frames) => {
      const fixture = decoder();
      for (const frame of frames) fixture.frame(frame);
      return fixture.row(STAGE_SOURCE).in === frames.length && fixture.residual() === 0;
    }),
    { numRuns: 400 },
  );
});
