import { afterEach, describe, expect, test } from "bun:test";
import { STAGE_DECODE, STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { until } from "../../testing/until.ts";
import { massiveHandshake, statusFrame } from "../testing/feed-script.ts";
import { END_OF_SESSION } from "./massive-client.ts";
import {
  client,
  connected,
  greet,
  politeFeed,
  serve,
  start,
  stopAll,
  trade,
} from "./massive-client-fixture.ts";

afterEach(stopAll);

describe("handshake", () => {
  test("auth, then one subscription for channels x symbols, then connected", async () => {
    const feed = politeFeed((socket) => socket.send(trade(1)));
    const { fixture } = start(feed.url);
    await until("a record", () => fixture.sink.count === 1);
    expect(fixture.states.map(([state]) => state)).toEqual(["initializing", "connected"]);
    expect(feed.heard.map((text) => JSON.parse(text))).toEqual([
      { action: "auth", params: "k" },
      { action: "subscribe", params: "T.AAPL,T.MSFT,AM.AAPL,AM.MSFT" },
    ]);
    expect(fixture.residual()).toBe(0);
    expect(fixture.beats).toBeGreaterThan(0);
  });

  test("connected only after the last acknowledgement; data before it is taken", async () => {
    let finish: () => void = () => undefined;
    const feed = serve({
      open: (socket) => socket.send(greet),
      message: (socket, text) => {
        if (!text.includes("subscribe")) return massiveHandshake(socket, text);
        socket.send(statusFrame("success", "subscribed to: T.AAPL,T.MSFT"));
        socket.send(trade(1));
        finish = () => {
          socket.send(statusFrame("success", "subscribed to: AM.AAPL"));
          socket.send(statusFrame("success", "subscribed to: AM.MSFT"));
        };
      },
    });
    const { fixture } = start(feed.url);
    await until("the early record", () => fixture.sink.count === 1);
    expect(fixture.state).toBe("initializing");
    finish();
    await until("connected", connected(fixture));
  });

  test("a refused key is terminal and says where the key comes from", async () => {
    const feed = serve({
      open: (socket) => socket.send(greet),
      message: (socket) => socket.send(statusFrame("auth_failed", "authentication failed")),
    });
    const { fixture, done } = start(feed.url, { keyHint: "set MASSIVE_API_KEY" });
    const thrown = await done.then(
      () => undefined,
      (error) => error,
    );
    expect(thrown).toMatchObject({ code: "SOURCE_AUTH_FAILED" });
    expect(thrown.message).toContain("set MASSIVE_API_KEY");
    expect(fixture.state).toBe("error");
    expect(feed.connections).toBe(1);
  });

  test("missing acknowledgements are named, the rest runs", async () => {
    const feed = serve({
      open: (socket) => socket.send(greet),
      message: (socket, text) => {
        if (!text.includes("subscribe")) return massiveHandshake(socket, text);
        socket.send(statusFrame("success", "subscribed to: T.AAPL"));
        socket.send(statusFrame("error", "unknown symbol: T.MSFT"));
        socket.send(statusFrame("success", "subscribed to: T.Msft"));
      },
    });
    const { fixture } = start(feed.url, { readyTimeoutMs: 30, muteMs: 40 });
    await until("connected", connected(fixture));
    const messages = fixture.errors.entries().map(({ message }) => message);
    expect(fixture.errorCounts()).toEqual({ SOURCE_NOT_ACKNOWLEDGED: 3 });
    expect(messages[0]).toContain("unknown symbol: T.MSFT");
    expect(messages[1]).toContain("T.Msft, which was not requested");
    expect(messages[2]).toContain("3 of 4 subscriptions");
    expect(messages[2]).toContain("T.MSFT, AM.AAPL, AM.MSFT");
  });

  test("no acknowledgement at all: another connection", async () => {
    const feed = serve({
      open: (socket) => socket.send(greet),
      message: (socket, text) => {
        if (text.includes("auth")) massiveHandshake(socket, text);
      },
    });
    const { fixture } = start(feed.url, { readyTimeoutMs: 20, muteMs: 40 });
    await until("three connections", () => feed.connections >= 3);
    expect(fixture.errorCounts().SOURCE_NOT_ACKNOWLEDGED).toBeGreaterThan(1);
    expect(fixture.states.some(([state]) => state === "connected")).toBe(false);
  });

  test("a server that says nothing is not a feed", async () => {
    const feed = serve({});
    const { fixture } = start(feed.url, { readyTimeoutMs: 20, muteMs: 40 });
    await until("two connections", () => feed.connections >= 2);
    expect(fixture.errors.entries()[0]).toMatchObject({ code: "SOURCE_CONNECT_FAILED" });
  });

  test("many symbols go in several messages", async () => {
    const feed = politeFeed(() => undefined);
    const symbols = Array.from({ length: 900 }, (_, i) => `S${i}`);
    const { fixture } = start(feed.url, { channels: ["T"], symbols });
    await until("connected", connected(fixture));
    expect(feed.heard.length).toBe(4);
    expect(fixture.states.at(-1)?.[1]).toBe("900 subscriptions acknowledged");
  });

  test.each([
    [{ channels: [] }],
    [{ symbols: [] }],
    [{ channels: ["t"] }],
    [{ symbols: ["A B"] }],
    [{ symbols: ["A,B"] }],
  ])("nonsense is refused before anything connects: %p", (options) => {
    expect(() => client("ws://127.0.0.1:1", options)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });
});

describe("a connection that ends", () => {
  test("closed, cut in mid-frame, restarted: subscribes again from its intent", async () => {
    const feed = politeFeed((socket, n) => {
      socket.send(trade(n));
      if (n === 0) socket.close(1001, "maintenance");
      if (n === 1) socket.send(trade(100).slice(0, 20)); // a frame cut in half, then nothing
      if (n === 1) socket.cut();
    });
    const { fixture } = start(feed.url);
    await until("a record from each connection", () => fixture.sink.count === 3);
    await feed.restart();
    await until("a record from the restarted feed", () => fixture.sink.count === 4);
    const subscribes = feed.heard.filter((text) => text.includes("subscribe"));
    expect(subscribes.length).toBe(4);
    expect(new Set(subscribes).size).toBe(1);
    const codes = fixture.errorCounts();
    expect(codes.SOURCE_CLOSED).toBeGreaterThanOrEqual(3);
    expect(codes.FRAME_NOT_JSON).toBe(1);
    expect(fixture.errors.entries()[0]?.message).toContain('code 1001 "maintenance"');
    expect(fixture.residual()).toBe(0);
    expect(fixture.states.some(([state]) => state === "disconnected")).toBe(true);
  });

  test("cut within the bytes of a WebSocket frame: the half is not taken for a frame", async () => {
    let connections = 0;
    const server = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: {
        data(socket, bytes) {
          const key = /sec-websocket-key: *(\S+)/i.exec(bytes.toString())?.[1];
          if (key === undefined) return; // what the client says after the handshake
          connections += 1;
          const accept = new Bun.CryptoHasher("sha1")
            .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
            .digest("base64");
          const head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n";
          socket.write(`${head}Connection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
          socket.write(new Uint8Array([0x81, 100])); // a text frame of 100 bytes …
          socket.write('[{"ev":"status"'); // … of which 15 come
          socket.flush();
          socket.end();
        },
      },
    });
    const { fixture, stop } = start(`ws://127.0.0.1:${server.port}/`);
    await until("another connection", () => connections >= 2);
    await stop();
    server.stop(true);
    expect(fixture.row(STAGE_SOURCE).in).toBe(0);
    expect(fixture.errorCounts().SOURCE_CLOSED).toBeGreaterThanOrEqual(1);
  });

  test("nobody listens: keeps trying, says so, and stops at once when told", async () => {
    const feed = serve({});
    const { url } = feed;
    await feed.stop();
    const { fixture, stop } = start(url, { backoffMsMin: 1, backoffMsMax: 3_600_000 });
    await until("four attempts", () => (fixture.errorCounts().SOURCE_CONNECT_FAILED ?? 0) >= 4);
    await stop();
    expect(fixture.state).toBe("ended");
  });

  test("a URL that is none is terminal", async () => {
    const { done } = start("not a url");
    await expect(done).rejects.toMatchObject({ code: "SOURCE_CONNECT_FAILED" });
  });

  test("told by the feed to go: max_connections", async () => {
    const feed = serve({
      open: (socket, n) => socket.send(n === 0 ? statusFrame("max_connections", "limit 1") : greet),
      message: massiveHandshake,
    });
    const { fixture } = start(feed.url);
    await until("connected", connected(fixture));
    expect(fixture.errors.entries()[0]?.message).toContain("max_connections: limit 1");
  });

  test("the end of a session is an end only where it is expected", async () => {
    const feed = politeFeed((socket) => {
      socket.send(trade(1));
      socket.send(statusFrame(END_OF_SESSION, "the simulated session ended"));
      socket.send(trade(2));
    });
    const live = start(feed.url);
    await until("both records", () => live.fixture.sink.count === 2);
    const synthetic = start(feed.url, { endOnStatus: END_OF_SESSION });
    await synthetic.done;
    expect(synthetic.fixture.states.at(-1)).toEqual(["ended", "the simulated session ended"]);
    expect(synthetic.fixture.residual()).toBe(0);
  });
});

test("binary and broken frames on a live connection are counted, the rest goes on", async () => {
  const feed = politeFeed((socket) => {
    socket.send(new Uint8Array([1, 2, 3]));
    socket.send("garbage");
    socket.send("5");
    socket.send(trade(1));
  });
  const { fixture } = start(feed.url);
  await until("the good record", () => fixture.sink.count === 1);
  expect(fixture.row(STAGE_DECODE).errored).toEqual({
    FRAME_NOT_TEXT: 1,
    FRAME_NOT_JSON: 1,
    FRAME_SHAPE: 1,
  });
  expect(fixture.row(STAGE_SOURCE).in).toBe(fixture.row(STAGE_DECODE).in);
  expect(fixture.row(STAGE_NORMALISE).out).toBe(1);
});
