/** What frame-lane.ts relies on: a publish of the real server, to clients in any state. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { until } from "../../engine/testing/until.ts";
import { StalledClient } from "../testing/stalled-client.ts";
import { listen } from "./bun-edge-server.ts";
import type { EdgeServer, EdgeSocket } from "./edge-server.ts";
import type { EngineIoSocketData, SocketIoGateway } from "./socket-io-gateway.ts";

const BUFFERED_BYTES_MAX = 100_000;
/** FRAME_BYTES_MAX of bun-edge-server.ts lies between the two limits. */
const SERVER_BYTES_MAX = BUFFERED_BYTES_MAX + 16 * 1024 * 1024;
const BIG = "b".repeat(1_300_000);
const SMALL = "s".repeat(1000);

let server: EdgeServer;
let sockets: EdgeSocket<null>[];
let closed: number;

beforeEach(() => {
  sockets = [];
  closed = 0;
  server = listen<null>({
    host: "127.0.0.1",
    port: 0,
    messageBytesMax: 1000,
    bufferedBytesMax: BUFFERED_BYTES_MAX,
    handlers: {
      upgrade: () => null,
      open: (socket) => sockets.push(socket),
      message: () => undefined,
      drain: () => undefined,
      close: () => {
        closed += 1;
      },
    },
    http: () => new Response(),
    socketIo: { path: "/socket.io/" } as SocketIoGateway<EngineIoSocketData>,
    onIpv6Taken: () => undefined,
  });
});
afterEach(() => server.stop());

/** Connects a client that keeps what it gets; `host` such as `[::1]`. */
async function connect(host = "127.0.0.1"): Promise<{ got: string[]; socket: EdgeSocket<null> }> {
  const got: string[] = [];
  const ws = new WebSocket(`ws://${host}:${server.port}/`);
  ws.onmessage = ({ data }) => got.push(String(data));
  const before = sockets.length;
  await until("a connection", () => sockets.length > before && ws.readyState === 1);
  return { got, socket: sockets[before]! };
}

test("a publish reaches the subscribers of both addresses, in order with their sends", async () => {
  const clients = [await connect(), ...(server.hosts.length > 1 ? [await connect("[::1]")] : [])];
  expect(server.publish("t", "nobody")).toBe(0);
  for (const { socket } of clients) expect(socket.subscribe("t")).toBe(true);
  expect(server.numSubscribers("t")).toBe(clients.length);
  expect(server.publish("t", "p1")).toBeGreaterThan(0);
  for (const { socket } of clients) socket.send("s1 é€漢");
  server.publish("t", "p2 é€漢");
  for (const { socket } of clients) socket.unsubscribe("t");
  server.publish("t", "p3");
  for (const { socket } of clients) socket.subscribe("t");
  for (let i = 0; i < 100; i++) server.publish("t", `n${i}`);
  const many = Array.from({ length: 100 }, (_, i) => `n${i}`);
  for (const { got } of clients) {
    await until("all", () => got.length >= 103);
    expect(got).toEqual(["p1", "s1 é€漢", "p2 é€漢", ...many]);
  }
});

test("a publish is refused only to a buffer that is above the limit already", async () => {
  const healthy = await connect();
  const stalled = await StalledClient.connect(server.port, "/");
  const [, slow] = sockets;
  for (const socket of sockets) socket.subscribe("t");
  let published = 0;
  let before = 0;
  while (slow!.getBufferedAmount() <= SERVER_BYTES_MAX) {
    before = slow!.getBufferedAmount();
    expect(server.publish("t", BIG)).not.toBe(0);
    published += 1;
    await until("the other", () => healthy.got.length === published);
  }
  // The last one stayed, although it is over the limit: the system takes nothing now, or some 64 kB.
  const full = slow!.getBufferedAmount();
  expect(full - before).toBeGreaterThan(BIG.length / 2);
  expect(server.publish("t", BIG)).toBe(0);
  server.publish("t", SMALL);
  await until("the other", () => healthy.got.length === published + 2);
  expect(slow!.getBufferedAmount()).toBeLessThanOrEqual(full);
  expect(slow!.send(SMALL)).toBe(0);
  stalled.close();
  await until("its removal", () => closed === 1);
  expect(server.numSubscribers("t")).toBe(1);
});

test("what a publish holds back until the turn ends is at most 32 messages below 16 kB", async () => {
  const stalled = await StalledClient.connect(server.port, "/");
  const [slow] = sockets;
  slow!.subscribe("t");
  // Until the system takes nothing any more and all that is sent stays in the buffer.
  for (let whole = 0; whole < 3; ) {
    const before = slow!.getBufferedAmount();
    slow!.send(BIG);
    await Bun.sleep(0);
    whole = slow!.getBufferedAmount() - before > BIG.length ? whole + 1 : 0;
  }
  // The system may take another 64 kB at any moment: only a try of which all stayed tells.
  const allStayed = async (text: string): Promise<number[]> => {
    for (let tries = 0; tries < 50; tries++) {
      await Bun.sleep(0);
      const before = slow!.getBufferedAmount();
      const heldBack: number[] = [];
      for (let i = 1; i <= 100; i++) {
        server.publish("t", text);
        heldBack.push(i * text.length - (slow!.getBufferedAmount() - before));
      }
      await Bun.sleep(0);
      if (slow!.getBufferedAmount() - before > 100 * text.length) return heldBack;
    }
    throw new Error("Invariant: a system whose client does not read takes no more in the end");
  };
  for (const text of [SMALL, "l".repeat(16 * 1024 - 1)]) {
    const heldBack = await allStayed(text);
    expect(Math.max(...heldBack)).toBeLessThanOrEqual(32 * text.length);
  }
  stalled.close();
});

test("who closes is no subscriber from then on, and gets what was published before", async () => {
  const { got, socket } = await connect();
  const gone = await connect();
  for (const one of [socket, gone.socket]) one.subscribe("t");
  server.publish("t", "before");
  gone.socket.close();
  expect(server.numSubscribers("t")).toBe(1);
  socket.end(1001, "bye");
  expect(server.numSubscribers("t")).toBe(0);
  expect(server.publish("t", "after")).toBe(0);
  expect(socket.subscribe("t")).toBe(false);
  await until("both are closed", () => closed === 2);
  await until("what was before", () => got.length === 1);
  expect(got).toEqual(["before"]);
});
