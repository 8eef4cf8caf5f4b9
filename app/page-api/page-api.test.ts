import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client-3";
import type { ContractItem, StockData } from "#schemas";
import { until } from "../../engine/testing/until.ts";
import { RunningEngine } from "../engine-process.ts";
import { SettingsStore } from "./settings-store.ts";
import { Universes } from "./universes.ts";

const WAIT_MS_MAX = 30_000;
const SELECTIONS = "/api/user/universe-selections";
const FILTERS = "/api/user-filters";
const LAYOUT = "/api/user/settings/gridstack_layout";
const folder = mkdtempSync(join(tmpdir(), "tickscope-page-"));
const configPath = join(folder, "config.json");
writeFileSync(
  configPath,
  JSON.stringify({ cadenceMs: 100, universes: [{ key: "nobody", symbols: ["NOT-A-SYMBOL"] }] }),
);
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(...args: string[]): Promise<RunningEngine> {
  const engine = await RunningEngine.start(["--config", configPath, ...args]);
  ends.push(() => engine.stop("SIGTERM"));
  return engine;
}

async function post(engine: RunningEngine, path: string, body: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${engine.url}${path}`, { method: "POST", body: text });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function rowsOf({ highs, lows, trending, surging }: StockData): ContractItem[] {
  return [highs, lows, trending.up, trending.down, surging.up, surging.down].flat();
}

/** A page on Socket.IO: the rows of each frame, and its toasts. */
function connect(engine: RunningEngine, user?: string) {
  const query = user === undefined ? {} : { user_id: user };
  const socket: Socket = io(engine.url, { transports: ["websocket"], forceNew: true, query });
  ends.push(() => socket.disconnect());
  const frames: ContractItem[][] = [];
  const toasts: [string, unknown][] = [];
  socket.on("stock_data", (frame: StockData) => frames.push(rowsOf(frame)));
  for (const event of ["universe_updated", "filters_updated"]) {
    socket.on(event, (data: unknown) => toasts.push([event, data]));
  }
  return { socket, frames, toasts };
}

test("universes are there by key, with a count and a description", async () => {
  const engine = await start();
  type List = Record<string, { count: number; description: string }>;
  let list: List = {};
  do list = await engine.get<List>("/api/universes");
  while (!(list.all!.count > 500 && list.most_active_50!.count === 50));
  expect(Object.keys(list)).toEqual(["all", "most_active_50", "most_active_200", "nobody"]);
  for (const { count, description } of Object.values(list)) {
    expect([Number.isInteger(count), description.length > 0]).toEqual([true, true]);
  }
});

test("what a page saves is there for the next one, and for the next engine", async () => {
  const file = join(folder, "settings.sqlite");
  const first = await start("--settings", file);
  expect(await first.get<object>(SELECTIONS)).toEqual({
    user_id: "default",
    selections: { highlow: { universes: ["all"] } },
  });
  expect(await first.get<object>(FILTERS)).toEqual({ success: true, filter_data: {} });
  expect(await first.get<object>(LAYOUT)).toEqual({ setting_value: { layout: [] } });
  const selections = { highlow: { universes: ["most_active_50"] } };
  const filter_data = { highlow: { min_count: 2 } };
  const setting_value = { layout: [{ id: "highs", x: 0, y: 0, w: 6, h: 4 }] };
  const answers = [
    await post(first, SELECTIONS, { selections }),
    await post(first, FILTERS, { filter_data }),
    await post(first, LAYOUT, { setting_value }),
    await post(first, FILTERS, { user_id: 7, filter_data: {} }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await first.stop("SIGTERM")).exitCode).toBe(0);
  const second = await start("--settings", file);
  expect(await second.get<object>(SELECTIONS)).toEqual({ user_id: "default", selections });
  expect(await second.get<object>(FILTERS)).toEqual({ success: true, filter_data });
  expect(await second.get<object>(LAYOUT)).toEqual({ setting_value });
  expect(await second.get<object>(`${FILTERS}?user_id=7`)).toEqual({
    success: true,
    filter_data: {},
  });
});

test("selections and filters act at the edge, on the pages of their user only", async () => {
  const engine = await start();
  const mine = connect(engine);
  const other = connect(engine, "other");
  await until("rows", () => mine.frames.some((rows) => rows.length > 0), WAIT_MS_MAX);
  await post(engine, SELECTIONS, { selections: { highlow: { universes: ["nobody"] } } });
  await until("the choice told", () => mine.toasts.length === 1, WAIT_MS_MAX);
  expect(mine.toasts).toEqual([["universe_updated", { tracker: "custom", ticker_count: 1 }]]);
  const mineFrom = mine.frames.length;
  const otherFrom = other.frames.length;
  await until(
    "rows of another user",
    () => other.frames.slice(otherFrom).filter((rows) => rows.length > 0).length > 2,
    WAIT_MS_MAX,
  );
  expect(mine.frames.slice(mineFrom).flat()).toEqual([]);
  // a page that loads now follows the choice from its first frame on
  const late = connect(engine);
  await until("frames", () => late.frames.length > 1, WAIT_MS_MAX);
  expect(late.frames.flat()).toEqual([]);

  await post(engine, SELECTIONS, { selections: { highlow: { universes: ["all"] } } });
  const filter_data = { highlow: { min_count: 1_000_000 }, surges: { min_magnitude: 1_000_000 } };
  await post(engine, FILTERS, { filter_data });
  await until("the filters told", () => mine.toasts.length === 3, WAIT_MS_MAX);
  expect(mine.toasts[2]).toEqual(["filters_updated", { success: true }]);
  const from = mine.frames.length;
  await until("rows again", () => mine.frames.slice(from).flat().length > 3, WAIT_MS_MAX);
  const types = new Set(
    mine.frames
      .slice(from)
      .flat()
      .map(({ type }) => type),
  );
  expect([...types]).toEqual(["trend"]);
});

test("a page that has chosen by a message follows no setting any more", async () => {
  const engine = await start();
  const page = connect(engine);
  await until("a frame", () => page.frames.length > 0, WAIT_MS_MAX);
  page.socket.emit("subscribe", { universe: "all" });
  await until("the choice told", () => page.toasts.length === 1, WAIT_MS_MAX);
  await post(engine, SELECTIONS, { selections: { highlow: { universes: ["nobody"] } } });
  const from = page.frames.length;
  await until("rows", () => page.frames.slice(from).flat().length > 0, WAIT_MS_MAX);
  expect(page.toasts.length).toBe(1);
});

describe("bodies that do not fit", () => {
  const cases: [path: string, body: unknown, field: string][] = [
    [SELECTIONS, "{no json", "body"],
    [SELECTIONS, [], "body"],
    [SELECTIONS, {}, "selections"],
    [SELECTIONS, { selections: { highlow: {} } }, "selections.highlow.universes"],
    [
      SELECTIONS,
      { selections: { highlow: { universes: ["noone"] } } },
      "selections.highlow.universes[0]",
    ],
    [SELECTIONS, { selections: {}, user_id: {} }, "user_id"],
    [FILTERS, {}, "filter_data"],
    [FILTERS, { filter_data: { highlow: { min_count: -1 } } }, "filter_data.highlow.min_count"],
    [FILTERS, { filter_data: { lows: {} } }, "filter_data.lows"],
    [LAYOUT, { setting_value: {} }, "setting_value.layout"],
    [LAYOUT, { setting_value: { layout: [1] } }, "setting_value.layout[0]"],
    [LAYOUT, "x".repeat(65_537), "body"],
  ];
  test("are 400 with field, value and remedy, and change nothing", async () => {
    const engine = await start();
    for (const [path, body, field] of cases) {
      const { status, body: answer } = await post(engine, path, body);
      const error = answer.error as Record<string, string>;
      expect({ status, code: error.code, field: error.field }).toEqual({
        status: 400,
        code: "BODY_INVALID",
        field,
      });
      expect(error.remedy!.length).toBeGreaterThan(3);
      expect(error.value!.length).toBeLessThan(200);
    }
    expect(await engine.get<object>(FILTERS)).toEqual({ success: true, filter_data: {} });
  });

  test("a stranger's page is refused", async () => {
    const engine = await start();
    for (const method of ["GET", "POST"]) {
      const headers = { origin: "https://stranger.example" };
      const answer = await fetch(`${engine.url}${FILTERS}`, { method, headers });
      expect(answer.status).toBe(403);
    }
  });
});

test("the store keeps the users who saved last, and no more than a thousand", () => {
  const store = new SettingsStore(null);
  for (let n = 0; n < 1010; n++) store.save(`user-${String(n).padStart(4, "0")}`, "filters", n);
  const kept = Array.from({ length: 1010 }, (_, n) => {
    return store.read(`user-${String(n).padStart(4, "0")}`, "filters");
  }).filter((value) => value !== undefined);
  expect(kept.length).toBe(1000);
  expect(store.read("user-1009", "filters")).toBe(1009);
  store.close();
});

test("classes of instruments come from their prefixes; lists together are a union", () => {
  const symbols = ["", "AAPL", "X:BTCUSD", "X:ETHUSD", "O:AAPL250101C00100000"];
  const universes = new Universes(
    {
      symbols: { count: 4, symbolOf: (id) => symbols[id] ?? "" },
      symbolBook: { mostActive: () => ["AAPL"] },
    },
    [],
  );
  expect(universes.list()).toMatchObject({
    all: { count: 4 },
    crypto: { count: 2 },
    options: { count: 1 },
  });
  expect(Object.keys(universes.list())).not.toContain("forex");
  expect(universes.resolve(["crypto", "most_active_50"])).toEqual(
    new Set(["X:BTCUSD", "X:ETHUSD", "AAPL"]),
  );
  expect(universes.resolve(["crypto", "all"])).toBeNull();
  expect(universes.resolve([])).toBeNull();
  expect(universes.has("constructor")).toBe(false);
});
