/** Whole messages: the parts put together are the parts. */
import { describe, expect, test } from "bun:test";
import type { Activity, StatusUpdate } from "#schemas";
import { envelope, writeActivity, writeStatusUpdate, writeStockData } from "./frame.ts";

const activity: Activity = {
  total_highs: 3,
  total_lows: 4,
  activity_level: "Medium",
  activity_ratio: {
    calculation_method: "ticks_per_minute",
    current_rate: 60,
    threshold_low: 30,
    threshold_medium: 60,
    threshold_high: 120,
    threshold_very_high: 240,
  },
  ticks_10sec: 10,
  ticks_30sec: 30,
  ticks_60sec: 60,
  ticks_300sec: 300,
};

describe("writeStockData", () => {
  test("puts each list in its place and in its order", () => {
    const text = writeStockData(
      {
        highs: ['{"n":1}', '{"n":2}'],
        lows: ['{"n":3}'],
        trendUp: ['{"n":4}'],
        trendDown: ['{"n":5}'],
        surgeUp: ['{"n":6}'],
        surgeDown: ['{"n":7}', '{"n":8}'],
      },
      writeActivity(activity),
    );
    expect(JSON.parse(text)).toEqual({
      highs: [{ n: 1 }, { n: 2 }],
      lows: [{ n: 3 }],
      trending: { up: [{ n: 4 }], down: [{ n: 5 }] },
      surging: { up: [{ n: 6 }], down: [{ n: 7 }, { n: 8 }] },
      activity,
    });
  });

  test("a quiet frame has all five keys", () => {
    const empty = { highs: [], lows: [], trendUp: [], trendDown: [], surgeUp: [], surgeDown: [] };
    expect(JSON.parse(writeStockData(empty, writeActivity(activity)))).toEqual({
      highs: [],
      lows: [],
      trending: { up: [], down: [] },
      surging: { up: [], down: [] },
      activity,
    });
  });
});

describe("numbers that JSON cannot carry", () => {
  test("never leave, at any depth", () => {
    expect(() => writeActivity({ ...activity, ticks_10sec: Number.NaN })).toThrow(/ticks_10sec/);
    const ratio = { ...activity.activity_ratio, current_rate: Number.POSITIVE_INFINITY };
    expect(() => writeActivity({ ...activity, activity_ratio: ratio })).toThrow(/current_rate/);
    const status: StatusUpdate = {
      status: "healthy",
      connected: true,
      provider: "Test",
      market_status: "REGULAR",
      timestamp: "2025-07-29T20:46:26.371329",
      avg_response: Number.NaN,
    };
    expect(() => writeStatusUpdate(status)).toThrow(/avg_response/);
    expect(() => envelope("stock_data", "{}", "e", Number.NaN)).toThrow(/seq/);
  });
});

test("envelope escapes what it is given and leaves the data alone", () => {
  expect(JSON.parse(envelope('a"b', '{"x":[1]}', "e\n1", 7))).toEqual({
    event: 'a"b',
    data: { x: [1] },
    epoch: "e\n1",
    seq: 7,
  });
});
