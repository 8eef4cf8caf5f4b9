/**
 * The existing page against a real engine. PAGE_TEST_MINUTES=10 makes it the long run; without it,
 * about 20 s.
 */
import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { RunningEngine } from "../../../app/engine-process.ts";
import { until } from "../../../engine/testing/until.ts";
import { EmulatedPage, LISTS, PAGE_ZONE } from "./emulated-page.ts";

const FRAME = join(import.meta.dir, "../../../schemas/contract/examples/stock_data/full.json");
const minutes = Number(process.env.PAGE_TEST_MINUTES ?? 0);
/** Market seconds per second: the session ends 5 market minutes after the start. */
const SPEED = minutes > 0 ? "10" : "30";
const RUN_MS = minutes > 0 ? minutes * 60_000 : 14_000;
const REFRESH_EVERY_MS = minutes > 0 ? 20_000 : 4000;
/** A list that is still empty then stays so: surges of either side are the rarest rows. */
const FILL_MS_MAX = 60_000;
/** 15:45 in New York; ten minutes are played at once. */
const START = "2025-08-20T19:45:00Z";

describe("the existing page, unchanged", () => {
  const ends: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of ends) await end();
  });

  test(
    "lifts its overlay, fills, moves, resets and recovers, and never shows nonsense",
    async () => {
      const args = [
        "--start",
        START,
        "--speed",
        SPEED,
        "--time-zone",
        PAGE_ZONE,
        "--cadence",
        "500",
      ];
      const engine = await RunningEngine.start(args);
      ends.push(() => engine.stop("SIGTERM"));
      const page = new EmulatedPage(engine.url);
      ends.push(() => page.close());
      await page.open();
      await until("the overlay lifts", () => !page.isOverlayUp, 3000);
      for (const name of LISTS) {
        await until(`${name} fill`, () => page.lists[name].size > 0, FILL_MS_MAX);
      }
      const endLocalMs = performance.now() + RUN_MS;
      while (performance.now() < endLocalMs) {
        expect({ refreshed: await page.refresh(), breaches: page.breaches }).toEqual({
          refreshed: true,
          breaches: [],
        });
        await Bun.sleep(Math.min(REFRESH_EVERY_MS, Math.max(0, endLocalMs - performance.now())));
      }
      await until("the session changes", () => page.resets.length > 0, 30_000);
      expect(page.resets[0]).toBe("AFTER");
      expect(new Set(page.gauge).size).toBeGreaterThan(3);
      expect(page.frames).toBeGreaterThan(RUN_MS / 1000);
      expect(page.breaches).toEqual([]);
      page.close();
      expect((await engine.stop("SIGTERM")).exitCode).toBe(0);
    },
    RUN_MS + 2 * FILL_MS_MAX,
  );
});

describe("the emulated page itself", () => {
  const frame = async () => (await Bun.file(FRAME).json()) as Record<string, unknown>;

  test("takes a good frame, and clears what a session change clears", async () => {
    const page = new EmulatedPage("");
    page.receive("stock_data", await frame());
    expect(page.breaches).toEqual([]);
    const sizes = () => LISTS.map((name) => page.lists[name].size);
    expect(sizes().every((size) => size > 0)).toBe(true);
    page.receive("session_reset", { new_session: "AFTER" });
    const [highs, lows, up, down, surgingUp, surgingDown] = sizes();
    expect([highs, lows, surgingUp, surgingDown]).toEqual([0, 0, 0, 0]);
    expect([up! > 0, down! > 0]).toEqual([true, true]);
  });

  /** Changes to the first high of the frame. */
  const BROKEN: [string, Record<string, unknown>][] = [
    ["a price that is no number", { price: null }],
    ["a percent change of null", { percent_change: null }],
    ["markup in a label", { label: "<b>HIGH</b>" }],
    ["an arrow for a direction", { direction: "↑" }],
    ["a key too many", { extra: 1 }],
  ];
  test.each(BROKEN)("finds %s", async (_, change) => {
    const page = new EmulatedPage("");
    const good = await frame();
    const [first, ...others] = good.highs as object[];
    page.receive("stock_data", { ...good, highs: [{ ...first, ...change }, ...others] });
    expect(page.breaches.length).toBeGreaterThan(0);
  });

  test("finds a frame without activity", async () => {
    const page = new EmulatedPage("");
    const { activity: _, ...rest } = await frame();
    page.receive("stock_data", rest);
    expect(page.breaches).toContain("a frame without activity throws the breadth back to 50/50");
  });

  test("keeps its overlay while the feed is away", () => {
    const page = new EmulatedPage("");
    const status = { status: "disconnected", connected: false };
    page.receive("status_update", status);
    expect(page.isOverlayUp).toBe(true);
  });
});
