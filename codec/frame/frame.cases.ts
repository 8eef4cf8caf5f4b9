/** Cases of how items and messages become frames. */
import type { Activity, Observe } from "#schemas";
import {
  envelope,
  writeActivity,
  writeSessionReset,
  writeStatusUpdate,
  writeStockData,
} from "./frame.ts";

const LISTS = {
  highs: ['{"a":1}', '{"a":2}'],
  lows: ['{"b":1}', '{"b":2}'],
  trendUp: ['{"c":1}', '{"c":2}'],
  trendDown: ['{"d":1}', '{"d":2}'],
  surgeUp: ['{"e":1}', '{"e":2}'],
  surgeDown: ['{"f":1}', '{"f":2}'],
};

const EMPTY = { highs: [], lows: [], trendUp: [], trendDown: [], surgeUp: [], surgeDown: [] };

const ACTIVITY: Activity = {
  total_highs: 1,
  total_lows: 2,
  activity_level: "Low",
  activity_ratio: {
    calculation_method: "ticks_per_minute",
    current_rate: 40,
    threshold_low: 30,
    threshold_medium: 60,
    threshold_high: 120,
    threshold_very_high: 240,
  },
  ticks_10sec: 10,
  ticks_30sec: 20,
  ticks_60sec: 40,
  ticks_300sec: 90,
};

const STATUS = {
  status: "healthy",
  connected: true,
  provider: "Test",
  market_status: "PRE",
  timestamp: "2025-08-20T11:00:05.513000",
  avg_response: 0.25,
} as const;

function observeRefused(observe: Observe, fact: string, run: () => string): void {
  try {
    observe("finite", fact, run(), '{"event":"pong","data":{},"epoch":"e","seq":0}');
  } catch (thrown) {
    observe("finite", fact, (thrown as Error).message);
  }
}

export default function cases(observe: Observe): void {
  observe(
    writeSessionReset,
    "text",
    writeSessionReset({ new_session: "PRE" }),
    '{"new_session":"PRE"}',
  );
  observe(writeStatusUpdate, "text", writeStatusUpdate(STATUS));
  observe(writeActivity, "text", writeActivity(ACTIVITY));
  observe(
    envelope,
    "text",
    envelope('po"ng', '{"a":1}', 'e"f', 12),
    '{"event":"po\\"ng","data":{"a":1},"epoch":"e\\"f","seq":12}',
  );
  observeRefused(observe, "seq NaN", () => envelope("pong", "{}", "e", Number.NaN));
  observeRefused(observe, "seq Infinity", () => envelope("pong", "{}", "e", 1 / 0));
  const slow = { ...STATUS, avg_response: Number.NEGATIVE_INFINITY };
  observeRefused(observe, "key avg_response", () => writeStatusUpdate(slow));
  const ratio = { ...ACTIVITY.activity_ratio, current_rate: Number.NaN };
  const odd = { ...ACTIVITY, activity_ratio: ratio };
  observeRefused(observe, "key of an inner object", () => writeActivity(odd));
  observeRefused(observe, "seq 0", () => envelope("pong", "{}", "e", 0));

  const stocks = writeStockData(LISTS, '{"g":1}');
  for (const key of ["highs", "lows", "trending", "surging", "activity"]) {
    const at = stocks.indexOf(`"${key}"`);
    observe(writeStockData, key, stocks.slice(at, stocks.indexOf("]", at) + 2));
  }
  observe(writeStockData, "text", stocks);
  observe(writeStockData, "nothing", writeStockData(EMPTY, "{}"));
}
