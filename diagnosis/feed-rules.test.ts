/** What admission leaves out: which of it is the feed's doing, and which happens on every feed. */
import { expect, test } from "bun:test";
import { KIND_BAR, KIND_FMV, KIND_TICK } from "#codec";
import { Engine } from "#engine";
import type { RouteReading } from "#inspect/flow";
import { defaultConfig } from "#schemas";
import { quietRoute } from "../engine/telemetry/cases-fixture.ts";
import { feedFindings } from "./feed-rules.ts";

const RECORDS = 10_000;

/** Counts of one kind: `outOfOrder` and as many others filtered, of RECORDS handled. */
function route(kind: number, outOfOrder: number): RouteReading {
  const filtered = 2 * outOfOrder;
  const counts = { admitted: RECORDS - filtered, filtered, outOfOrder };
  return { thread: "detector-0", ...quietRoute(kind, counts) };
}

/** Causes found when so many records were filtered; `routes`: null = the engine does not tell. */
function causes(duplicates: number, routes: RouteReading[] | null): string[] {
  const engine = new Engine(defaultConfig(), { onSourceEnded: () => undefined });
  const ledger = engine.ledgerSnapshot();
  const channel = ledger.stages.find(({ stage }) => stage === "channel")!;
  Object.assign(channel, { in: RECORDS, filtered: { duplicate: duplicates } });
  const reading = { ledger, routes };
  const flow = {
    before: reading,
    after: reading,
    latency: {},
    traces: [],
    workers: [],
    feed: "connected",
    marketStatus: "REGULAR",
  };
  return feedFindings({ errors: [], after: ledger, flow }).map(({ rootCause }) => rootCause);
}

test("ticks that come late are the feed's doing, with their number and share", () => {
  expect(causes(0, [route(KIND_TICK, 50)])).toEqual([
    "the feed sends records out of order: " + "50 of 10000 (0.5 %) filtered as out_of_order",
  ]);
});

test("late ticks and fair values count together", () => {
  expect(causes(0, [route(KIND_TICK, 50), route(KIND_FMV, 150)])).toEqual([
    expect.stringContaining("200 of 20000 (1.0 %) filtered as out_of_order"),
  ]);
});

test("a minute's bar that ends with its last second's is no late record", () => {
  expect(causes(0, [route(KIND_TICK, 0), route(KIND_BAR, 5_000)])).toEqual([]);
});

test("late ticks are found beside such bars, and counted without them", () => {
  expect(causes(0, [route(KIND_TICK, 100), route(KIND_BAR, 5_000)])).toEqual([
    expect.stringContaining("100 of 10000 (1.0 %) filtered as out_of_order"),
  ]);
});

test("repeated ticks are found", () => {
  expect(causes(50, [route(KIND_TICK, 0)])).toEqual([
    expect.stringContaining("50 of 10000 (0.5 %) filtered as duplicate"),
  ]);
});

test("below half a percent it may have been a reconnect", () => {
  expect(causes(49, [route(KIND_TICK, 49)])).toEqual([]);
});

test("an engine that does not tell its routes is not judged by lateness", () => {
  expect(causes(0, null)).toEqual([]);
});

test("nor is one that does not count late records", () => {
  const { outOfOrder: _, ...row } = route(KIND_TICK, 5_000);
  expect(causes(0, [row as RouteReading])).toEqual([]);
});
