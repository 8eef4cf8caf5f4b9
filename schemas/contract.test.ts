/**
 * The contract accepts its examples and nothing else: every field of every frame, broken one by
 * one.
 */
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { createValidator, type Verdict } from "./contract.ts";
import { lazyValidator } from "./contract-ajv.ts";
import type { ContractEvent } from "./contract-events.ts";
import {
  type ContractItem,
  type HighLowItem,
  isCleanTicker,
  type StockData,
  type SurgeItem,
  type TrendItem,
} from "./contract-frame.ts";
import { mutationsOf } from "./contract-mutations.ts";
import errorCodes from "./error-codes.json" with { type: "json" };
import errorCodesSchema from "./error-codes.schema.json" with { type: "json" };
import { ERROR_CODES } from "./generated/error-code.ts";

const EXAMPLES = join(import.meta.dir, "examples");
const ZONE = "America/New_York";

async function example<T = unknown>(path: string): Promise<T> {
  return (await Bun.file(join(EXAMPLES, `${path}.json`)).json()) as T;
}

function namesIn(folder: string): string[] {
  return readdirSync(join(EXAMPLES, folder)).map(
    (name) => `${folder}/${name.replace(/\.json$/, "")}`,
  );
}

function strict(event: ContractEvent, data: unknown): Verdict {
  return createValidator({ mode: "strict", timeZone: ZONE }).validate(event, data);
}

const quiet = await example<StockData>("stock_data/quiet");
const full = await example<StockData>("stock_data/full");

/** A frame with this item only, in its list; it is the item itself, not a copy. */
function frameOf(item: ContractItem): StockData {
  const frame = structuredClone(quiet);
  if (item.type === "high") frame.highs.push(item);
  else if (item.type === "low") frame.lows.push(item);
  else if (item.type === "trend") frame.trending[item.direction].push(item);
  else if (item.type === "surge") frame.surging[item.direction].push(item);
  return frame;
}

const EVENTS: ContractEvent[] = [
  "stock_data",
  "status_update",
  "session_reset",
  "error",
  "pong",
  "universe_updated",
  "filters_updated",
  "user_cache_invalidated",
  "envelope",
  "client_message",
];

describe("examples", () => {
  for (const event of EVENTS) {
    test.each(namesIn(event))(`${event}: %s is strictly valid`, async (path) => {
      expect(strict(event, await example(path)).violations).toEqual([]);
    });
  }

  test.each(namesIn("items"))("%s is strictly valid in its list", async (path) => {
    const item = await example<ContractItem>(path);
    expect(strict("stock_data", frameOf(item)).violations).toEqual([]);
    const keys = { high: 23, low: 23, trend: 24, surge: 27 };
    expect(Object.keys(item)).toHaveLength(keys[item.type]);
  });

  test("there is one of every status", async () => {
    const states = await Promise.all(
      namesIn("status_update").map((path) => example<{ status: string }>(path)),
    );
    expect(states.map((each) => each.status).sort()).toEqual([
      "connected",
      "disconnected",
      "error",
      "healthy",
      "initializing",
      "session_reset",
      "warning",
    ]);
  });
});

/** Keys whose numbers count something. */
const INTEGERS =
  /(count|count_up|count_down|total_highs|total_lows|current_rate|threshold_\w+|ticks_\d+sec|seq)$/;

/** Mutations that make another valid message, each for a reason that the contract states. */
function isAllowed(event: ContractEvent, path: string, what: string): boolean {
  const key = path.slice(path.lastIndexOf(".") + 1);
  const isText = what.startsWith('is "') && what !== 'is ""';
  if (what === "is no integer") return !INTEGERS.test(path);
  if (what === "is removed" && key === "pattern") return true;
  if (what === "is null" && (key === "trend_flag" || key === "surge_flag")) return true;
  if (event === "error" || event === "envelope") return isText && /^(message|epoch)$/.test(path);
  if (event === "user_cache_invalidated") return /string|^is "|^is -1000/.test(what);
  if (event !== "client_message") return false;
  // Any text is a symbol if it is short enough; what is absent from filters filters nothing.
  if (path === "universe" && what === "is array") return true;
  if (path.startsWith("universe[")) return isText && what.length < 16;
  return path.startsWith("filters.") && what === "is removed";
}

/** Where a broken value shows: there, but null and not null are legal in themselves in two keys. */
function namedAt(path: string, what: string): string {
  if (path.endsWith(".vwap") && /null|number/.test(what)) return `${path}_divergence`;
  if (path.endsWith(".reversal_info") && what === "is null") return path.replace("_info", "");
  return path;
}

describe("strict mode refuses every broken field and names it", () => {
  const frames: [ContractEvent, string][] = EVENTS.flatMap((event) =>
    namesIn(event).map((path): [ContractEvent, string] => [event, path]),
  );

  test.each(frames)("%s: %s", async (event, path) => {
    refuseAll(event, await example(path));
  });

  test.each(namesIn("items"))("%s", async (path) => {
    refuseAll("stock_data", frameOf(await example<ContractItem>(path)));
  });

  function refuseAll(event: ContractEvent, message: unknown): void {
    const validator = createValidator({ mode: "strict", timeZone: ZONE });
    let mutations = 0;
    for (const { path, what, value } of mutationsOf(message)) {
      if (isAllowed(event, path, what)) continue;
      mutations += 1;
      const { compliant, violations } =
        event === "envelope"
          ? validator.validateMessage(JSON.stringify(value))
          : validator.validate(event, value);
      const where = `${path} ${what}`;
      expect([where, compliant]).toEqual([where, false]);
      const paths = violations.map((each) => each.path);
      const named = namedAt(path, what);
      const isNamed = paths.some((each) => each === named || each.startsWith(`${named}.`));
      expect([where, isNamed, paths]).toEqual([where, true, paths]);
    }
    expect(mutations).toBeGreaterThanOrEqual(6);
    expect(validator.checked).toBe(mutations);
    expect(validator.complianceRate).toBe(0);
  }
});

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

describe("validator", () => {
  test("says what it expected, what it found and where the contract says so", () => {
    const frame = structuredClone(full);
    (frame.highs[0] as { price: unknown }).price = "12";
    delete (frame.surging.up[0] as Partial<SurgeItem>).magnitude;
    expect(strict("stock_data", frame).violations).toEqual([
      {
        path: "highs[0].price",
        expected: "a number above 0",
        actual: '"12"',
        section: "every-item",
        kind: "schema",
      },
      {
        path: "surging.up[0].magnitude",
        expected: "present",
        actual: "absent",
        section: "surges",
        kind: "schema",
      },
    ]);
  });

  test("counts what it checked", () => {
    const validator = createValidator({ mode: "strict" });
    expect(validator.complianceRate).toBeNull();
    validator.validate("stock_data", full);
    validator.validate("stock_data", {});
    validator.validate("pong", {});
    expect([validator.checked, validator.complianceRate]).toEqual([3, 2 / 3]);
  });

  test("checks a whole message by its event", async () => {
    const validator = createValidator({ mode: "strict" });
    const envelope = await example<{ data: { status: string } }>("envelope/status");
    expect(validator.validateMessage(JSON.stringify(envelope)).compliant).toBe(true);
    envelope.data.status = "fine";
    const { violations } = validator.validateMessage(JSON.stringify(envelope));
    expect(violations.map((each) => [each.path, each.section])).toEqual([
      ["data.status", "status_update"],
    ]);
    expect(validator.validateMessage('{"event":"pong"').violations[0]?.expected).toBe("JSON text");
    expect(
      validator.validateMessage('{"event":"nonsense","data":{},"epoch":"a","seq":0}').compliant,
    ).toBe(false);
  });

  test("never throws, whatever it is given", () => {
    const validator = createValidator({ mode: "lenient", timeZone: ZONE });
    fc.assert(
      fc.property(fc.constantFrom(...EVENTS), fc.anything(), (event, data) => {
        validator.validate(event, data);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom("highs", "lows"), (item, list) => {
        const { compliant } = validator.validate("stock_data", { ...quiet, [list]: [item] });
        expect(compliant).toBe(false);
      }),
    );
  });
});

test("isCleanTicker is the pattern of the schema", () => {
  const validator = createValidator({ mode: "strict" });
  const isAccepted = (ticker: string): boolean => {
    const frame = frameOf({ ...structuredClone(full.highs[0]!), ticker });
    return validator.validate("stock_data", frame).compliant;
  };
  const samples = [
    "AAPL",
    "BRK.B",
    "M&M",
    "BTC-USD",
    "X:BTCUSD",
    "",
    "<b>",
    'A"',
    "A'",
    "A`",
    "A\n",
    "\ud800",
  ];
  const verdicts = samples.map(isCleanTicker);
  expect(verdicts.filter((each) => each)).toHaveLength(5);
  expect(samples.map(isAccepted)).toEqual(verdicts);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (ticker) => {
      expect(isAccepted(ticker)).toBe(isCleanTicker(ticker));
    }),
  );
});

describe("error-codes.json", () => {
  test("fits its schema, and no code stands twice", () => {
    const validate = lazyValidator(errorCodesSchema)();
    expect(validate(errorCodes) ? [] : validate.errors).toEqual([]);
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
    for (const { path, what, value } of mutationsOf({
      ...errorCodes,
      codes: errorCodes.codes.slice(0, 1),
    })) {
      const isFree = /(cause|remedy)$/.test(path) && what === 'is "none of the known words"';
      if (isFree || path === "$schema" || what === "is array") continue;
      expect([path, what, validate(value)]).toEqual([path, what, false]);
    }
  });
});
