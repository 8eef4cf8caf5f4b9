import { describe, expect, test } from "bun:test";
import { io as io4, type Socket } from "socket.io-client";
import { io as io3 } from "socket.io-client-3";
import { STAGE_SEND } from "#engine/telemetry";
import { until } from "../../engine/testing/until.ts";
import { watchData } from "../testing/contract-watch.ts";
import { rigPerTest } from "../testing/edge-rig.ts";
import { highLowSlot, sessionSlot } from "../testing/event-slots.ts";
import { TEN_O_CLOCK_US } from "../testing/in-process-view.ts";
import { rowsOf, type StockFrame } from "../testing/ws-client.ts";

const sockets: Socket[] = [];

const start = rigPerTest(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

interface Page {
  socket: Socket;
  frames: StockFrame[];
  statuses: Record<string, unknown>[];
  events: [string, unknown][];
}

/** What a page does: connects, waits for its data. */
function connect(url: string, dial: typeof io4, transports: string[]): Page {
  const socket = dial(url, { transports, reconnection: false, forceNew: true });
  sockets.push(socket);
  const page: Page = { socket, frames: [], statuses: [], events: [] };
  socket.on("stock_data", (frame: StockFrame) => {
    watchData("stock_data", frame);
    page.frames.push(frame);
  });
  socket.on("status_update", (status: Record<string, unknown>) => {
    watchData("status_update", status);
    page.statuses.push(status);
  });
  for (const event of ["session_reset", "error", "pong", "universe_updated", "filters_updated"]) {
    socket.on(event, (data: unknown) => page.events.push([event, data]));
  }
  return page;
}

const CLIENTS: [string, typeof io4, string[]][] = [
  ["4.8.4 over WebSocket", io4, ["websocket"]],
  ["3.1.0 over WebSocket", io3, ["websocket"]],
  ["4.8.4 by polling", io4, ["polling"]],
  ["4.8.4 by polling, upgraded", io4, ["polling", "websocket"]],
];

describe.each(CLIENTS)("Socket.IO client %s", (_name, dial, transports) => {
  test("gets status and frames, and its requests are answered", async () => {
    const { view, emitter, http } = await start();
    const page = connect(http, dial, transports);
    await until("the greeting", () => page.statuses.length > 0 && page.frames.length > 0);
    expect(page.statuses[0]).toMatchObject({ status: "healthy", connected: true });
    view.pushOneOfEach("AAPL");
    emitter.emitNow();
    await until("the rows", () => page.frames.some((frame) => rowsOf(frame).length === 6));
    expect(view.ledger.row(STAGE_SEND)).toMatchObject({ in: 6, out: 6 });
    expect(emitter.clients()[0]).toMatchObject({ endpoint: "/socket.io/", delivered: 6 });
    expect(emitter.clients()[0]?.remoteAddress).toMatch(/^(127\.0\.0\.1|::1)$/);

    const before = page.frames.length;
    page.socket.emit("request_filtered_data_refresh");
    await until("the snapshot", () => page.frames.length > before);
    expect(rowsOf(page.frames.at(-1)!)).toHaveLength(6);
    page.socket.emit("refresh_universe_data");
    page.socket.emit("user_action", { action: "click" });
    page.socket.emit("something_else", 1, 2);
    await until("the requests", () => emitter.clients()[0]?.received === 4);
    expect(emitter.clients()[0]).toMatchObject({ rejected: 1 });
    await until("an empty buffer", () => emitter.clients()[0]?.bufferedBytes === 0);
    page.socket.disconnect();
    await until("its removal", () => emitter.clients().length === 0);
  });
});

describe("Socket.IO", () => {
  test("the lists come once more 1.5 s later, for a page whose list code loads late", async () => {
    const { view, emitter, http } = await start();
    view.push(highLowSlot(view.parts("AAPL")));
    emitter.emitNow();
    const page = connect(http, io4, ["websocket"]);
    await until("both snapshots", () => page.frames.length === 2);
    for (const frame of page.frames) expect(rowsOf(frame)).toHaveLength(1);
    // repeats are no deliveries: nobody was connected when the row was emitted
    expect(view.ledger.row(STAGE_SEND).in).toBe(0);
    expect(emitter.clients()[0]).toMatchObject({ snapshots: 2, delivered: 0 });
  });

  test("a universe holds here too, and what is wrong is said", async () => {
    const { view, emitter, http } = await start();
    const page = connect(http, io4, ["websocket"]);
    await until("the greeting", () => page.frames.length > 0);
    page.socket.emit("subscribe", { universe: ["MSFT"] });
    page.socket.emit("filters", { filters: { highlow: { min_volume: -1 } } });
    await until("the answers", () => page.events.length === 2);
    expect(page.events[0]).toEqual(["universe_updated", { tracker: "custom", ticker_count: 1 }]);
    expect(page.events[1]).toEqual([
      "error",
      { code: "CLIENT_MESSAGE_INVALID", message: expect.stringContaining("min_volume") },
    ]);
    view.pushOneOfEach("AAPL");
    view.pushOneOfEach("MSFT");
    emitter.emitNow();
    await until("the rows", () => page.frames.some((frame) => rowsOf(frame).length > 0));
    expect(new Set(rowsOf(page.frames.at(-1)!).map((row) => row.ticker))).toEqual(
      new Set(["MSFT"]),
    );
  });

  test("a new session is announced", async () => {
    const { view, emitter, http } = await start();
    const page = connect(http, io3, ["websocket"]);
    await until("the greeting", () => page.frames.length > 0);
    view.push(sessionSlot({ ...view.parts("A"), date: 20_298, status: "PRE" }));
    const epochUs = TEN_O_CLOCK_US + 3600e6;
    view.push(sessionSlot({ ...view.parts("A"), epochUs, date: 20_298, status: "REGULAR" }));
    emitter.emitNow();
    await until("the reset", () => page.events.length === 1);
    expect(page.events).toEqual([["session_reset", { new_session: "REGULAR" }]]);
  });

  test("a client that no longer polls is slow like any other: conflated, then cut", async () => {
    const limits = { bufferedBytesMax: 20_000, slowClientCloseMs: 150 };
    const { view, emitter, http } = await start({ server: limits });
    const url = `${http}/socket.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(url)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    await fetch(`${url}&sid=${sid}`, { method: "POST", body: "40" });
    await until("the client", () => emitter.clients().length === 1);
    for (let round = 0; round < 100; round++) {
      view.pushOneOfEach("AAPL");
      emitter.emitNow();
    }
    const [stats] = emitter.clients();
    expect(stats).toMatchObject({ isBackedUp: true, offered: 600, pending: 6 });
    expect(stats!.conflated + stats!.delivered + stats!.pending).toBe(600);
    await until("the cut", () => emitter.clients().length === 0);
    expect(view.errorCount("CLIENT_TOO_SLOW")).toBe(1);
  });

  test("the first connection may come before the packages are loaded", async () => {
    const { http } = await start();
    const pages = [1, 2, 3].map(() => connect(http, io4, ["websocket"]));
    await until("all greetings", () => pages.every((page) => page.frames.length > 0));
  });

  test("malformed packets end that connection and no other", async () => {
    const { emitter, http, ws } = await start();
    const page = connect(http, io4, ["websocket"]);
    await until("the greeting", () => page.frames.length > 0);
    const raw = new WebSocket(`${ws}/socket.io/?EIO=4&transport=websocket`);
    let isClosed = false;
    raw.onclose = () => {
      isClosed = true;
    };
    raw.onopen = () => {
      raw.send("40");
      raw.send('42["x"');
      raw.send("\u0001\u0002");
    };
    await until("the cut", () => isClosed);
    await until("one client", () => emitter.clients().length === 1);
    page.socket.emit("ping");
    await until("an answer", () => page.events.length === 1);
  });

  test("pages of other origins read nothing; loopback pages get CORS headers", async () => {
    const { http } = await start();
    const url = `${http}/socket.io/?EIO=4&transport=polling`;
    const own = await fetch(url, { headers: { origin: "http://localhost:3000" } });
    expect(own.status).toBe(200);
    expect(own.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    const stranger = await fetch(url, { headers: { origin: "https://evil.example" } });
    expect(stranger.status).toBe(403);
    expect(stranger.headers.get("access-control-allow-origin")).toBeNull();
    const method = { method: "OPTIONS", headers: { origin: "http://localhost:3000" } };
    expect((await fetch(url, method)).status).toBe(204);
  });
});
