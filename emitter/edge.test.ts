import { describe, expect, test } from "bun:test";
import { STAGE_CLIENT, STAGE_FRAME, STAGE_SEND } from "#engine/telemetry";
import { until } from "../engine/testing/until.ts";
import { rigPerTest } from "./testing/edge-rig.ts";
import { highLowSlot, trendSlot } from "./testing/event-slots.ts";
import { rowsOf, type StockFrame, WsClient } from "./testing/ws-client.ts";

const start = rigPerTest();

describe("/ws", () => {
  test("greets with status and a frame, then sends deltas; seq counts frames with rows", async () => {
    const { view, emitter, ws } = await start();
    const client = await WsClient.connect(`${ws}/ws`);
    await client.next("stock_data", 1);
    expect(client.envelopes.map((one) => one.event)).toEqual(["status_update", "stock_data"]);
    expect(client.dataOf("status_update")[0]).toMatchObject({
      status: "healthy",
      connected: true,
      provider: "Test",
      market_status: "REGULAR",
      avg_response: 0.02,
    });
    view.pushOneOfEach("AAPL");
    emitter.emitNow();
    emitter.emitNow();
    await client.next("stock_data", 3);
    const [greeting, delta, quiet] = client.frames() as [StockFrame, StockFrame, StockFrame];
    expect(rowsOf(greeting)).toEqual([]);
    for (const list of [delta.highs, delta.lows, delta.trending.up, delta.surging.down]) {
      expect(list.map((row) => row.ticker)).toEqual(["AAPL"]);
    }
    expect(delta.activity).toMatchObject({ total_highs: 1, total_lows: 1, ticks_60sec: 119 });
    expect(rowsOf(quiet)).toEqual([]);
    expect(quiet.activity.total_highs).toBe(1);
    const { envelopes } = client;
    expect(envelopes.slice(0, 4).map((one) => one.seq)).toEqual([0, 0, 1, 1]);
    expect(new Set(envelopes.map((one) => one.epoch)).size).toBe(1);
  });

  test("rows in a list are oldest to newest", async () => {
    const { view, emitter, ws } = await start();
    const client = await WsClient.connect(`${ws}/ws`);
    for (let i = 1; i <= 5; i++) view.push(highLowSlot({ ...view.parts("AAPL"), price: i }));
    emitter.emitNow();
    await client.next("stock_data", 2);
    expect(client.frames()[1]!.highs.map((row) => row.price)).toEqual([1, 2, 3, 4, 5]);
  });

  test("a late joiner gets the last rows of each list", async () => {
    const { view, emitter, ws } = await start({ server: { historyRows: 3 } });
    for (let i = 1; i <= 5; i++) view.push(highLowSlot({ ...view.parts("AAPL"), price: i }));
    view.push(trendSlot(view.parts("MSFT")));
    emitter.emitNow();
    expect(view.ledger.row(STAGE_FRAME).filtered).toEqual({ no_client: 6 });
    const client = await WsClient.connect(`${ws}/ws`);
    await client.next("stock_data", 1);
    const [frame] = client.frames() as [StockFrame];
    expect(frame.highs.map((row) => row.price)).toEqual([3, 4, 5]);
    expect(frame.trending.up.map((row) => row.ticker)).toEqual(["MSFT"]);
    expect(frame.activity.total_highs).toBe(5);
  });

  test("a universe and filters choose rows, never totals; what they cost is counted", async () => {
    const { view, emitter, ws } = await start();
    const client = await WsClient.connect(`${ws}/ws`);
    client.send({ action: "subscribe", universe: ["AAPL", "MSFT"] });
    expect(await client.next("universe_updated", 1)).toEqual({
      tracker: "custom",
      ticker_count: 2,
    });
    client.send({ action: "filters", filters: { highlow: { min_volume: 500 } } });
    expect(await client.next("filters_updated", 1)).toEqual({ success: true });
    view.push(highLowSlot({ ...view.parts("AAPL"), volume: 499 }));
    view.push(highLowSlot({ ...view.parts("MSFT"), volume: 500 }));
    view.push(highLowSlot({ ...view.parts("GOOG"), volume: 900 }));
    emitter.emitNow();
    await client.next("stock_data", 2);
    const [, delta] = client.frames() as [StockFrame, StockFrame];
    expect(rowsOf(delta).map((row) => row.ticker)).toEqual(["MSFT"]);
    expect(delta.activity.total_highs).toBe(3);
    const send = view.ledger.row(STAGE_SEND);
    expect(send).toMatchObject({ in: 3, out: 1, filtered: { universe: 1, client_filter: 1 } });
    const [stats] = emitter.clients();
    expect(stats).toMatchObject({
      offered: 3,
      delivered: 1,
      filteredUniverse: 1,
      filteredFilters: 1,
    });
    client.send({ action: "refresh" });
    await client.next("stock_data", 3);
    expect(rowsOf(client.frames()[2]!).map((row) => row.ticker)).toEqual(["MSFT"]);
    client.send({ action: "subscribe", universe: "all" });
    expect(await client.next("universe_updated", 2)).toEqual({ tracker: "all", ticker_count: 3 });
  });

  test("every client has its own pairs; delivered is what the server accepted", async () => {
    const { view, emitter, ws } = await start();
    const clients = await Promise.all([1, 2, 3].map(() => WsClient.connect(`${ws}/ws`)));
    await clients[2]!.close();
    await until("two clients", () => emitter.clients().length === 2);
    view.pushOneOfEach("AAPL");
    emitter.emitNow();
    for (const client of clients.slice(0, 2)) await client.next("stock_data", 2);
    expect(view.ledger.row(STAGE_FRAME)).toMatchObject({ in: 6, out: 6, produced: 12 });
    expect(view.ledger.row(STAGE_SEND)).toMatchObject({ in: 12, out: 12, produced: 12 });
    expect(view.ledger.row(STAGE_CLIENT)).toMatchObject({ in: 12, out: 12 });
    expect(emitter.clients().map((client) => client.delivered)).toEqual([6, 6]);
  });

  test("a ping is answered", async () => {
    const { ws } = await start();
    const client = await WsClient.connect(`${ws}/ws`);
    client.send({ action: "ping" });
    expect(await client.next("pong", 1)).toEqual({});
  });
});

describe("bad messages", () => {
  test("garbage gets an error event, is counted, and the connection lives", async () => {
    const { view, emitter, ws } = await start({ server: { subscriptionSymbolsMax: 2 } });
    const client = await WsClient.connect(`${ws}/ws`);
    client.send("\u0000garbage{");
    client.send({ action: "sell", all: true });
    client.send({ action: "subscribe", universe: ["A", "B", "C"] });
    client.send({ action: "ping", padding: "x".repeat(5000) });
    client.sendBytes(new Uint8Array([1, 2, 3]));
    await client.next("error", 5);
    const codes = client.dataOf("error").map(({ code }) => code);
    expect(codes).toEqual([
      "CLIENT_MESSAGE_INVALID",
      "CLIENT_MESSAGE_INVALID",
      "CLIENT_SUBSCRIPTION_LIMIT",
      "CLIENT_MESSAGE_TOO_LARGE",
      "CLIENT_MESSAGE_INVALID",
    ]);
    expect(emitter.clients()[0]).toMatchObject({ received: 5, rejected: 5, universe: "all" });
    expect(view.errorCount("CLIENT_MESSAGE_INVALID")).toBe(3);
    client.send({ action: "ping" });
    await client.next("pong", 1);
  });

  test("a message far over the limit ends that connection and no other", async () => {
    const { view, emitter, ws } = await start();
    const other = await WsClient.connect(`${ws}/ws`);
    const client = await WsClient.connect(`${ws}/ws`);
    client.send("x".repeat(4096 * 5));
    await until("the cut", () => client.closeCode !== undefined);
    expect(client.closeCode).toBe(1009);
    await until("its removal", () => emitter.clients().length === 1);
    expect(view.errorCount("CLIENT_MESSAGE_TOO_LARGE")).toBe(1);
    other.send({ action: "ping" });
    await other.next("pong", 1);
  });
});

describe("bare endpoints", () => {
  test("carry one event's data and nothing else", async () => {
    const { view, emitter, ws } = await start();
    const stock = await WsClient.connect(`${ws}/ws/stock_data`);
    const status = await WsClient.connect(`${ws}/ws/status_update/`);
    status.send({ action: "ping" });
    await until("the refusal", () => view.errorCount("CLIENT_MESSAGE_INVALID") === 1);
    view.pushOneOfEach("AAPL");
    emitter.emitNow();
    view.engineStatus = { ...view.engineStatus, feed: "disconnected" };
    await until("a second frame", () => stock.texts.length === 2);
    await until("a second status", () => status.texts.length === 2);
    const keys = ["highs", "lows", "trending", "surging", "activity"];
    for (const text of stock.texts) expect(Object.keys(JSON.parse(text))).toEqual(keys);
    expect(status.texts.map((text) => JSON.parse(text).status)).toEqual([
      "healthy",
      "disconnected",
    ]);
    // a status client is no receiver of rows: one client, six pairs
    expect(view.ledger.row(STAGE_SEND).in).toBe(6);
  });
});

describe("status_update", () => {
  test("comes at every change; the first one never keeps a page covered", async () => {
    const { view, ws } = await start();
    view.engineStatus = { ...view.engineStatus, warnings: ["detector-0 is being replaced"] };
    const client = await WsClient.connect(`${ws}/ws`);
    await client.next("status_update", 2);
    view.clock = { ...view.clock, marketStatus: "AFTER" };
    view.engineStatus = { ...view.engineStatus, warnings: [] };
    await client.next("status_update", 3);
    const words = client.dataOf("status_update").map((one) => `${one.status} ${one.market_status}`);
    expect(words.slice(0, 3)).toEqual(["connected REGULAR", "warning REGULAR", "healthy AFTER"]);
  });
});
