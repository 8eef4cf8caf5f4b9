import { expect, test } from "bun:test";
import { asSymbolId, SIDE_DOWN, SIDE_UP } from "#codec";
import { STATUS_REGULAR } from "../calendar/calendar.ts";
import { sessionKeyOf } from "./session.ts";
import * as row from "./symbol-row.ts";
import { SymbolStates, symbolStateBytes } from "./symbol-states.ts";

test("fields of the row do not overlap, and rows are multiples of 128 bytes", () => {
  const lengths: Record<string, number> = {
    AT_TREND_EMA: row.TREND_WINDOWS,
    AT_TREND_UP: row.TREND_WINDOWS,
    AT_TREND_DOWN: row.TREND_WINDOWS,
    AT_SURGE_TIMES: row.SURGES_KEPT,
    AT_SIZES: row.SIZES_KEPT,
    AT_BAR_SIZES: row.SIZES_KEPT,
    AT_SAMPLE_PRICES: row.SAMPLES_KEPT,
    AT_SAMPLE_RATES: row.SAMPLES_KEPT,
    AT_BAR_VOLUMES: row.BAR_VOLUMES_KEPT,
  };
  const owners: string[] = [];
  for (const [name, offset] of Object.entries(row)) {
    if (!name.startsWith("AT_")) continue;
    for (let i = 0; i < (lengths[name] ?? 1); i++) {
      const at = (offset as number) + i;
      expect(owners[at] ?? name).toBe(name);
      owners[at] = name;
    }
  }
  expect(owners.length).toBeLessThanOrEqual(row.SYMBOL_ROW_F64);
  expect(owners.includes(undefined as never)).toBe(false);
  expect((row.SYMBOL_ROW_F64 * 8) % 128).toBe(0);
});

test("rows belong to the ids 1 to symbolsMax, and others know nothing", () => {
  const states = new SymbolStates(new SharedArrayBuffer(symbolStateBytes(3)));
  expect(states.symbolsMax).toBe(3);
  expect(states.rowOf(asSymbolId(3)) + row.SYMBOL_ROW_F64).toBe(states.f64.length);
  for (const id of [-1, 0, 1, 3, 4, 1.5, Number.NaN])
    expect(states.inspect(asSymbolId(id))).toBeNull();
});

test("memory that is not whole rows is refused", () => {
  expect(() => new SymbolStates(new SharedArrayBuffer(symbolStateBytes(3) + 8))).toThrow(
    "Invariant",
  );
});

test("inspects what detectors left, unknown as null", () => {
  const states = new SymbolStates(new SharedArrayBuffer(symbolStateBytes(3)));
  const at = states.rowOf(asSymbolId(2));
  const date = Date.UTC(2025, 7, 20) / 86_400_000;
  states.f64[at + row.AT_SESSION_KEY] = sessionKeyOf(date, STATUS_REGULAR);
  states.f64[at + row.AT_BASE_PRICE] = 10;
  states.f64[at + row.AT_SUM_PRICE_SIZE] = 110;
  states.f64[at + row.AT_SUM_SIZE] = 10;
  states.f64[at + row.AT_HIGH_COUNT] = 2;
  states.f64[at + row.AT_TREND_DIRECTION] = SIDE_UP;
  states.f64[at + row.AT_TREND_RUN_SIDE] = SIDE_UP;
  states.f64[at + row.AT_TREND_RUN_EPOCH_US] = 5e6;
  states.f64[at + row.AT_TREND_EPOCH_US] = 7e6;
  states.f64[at + row.AT_SURGE_SIDE] = SIDE_DOWN;
  const seen = states.inspect(asSymbolId(2));
  expect(seen).toMatchObject({
    lastPrice: null,
    sessionDate: "2025-08-20",
    marketStatus: "REGULAR",
    basePrice: 10,
    vwap: 11,
    counts: { high: 2, low: 0 },
    trend: { direction: "up", ageSeconds: 2 },
    surge: { direction: "down", atEpochSeconds: null },
    fmv: { value: null, deviationPercent: null, alerts: 0 },
  });
  expect(states.inspect(asSymbolId(1))).toBeNull();
});
