/** Channels as the router meets them: outcomes, accounts, faults, sessions, plug-ins, succession. */
import { describe, expect, test } from "bun:test";
import {
  asSlot,
  asSymbolId,
  EVENT_DIRECTION_U8,
  EVENT_HIGH,
  EVENT_KIND_U8,
  EVENT_SESSION,
  EVENT_TREND,
  RECORD_EXCHANGE_EPOCH_US_F64,
  RECORD_SYMBOL_ID_U32,
  SESSION_DATE_U32,
  SESSION_MARKET_STATUS_U8,
  SIDE_UP,
  TICK_PRICE_F64,
} from "#codec";
import {
  errorIdOf,
  FILTER_DUPLICATE,
  FILTER_NOT_ELIGIBLE,
  FILTER_OUT_OF_ORDER,
  isErrored,
  OUTCOME_OK,
  outcomeFiltered,
  STAGE_DETECT,
  unaccounted,
} from "#engine/telemetry";
import { ERROR_CODES } from "#schemas";
import { STATUS_AFTER, STATUS_REGULAR } from "../calendar/calendar.ts";
import { createDetectors } from "../detectors/built-in.ts";
import type { Detector } from "../detectors/detector.ts";
import { DEFAULT_DETECTOR_SETTINGS } from "../detectors/settings.ts";
import { goldenLine, goldenTicks } from "./testing/golden.ts";
import { TestMarket, type TickInput } from "./testing/market.ts";
import { TickChannel } from "./tick-channel.ts";

/** 2025-08-20 11:00 in New York. */
const START_US = Date.UTC(2025, 7, 20, 15) * 1000;
const HOUR_US = 3600e6;

function tick(recordSeq: number, change: Partial<TickInput> = {}): TickInput {
  const epochUs = START_US + recordSeq * 1e6;
  return { recordSeq, symbol: "A", price: 100, size: 10, epochUs, ...change };
}

const codeOf = (outcome: number) => (isErrored(outcome) ? ERROR_CODES[errorIdOf(outcome)] : "");

describe("filters", () => {
  test("each has its reason, and changes nothing", () => {
    const market = new TestMarket("us-equities");
    expect(market.feedTick(tick(5, { feedSeq: 7 }))).toBe(OUTCOME_OK);
    const before = market.states.inspect(asSymbolId(1));
    const filtered = [
      market.feedTick(tick(6, { isEligible: false, price: 200 })),
      market.feedTick(tick(7, { feedSeq: 7, price: 200 })),
      market.feedTick(tick(4, { feedSeq: 8, price: 200 })),
      market.feedTick(tick(4, { feedSeq: 6, isEligible: false })),
    ];
    expect(filtered).toEqual(
      [FILTER_NOT_ELIGIBLE, FILTER_DUPLICATE, FILTER_OUT_OF_ORDER, FILTER_NOT_ELIGIBLE].map(
        outcomeFiltered,
      ),
    );
    expect(market.states.inspect(asSymbolId(1))).toEqual(before);
    expect(market.tick.health).toMatchObject({ admitted: 1, filtered: 4, errored: 0 });
    expect(market.ledger.row(STAGE_DETECT).in).toBe(1);
  });

  test("the eleventh late tick re-bases the symbol and forgets its sequence", () => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0, { feedSeq: 50, epochUs: START_US + 24 * HOUR_US }));
    for (let i = 1; i <= 10; i++) {
      expect(market.feedTick(tick(i))).toBe(outcomeFiltered(FILTER_OUT_OF_ORDER));
    }
    expect(market.feedTick(tick(11))).toBe(OUTCOME_OK);
    expect(market.feedTick(tick(12, { feedSeq: 3 }))).toBe(OUTCOME_OK);
    expect(market.feedTick(tick(13, { feedSeq: 3 }))).toBe(outcomeFiltered(FILTER_DUPLICATE));
  });

  test("a sequence of another date is not a duplicate", () => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0, { feedSeq: 50 }));
    const tomorrow = tick(1, { feedSeq: 1, epochUs: START_US + 24 * HOUR_US });
    expect(market.feedTick(tomorrow)).toBe(OUTCOME_OK);
  });
});

describe("faults", () => {
  test("a channel that was not started says so", () => {
    const market = new TestMarket("us-equities");
    const { errors, record } = market;
    const channel = new TickChannel(market.parts());
    expect(codeOf(channel.handle(record, asSlot(0)))).toBe("CHANNEL_NOT_STARTED");
    expect(channel.health.starts).toBe(0);
    expect(errors.entries().map((entry) => entry.code)).toEqual(["CHANNEL_NOT_STARTED"]);
    channel.start();
    expect(channel.health).toMatchObject({ starts: 1, errored: 1 });
  });

  test.each([
    ["a price that is no number", (m: TestMarket) => (m.record.f64[TICK_PRICE_F64] = Number.NaN)],
    ["a time in seconds", (m: TestMarket) => (m.record.f64[RECORD_EXCHANGE_EPOCH_US_F64] = 1.7e9)],
    ["no symbol", (m: TestMarket) => (m.record.u32[RECORD_SYMBOL_ID_U32] = 0)],
    ["a symbol without a row", (m: TestMarket) => (m.record.u32[RECORD_SYMBOL_ID_U32] = 1e6)],
  ])("%s inside the engine is a fault of the engine", (_, spoil) => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0));
    spoil(market);
    expect(codeOf(market.tick.handle(market.record, asSlot(0)))).toBe("CHANNEL_RECORD_INVALID");
    expect(market.tick.health).toMatchObject({ admitted: 1, errored: 1 });
    expect(market.ledger.row(STAGE_DETECT).in).toBe(1);
  });

  test("a throwing detector is named, later ones are skipped, and the record is accounted for", () => {
    const seen: string[] = [];
    const spy = (name: string): Detector => ({ name, onTick: () => void seen.push(name) });
    const broken: Detector = {
      name: "broken",
      onTick(context, emit) {
        emit.open(context, EVENT_HIGH, SIDE_UP, context.epochUs, context.price);
        if (context.recordSeq === 1) throw new TypeError("no such field");
        emit.close();
      },
    };
    const detectors = [spy("before"), broken, spy("behind")];
    const market = new TestMarket("us-equities", { detectors });
    const failed = [0, 1, 2].map((i) => {
      expect(market.feedTick(tick(i))).toBe(OUTCOME_OK);
      return market.tick.lastDetectFailed;
    });
    expect(failed).toEqual([false, true, false]);
    expect(seen).toEqual(["before", "behind", "before", "before", "behind"]);
    expect(market.events.length).toBe(2); // the half-made event of the throw went nowhere
    const row = market.ledger.row(STAGE_DETECT);
    expect(row).toMatchObject({ in: 3, out: 2, errored: { DETECTOR_THREW: 1 } });
    expect([unaccounted(row), row.produced]).toEqual([0, market.allEvents.length]);
    const [entry] = market.errors.entries();
    expect(entry).toMatchObject({ code: "DETECTOR_THREW", count: 1 });
    expect(entry!.message).toContain("detector broken threw: no such field");
    expect(entry!.stack).toContain("channel.test.ts");
  });
});

describe("plug-in detectors", () => {
  test("stand behind the built-in ones and see the same record", () => {
    const plugin: Detector = {
      name: "every-tick",
      onTick(context, emit) {
        const slot = emit.open(context, EVENT_TREND, SIDE_UP, context.epochUs, context.price);
        emit.setCounts(slot, 1, 0);
        emit.close();
      },
    };
    const market = new TestMarket("us-equities", { detectors: [...createDetectors(), plugin] });
    market.feedTick(tick(0));
    market.feedTick(tick(1, { price: 101 }));
    expect(market.events.map((event) => event[EVENT_KIND_U8])).toEqual([
      EVENT_TREND,
      EVENT_HIGH,
      EVENT_TREND,
    ]);
    expect(market.events.every((event) => event[EVENT_DIRECTION_U8] === SIDE_UP)).toBe(true);
  });

  test("a disabled built-in detector is not there", () => {
    const settings = structuredClone(DEFAULT_DETECTOR_SETTINGS);
    settings.highLow.enabled = false;
    expect(createDetectors(settings).map((detector) => detector.name)).toEqual(["trend", "surge"]);
    expect(createDetectors().map((detector) => detector.name)).toEqual([
      "high-low",
      "trend",
      "surge",
    ]);
  });
});

describe("sessions", () => {
  const sessions = (market: TestMarket) =>
    market.allEvents
      .filter((event) => event[EVENT_KIND_U8] === EVENT_SESSION)
      .map((event) => [
        new Uint32Array(event.buffer)[SESSION_DATE_U32],
        event[SESSION_MARKET_STATUS_U8],
      ]);
  const DATE = START_US / 86_400e6;
  const today = Math.floor(DATE);

  test("a newer one is told once, before the record's other events; an older one never", () => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0));
    market.feedTick(tick(1, { symbol: "B", epochUs: START_US - 4 * HOUR_US })); // a late symbol, PRE
    market.feedTick(tick(2, { symbol: "B", epochUs: START_US + 6 * HOUR_US }));
    market.feedTick(tick(3, { epochUs: START_US + 2 * HOUR_US }));
    market.feedTick(tick(4, { epochUs: START_US + 6 * HOUR_US }));
    expect(sessions(market)).toEqual([
      [today, STATUS_REGULAR],
      [today, STATUS_AFTER],
    ]);
  });

  test("one wrong future time does not silence the sessions to come", () => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0));
    market.feedTick(tick(1, { epochUs: START_US + 1000 * 24 * HOUR_US }));
    for (let i = 2; i < 20; i++) market.feedTick(tick(i));
    market.feedTick(tick(20, { epochUs: START_US + 6 * HOUR_US }));
    expect(sessions(market).at(-1)).toEqual([today, STATUS_AFTER]);
  });

  test("a year without a holiday table is named, not guessed", () => {
    const market = new TestMarket("us-equities");
    market.feedTick(tick(0, { epochUs: Date.UTC(2031, 5, 3, 15) * 1000 }));
    expect(market.errors.entries()).toMatchObject([
      { code: "CALENDAR_UNKNOWN_YEAR", sample: "sessionDate=2031-06-03" },
    ]);
  });
});

test("a flat feed is silent: ten minutes, ten symbols, any volume, no event", () => {
  const market = new TestMarket("us-equities");
  for (let i = 0; i < 6000; i++) {
    const symbol = `S${i % 10}`;
    const size = i % 7 === 0 ? 100_000 : i % 50;
    market.feedTick(tick(i, { symbol, size, epochUs: START_US + i * 1e5 }));
  }
  expect(market.events).toEqual([]);
  expect(market.tick.health).toMatchObject({ admitted: 6000, filtered: 0 });
});

test("a successor on the same memory continues as if nothing had happened", async () => {
  const ticks = (await goldenTicks("volatile")).slice(0, 12_000);
  const whole = new TestMarket("us-equities");
  for (const each of ticks) whole.feedTick(each);
  const first = new TestMarket("us-equities");
  for (const each of ticks.slice(0, 7_000)) first.feedTick(each);
  const second = new TestMarket("us-equities", { states: first.states });
  // Ids are interned in order of arrival: the successor reads the same table.
  for (const each of ticks.slice(0, 7_000)) second.symbols.intern(each.symbol);
  for (const each of ticks.slice(7_000)) second.feedTick(each);
  const lines = (market: TestMarket) =>
    market.events.map((event) => goldenLine(event, market.symbols));
  expect([...lines(first), ...lines(second)]).toEqual(lines(whole));
});

describe("fair value", () => {
  test("deviations of 5 % and more are counted, and there is no event", () => {
    const market = new TestMarket("us-equities");
    market.feedFmv(0, "A", 50, START_US); // no price yet: nothing to compare with
    market.feedTick(tick(1));
    for (const [i, fmv] of [100, 95.3, 95.2, 106].entries()) {
      expect(market.feedFmv(2 + i, "A", fmv, START_US + i * 1e6)).toBe(OUTCOME_OK);
    }
    expect(market.states.inspect(asSymbolId(1))?.fmv).toMatchObject({ value: 106, alerts: 2 });
    expect(market.fmv.health).toMatchObject({ admitted: 5, events: 0 });
    expect(market.ledger.row(STAGE_DETECT)).toMatchObject({ in: 6, out: 6 });
    expect(market.events).toEqual([]);
  });

  test("late ones are filtered, the eleventh counts again", () => {
    const market = new TestMarket("us-equities");
    market.feedFmv(0, "A", 50, START_US + HOUR_US);
    for (let i = 0; i < 10; i++) {
      const outcome = market.feedFmv(1, "A", 51, START_US);
      expect(outcome).toBe(outcomeFiltered(FILTER_OUT_OF_ORDER));
    }
    expect(market.feedFmv(2, "A", 52, START_US)).toBe(OUTCOME_OK);
    expect(codeOf(market.feedFmv(3, "A", -1, START_US))).toBe("CHANNEL_RECORD_INVALID");
  });
});

test("accepted ticks, and only those, count as activity", () => {
  const market = new TestMarket("us-equities");
  for (let i = 0; i < 30; i++) market.feedTick(tick(i, { isEligible: i % 3 !== 0 }));
  expect(market.activity.sum(START_US + 29e6, 10)).toBe(7);
  expect<number>(market.activity.newestEpochUs).toBe(START_US + 29e6);
});
