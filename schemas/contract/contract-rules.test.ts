/** Values that contradict each other, and what lenient mode makes of older frames. */
import { describe, expect, test } from "bun:test";
import { createValidator } from "./contract.ts";
import { example, frameOf, full, strict } from "./contract-examples.ts";
import type {
  ContractItem,
  HighLowItem,
  StockData,
  SurgeItem,
  TrendItem,
} from "./contract-frame.ts";

describe("strict mode refuses contradictions", () => {
  type Change = Record<string, unknown>;
  const cases: [string, Change, string][] = [
    ["high", { count: 99 }, "count"],
    ["high", { vwap_divergence: 9 }, "vwap_divergence"],
    ["high", { label: "HIGH #77" }, "label"],
    ["high", { time: "23:59:59" }, "time"],
    ["high", { type: "low" }, "type"],
    ["high", { direction: "down" }, "direction"],
    ["high", { count_up: 0 }, "count_up"],
    ["high", { significance_score: 99.9 }, "significance_score"],
    ["high", { session_high: 0.01 }, "session_high"],
    ["high", { session_low: 99_999 }, "session_low"],
    ["high", { last_update: 946_684_800 }, "last_update"],
    ["high", { reversal: true }, "reversal"],
    ["high-reversal", { reversal: false }, "reversal"],
    ["high-reversal", { reversal_info: null }, "reversal"],
    ["low-no-vwap", { vwap_divergence: 0.1 }, "vwap_divergence"],
    ["low", { label: " LOW #1" }, "label"],
    ["trend-up", { label: "TREND ↓ weak" }, "label"],
    ["trend-up", { reversal: "up-now-down" }, "reversal"],
    ["trend-up", { last_trend_update: 1_700_000_000 }, "last_trend_update"],
    ["trend-up", { trend_vwap_position: "unknown" }, "trend_vwap_position"],
    ["surge-up", { magnitude: -3 }, "magnitude"],
    ["surge-up", { percent_change: 0.1 }, "percent_change"],
    ["surge-up", { rel_volume: 0.1 }, "rel_volume"],
    ["surge-up", { score: 1 }, "strength"],
    ["surge-up", { description: "Surge down price (0.1%)" }, "description"],
    ["surge-up", { event_key: "ABC_up_1755696333.161000" }, "event_key"],
    ["surge-up", { expiration: 1_755_700_000 }, "expiration"],
    ["surge-up", { last_surge_timestamp: 1_755_700_000 }, "last_surge_timestamp"],
    ["surge-up", { daily_surge_count: 0 }, "daily_surge_count"],
  ];

  test.each(cases)("%s with %j", async (name, change, key) => {
    const item = await example<ContractItem>(`items/${name}`);
    const frame = frameOf(item);
    Object.assign(item, change);
    const { compliant, violations } = strict("stock_data", frame);
    expect(compliant).toBe(false);
    expect(violations.map((each) => each.path.replace(/^.*\]\./, ""))).toContain(key);
  });

  test.each<[Change, string]>([
    [{ type: "V-bottom" }, "reversal_info.type"],
    [{ previous_type: "low" }, "reversal_info.previous_type"],
    [{ time_span: 200 }, "reversal_info.is_rapid"],
    [{ pattern: "W-bottom" }, "reversal_info.pattern"],
  ])("reversal_info of a low with %j", async (change, key) => {
    const item = await example<HighLowItem>("items/low-m-top");
    Object.assign(item.reversal_info!, change);
    const { violations } = strict("stock_data", frameOf(item));
    expect(violations.map((each) => each.path)).toContain(`lows[0].${key}`);
    expect(violations.every((each) => each.kind === "rule")).toBe(true);
  });

  test.each<[number, SurgeItem["strength"]]>([
    [59.9, "weak"],
    [60.001, "moderate"],
    [79.9, "moderate"],
    [80.001, "strong"],
    [100, "strong"],
  ])("a surge of score %p is %s and nothing else", async (score, strength) => {
    for (const word of ["weak", "moderate", "strong"] as const) {
      const item = await example<SurgeItem>("items/surge-up");
      Object.assign(item, { score, strength: word });
      const paths = strict("stock_data", frameOf(item)).violations.map((each) => each.path);
      expect(paths).toEqual(word === strength ? [] : ["surging.up[0].strength"]);
    }
  });

  test.each<[Change, string]>([
    [{ activity_level: "Extreme" }, "activity.activity_level"],
    [{ ticks_60sec: 31 }, "activity.activity_ratio.current_rate"],
    [{ ticks_300sec: 1 }, "activity.ticks_300sec"],
    [{ ticks_10sec: 200 }, "activity.ticks_30sec"],
  ])("activity with %j", (change, path) => {
    const frame = structuredClone(full);
    Object.assign(frame.activity, change);
    expect(strict("stock_data", frame).violations.map((each) => each.path)).toContain(path);
  });

  test("an item in another list", () => {
    const frame = structuredClone(full);
    frame.trending.down.push(frame.surging.down[0] as unknown as TrendItem);
    expect(strict("stock_data", frame).compliant).toBe(false);
    const swapped = structuredClone(full);
    [swapped.highs, swapped.lows] = [swapped.lows, swapped.highs];
    expect(strict("stock_data", swapped).compliant).toBe(false);
  });

  test("an id or a key that occurs twice", () => {
    const frame = structuredClone(full);
    frame.surging.up.push(structuredClone(frame.surging.up[0]!));
    const paths = strict("stock_data", frame).violations.map((each) => each.path);
    expect(paths).toEqual(["surging.up[1].event_id", "surging.up[1].event_key"]);
  });

  test("the clock is checked in the zone, and without one as far as any zone allows", () => {
    const frame = frameOf(structuredClone(full.highs[0]!));
    const other = createValidator({ mode: "strict", timeZone: "Asia/Kathmandu" });
    expect(other.validate("stock_data", frame).violations.map((each) => each.path)).toEqual([
      "highs[0].time",
    ]);
    const any = createValidator({ mode: "strict" });
    expect(any.validate("stock_data", frame).compliant).toBe(true);
    frame.highs[0]!.time = frame.highs[0]!.time.replace(/\d$/, (digit) =>
      String((Number(digit) + 1) % 10),
    );
    expect(any.validate("stock_data", frame).compliant).toBe(false);
  });
});

describe("lenient mode", () => {
  test("accepts a frame of the older generations and reports each deviation", async () => {
    const older = await example<StockData>("older/frame");
    const { compliant, violations, deviations } = createValidator({ mode: "lenient" }).validate(
      "stock_data",
      older,
    );
    expect(violations).toEqual([]);
    expect(compliant).toBe(true);
    expect(deviations.map((each) => each.path).sort()).toEqual([
      "highs[0].direction",
      "highs[0].significance_score",
      "highs[1].reversal_info",
      "highs[1].surge_flag",
      "lows[0].direction",
      "lows[0].label",
      "surging.up[0].percent_change",
      "trending.down[1].direction",
      "trending.down[1].event_key",
      "trending.down[1].label",
      "trending.down[1].percent_change",
      "trending.down[1].type",
      "trending.up[0].label",
    ]);
  });

  test("strict mode refuses the same frame, and takes no deviation", async () => {
    const { compliant, deviations } = strict("stock_data", await example("older/frame"));
    expect(compliant).toBe(false);
    expect(deviations).toEqual([]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["an arrow of the other side", { direction: "↓" }],
    ["a price that is text", { price: "1" }],
    ["no ticker", { ticker: undefined }],
    ["a null percent_change", { percent_change: null }],
    ["an infinite volume", { volume: Number.POSITIVE_INFINITY }],
    ["an unknown flag", { trend_flag: "sideways" }],
  ])("still refuses %s", (_, change) => {
    const frame = structuredClone(full);
    Object.assign(frame.highs[0]!, change);
    expect(createValidator({ mode: "lenient" }).validate("stock_data", frame).compliant).toBe(
      false,
    );
  });

  test("has nothing to report for a frame of this version", () => {
    expect(createValidator({ mode: "lenient" }).validate("stock_data", full)).toEqual({
      compliant: true,
      violations: [],
      deviations: [],
    });
  });
});
