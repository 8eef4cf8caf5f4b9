import { afterEach, describe, expect, test } from "bun:test";
import { asSymbolId, KIND_BAR, KIND_TICK, RECORD_BYTES, RECORD_KIND_U8 } from "#codec";
import { STAGE_NORMALISE, STAGE_SOURCE } from "#engine/telemetry";
import { until } from "../../testing/until.ts";
import { type FeedScript, ScriptedFeed, type ScriptSocket } from "../testing/feed-script.ts";
import { SourceFixture } from "../testing/source-fixture.ts";
import { BinanceClient } from "./binance-client.ts";

const session = await Bun.file(
  new URL("../testdata/binance-futures-session.txt", import.meta.url),
).text();
const [firstLine, ...lines] = session.trimEnd().split("\n");
const streams = /streams=(\S+)/.exec(firstLine!)![1]!.split("/");
const frames = lines.map((line) => line.slice(line.indexOf(": ") + 2));

const feeds: ScriptedFeed[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.allSettled(stops.splice(0).map((stop) => stop()));
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
});

function start(wanted: readonly string[], script: FeedScript) {
  const feed = new ScriptedFeed(script);
  feeds.push(feed);
  const backoff = { backoffMsMin: 1, backoffMsMax: 10, readyTimeoutMs: 40 };
  const client = new BinanceClient({ url: feed.url, streams: wanted, muteMs: 60_000, ...backoff });
  const fixture = new SourceFixture();
  const running = fixture.run(client);
  stops.push(running.stop);
  return { feed, client, fixture };
}

function acknowledge(socket: ScriptSocket, text: string): void {
  socket.send(JSON.stringify({ result: null, id: JSON.parse(text).id }));
}

test("a recorded session, replayed over a socket, becomes its ticks and closed bars", async () => {
  const { feed, client, fixture } = start(streams, {
    message: (socket, text) => {
      acknowledge(socket, text);
      for (const frame of frames) socket.send(frame);
    },
  });
  await until("all frames", () => fixture.row(STAGE_SOURCE).in === frames.length + 1);
  const subscribe = JSON.parse(feed.heard[0]!);
  expect(subscribe).toEqual({ method: "SUBSCRIBE", params: streams, id: 1 });
  const row = fixture.row(STAGE_NORMALISE);
  expect(row).toMatchObject({ in: 202, errored: {} });
  expect(row.filtered).toEqual({
    control_message: 1,
    unsupported_kind: 77 + 104,
    unfinished_bar: 6,
  });
  const kinds = Array.from(
    { length: fixture.sink.count },
    (_, i) => fixture.sink.view.u8[i * RECORD_BYTES + RECORD_KIND_U8],
  );
  expect(kinds.filter((kind) => kind === KIND_TICK).length).toBe(10);
  expect(kinds.filter((kind) => kind === KIND_BAR).length).toBe(4);
  expect(client.gaps).toBe(0);
  expect(fixture.residual()).toBe(0);
  expect(fixture.symbols.symbolOf(asSymbolId(1))).toMatch(/^[A-Z]+USDT$/);
});

describe("the same client", () => {
  const agg = (a: number) =>
    `{"e":"aggTrade","E":1,"s":"BTCUSDT","a":${a},"p":"1.5","q":"2","T":1672515782136,"m":true}`;

  test("shows a gap across a reconnect, and asks for its streams again", async () => {
    const { feed, client, fixture } = start(["btcusdt@aggTrade"], {
      message: (socket, text, connection) => {
        acknowledge(socket, text);
        socket.send(agg(connection * 10));
        if (connection === 0) socket.send('{"e":"serverShutdown","E":1770000000000}');
      },
    });
    await until("a tick from both connections", () => fixture.sink.count === 2);
    expect(client.gaps).toBe(1);
    expect(fixture.errorCounts()).toMatchObject({ FEED_GAP: 1, SOURCE_CLOSED: 1 });
    expect(feed.heard.map((text) => JSON.parse(text).params)).toEqual([
      ["btcusdt@aggTrade"],
      ["btcusdt@aggTrade"],
    ]);
    expect(fixture.residual()).toBe(0);
  });

  test("names refused streams, and is not connected when all are refused", async () => {
    const { fixture } = start(["btcusdt@aggTrade"], {
      message: (socket, text) => {
        socket.send(JSON.stringify({ error: { code: 2, msg: "bad" }, id: JSON.parse(text).id }));
      },
    });
    await until("the refusal", () => (fixture.errorCounts().SOURCE_NOT_ACKNOWLEDGED ?? 0) >= 2);
    expect(fixture.errors.entries()[0]?.message).toBe("the feed refused btcusdt@aggTrade");
    expect(fixture.states.some(([state]) => state === "connected")).toBe(false);
  });

  test("waits for the reply, not for ever", async () => {
    const { feed, fixture } = start(["btcusdt@aggTrade"], {});
    await until("another connection", () => feed.connections >= 2);
    expect(fixture.errors.entries()[0]?.message).toContain("not acknowledged within 40 ms");
  });

  test("names many streams in few requests", async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `s${i}@aggTrade`);
    const { feed, fixture } = start(many, { message: acknowledge });
    await until("connected", () => fixture.state === "connected");
    expect(feed.heard.length).toBe(4);
    expect(feed.heard.flatMap((text) => JSON.parse(text).params)).toEqual(many);
  });

  test.each([[[]], [["BTCUSDT@aggTrade"]], [["btcusdt"]], [Array(1025).fill("a@trade")]])(
    "refuses streams that the feed would not know",
    (wanted) => {
      const options = { url: "ws://127.0.0.1:1", streams: wanted as string[], muteMs: 1000 };
      expect(() => new BinanceClient(options)).toThrow(
        expect.objectContaining({ code: "CONFIG_INVALID" }),
      );
    },
  );
});
