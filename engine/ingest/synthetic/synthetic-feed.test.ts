/** The synthetic feed and the client of the live feed, over a real socket. */
import { afterEach, describe, expect, test } from "bun:test";
import { RECORD_EXCHANGE_EPOCH_US_F64, RECORD_F64 } from "#codec";
import { STAGE_NORMALISE } from "#engine/telemetry";
import { until } from "../../testing/until.ts";
import {
  END_OF_SESSION,
  MassiveClient,
  type MassiveClientOptions,
} from "../massive/massive-client.ts";
import { SourceFixture } from "../testing/source-fixture.ts";
import { FeedSubscriber } from "./feed-subscriber.ts";
import { CHANNELS, MarketSimulator } from "./simulator.ts";
import { SyntheticFeed, type SyntheticFeedOptions } from "./synthetic-feed.ts";
import type { SyntheticReport } from "./synthetic-worker.ts";

const TEN_US = Date.UTC(2025, 5, 3, 14) * 1000;
const OPTIONS: SyntheticFeedOptions = {
  seed: 5,
  symbols: 100,
  ticksPerSecond: 500,
  startEpochUs: TEN_US,
  apiKey: "secret",
  speed: "max",
  preRollSeconds: 0,
  durationEventSeconds: 20,
};

const feeds: SyntheticFeed[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.allSettled(stops.splice(0).map((stop) => stop()));
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
});

function serve(options: Partial<SyntheticFeedOptions> = {}): SyntheticFeed {
  const feed = new SyntheticFeed({ ...OPTIONS, ...options });
  feed.start();
  feeds.push(feed);
  return feed;
}

function start(url: string, options: Partial<MassiveClientOptions> = {}) {
  const fixture = new SourceFixture();
  const client = new MassiveClient({
    name: "synthetic",
    provider: "Test",
    url,
    apiKey: "secret",
    channels: [...CHANNELS],
    symbols: ["*"],
    muteMs: 60_000,
    backoffMsMin: 1,
    backoffMsMax: 10,
    endOnStatus: END_OF_SESSION,
    ...options,
  });
  const running = fixture.run(client);
  stops.push(running.stop);
  return { fixture, ...running };
}

/** A feed on its own thread, as the engine runs it. */
function feedThread(options: Partial<SyntheticFeedOptions>) {
  const worker = new Worker(new URL("./synthetic-worker.ts", import.meta.url).href);
  const reports: SyntheticReport[] = [];
  worker.onmessage = ({ data }: MessageEvent<SyntheticReport>) => reports.push(data);
  const report = async <T extends SyntheticReport["type"]>(type: T) => {
    await until(type, () => reports.some((row) => row.type === type), 10_000);
    return reports.find((row) => row.type === type) as Extract<SyntheticReport, { type: T }>;
  };
  worker.postMessage({ ...OPTIONS, ...options });
  stops.push(async () => worker.terminate());
  return { worker, reports, report };
}

/** Messages of a market of these options after `seconds`. */
function expectedMessages(seconds: number): number {
  let messages = 0;
  const message = () => {
    messages += 1;
  };
  const market = new MarketSimulator(OPTIONS, { message });
  for (let i = 0; i < seconds * 50; i++) market.step();
  return messages;
}

describe("from the market to the records", () => {
  test("every message arrives, to the record, and the session's end ends the source", async () => {
    const feed = serve();
    const { fixture, done } = start(feed.url);
    await done;
    const { messages } = feed.counts;
    expect(messages).toBe(expectedMessages(20));
    expect(fixture.row(STAGE_NORMALISE)).toMatchObject({ out: messages, errored: {} });
    expect(fixture.sink.count).toBe(messages);
    expect(fixture.residual()).toBe(0);
    expect(fixture.states.map(([state]) => state)).toEqual(["initializing", "connected", "ended"]);
  });

  test("a client that reads slowly loses nothing: the market waits", async () => {
    const thread = feedThread({ ticksPerSecond: 5000, durationEventSeconds: 60 });
    const { fixture, done } = start((await thread.report("ready")).url);
    let isHeld = false;
    const commit = fixture.sink.commit.bind(fixture.sink);
    fixture.sink.commit = () => {
      commit();
      if (isHeld || fixture.sink.count < 50_000) return;
      isHeld = true;
      Bun.sleepSync(500); // the feed, on its own thread, could send everything meanwhile
      thread.worker.postMessage("counts");
    };
    const [held] = await Promise.all([thread.report("counts"), done]);
    expect(held.counts.messages).toBeLessThan(250_000);
    expect(fixture.sink.count).toBeGreaterThan(300_000);
    thread.reports.length = 0;
    thread.worker.postMessage("counts");
    expect((await thread.report("counts")).counts.messages).toBe(fixture.sink.count);
    expect(fixture.residual()).toBe(0);
  });

  test("single symbols and channels: only what was asked for", async () => {
    const feed = serve();
    const { fixture, done } = start(feed.url, { channels: ["T"], symbols: ["AAPL", "MSFT"] });
    await done;
    expect(fixture.symbols.count).toBe(2);
    expect(fixture.sink.count).toBeGreaterThan(20);
  });

  test("two clients hear the same", async () => {
    const feed = serve({ speed: 50 });
    const [one, two] = [start(feed.url), start(feed.url)];
    await Promise.all([one.done, two.done]);
    const [late, early] = [one.fixture.sink, two.fixture.sink].sort((a, b) => a.count - b.count);
    if (late === undefined || early === undefined) throw new Error("two sinks");
    expect(late.count).toBeGreaterThan(0);
    const last = (sink: typeof late) =>
      sink.view.f64[(sink.count - 1) * RECORD_F64 + RECORD_EXCHANGE_EPOCH_US_F64];
    expect(last(late)).toBe(last(early));
  });
});

describe("the dialect", () => {
  test("a wrong key is refused", async () => {
    const { done } = start(serve().url, { apiKey: "wrong" });
    await expect(done).rejects.toMatchObject({ code: "SOURCE_AUTH_FAILED" });
  });

  test("an unknown symbol is not acknowledged and named", async () => {
    const feed = serve({ speed: 1, durationEventSeconds: null });
    const { fixture } = start(feed.url, {
      symbols: ["AAPL", "aapl"],
      readyTimeoutMs: 30,
      muteMs: 400,
    });
    await until("connected", () => fixture.state === "connected");
    const said = fixture.errors.entries().map(({ message }) => message);
    expect(said.some((message) => message.includes("T.aapl"))).toBe(true);
  });

  test("unsubscribe stops, errors are answered, a plain request is told what this is", async () => {
    const feed = serve({ speed: 1, durationEventSeconds: null });
    const heard: string[] = [];
    const socket = new WebSocket(feed.url);
    socket.addEventListener("message", ({ data }) => heard.push(String(data)));
    const says = (text: string) => () => heard.some((frame) => frame.includes(text));
    await until("the greeting", says("Connected Successfully"));
    socket.send('{"action":"subscribe","params":"T.*"}');
    await until("a refusal", says("not authenticated"));
    socket.send('{"action":"auth","params":"secret"}');
    await until("the login", says("auth_success"));
    for (const bad of ["nonsense", "[]", '{"action":1}', '{"action":"dance","params":""}']) {
      socket.send(bad);
    }
    await until("an answer to nonsense", says("unknown action: dance"));
    socket.send('{"action":"subscribe","params":"T.*,XT.*,T"}');
    await until("an unknown channel", says("unknown channel: XT.*"));
    await until("trades", says('"ev":"T"'));
    socket.send('{"action":"unsubscribe","params":"T.*"}');
    await until("the end of trades", says("unsubscribed to: T.*"));
    const { ticks } = feed.counts;
    socket.close();
    await until("the client to be gone", () => feed.counts.clients === 0);
    expect(feed.counts.ticks).toBe(ticks);
    const plain = await fetch(feed.url.replace("ws:", "http:"));
    expect(plain.status).toBe(426);
  });

  test("late subscribers of an ended session are told", async () => {
    const feed = serve({ durationEventSeconds: 0.1 });
    await start(feed.url).done;
    await start(feed.url).done;
  });

  test("the port is taken: one named error", () => {
    const feed = serve();
    const second = new SyntheticFeed({ ...OPTIONS, port: feed.port });
    expect(() => second.start()).toThrow(expect.objectContaining({ code: "PORT_IN_USE" }));
  });
});

describe("the market's clock", () => {
  /**
   * Lets the feed's event loop turn some times: connects, logs in, asks for nothing, and leaves.
   */
  async function visit(feed: SyntheticFeed): Promise<void> {
    const heard: string[] = [];
    const socket = new WebSocket(feed.url);
    socket.addEventListener("message", ({ data }) => heard.push(String(data)));
    socket.addEventListener("open", () => socket.send('{"action":"auth","params":"secret"}'));
    await until("the login", () => heard.some((frame) => frame.includes("auth_success")));
    socket.close();
    await until("the visitor to be gone", () => feed.counts.clients === 0);
  }

  test("stands still while nobody is subscribed, and goes on after a reconnect", async () => {
    const feed = serve({ durationEventSeconds: null });
    await visit(feed);
    expect(feed.counts.marketEpochUs).toBe(TEN_US);
    const first = start(feed.url);
    await until("records", () => first.fixture.sink.count > 100);
    await first.stop();
    await until("the client to be gone", () => feed.counts.clients === 0);
    const pausedUs = feed.counts.marketEpochUs;
    await visit(feed);
    expect(feed.counts.marketEpochUs).toBe(pausedUs);
    const second = start(feed.url);
    await until("records again", () => second.fixture.sink.count > 100);
    const firstUs = second.fixture.sink.view.f64[RECORD_EXCHANGE_EPOCH_US_F64]!;
    expect(firstUs).toBeWithin(pausedUs, pausedUs + 1_000_000);
  });

  test("pre-roll at full speed, then by the wall clock", async () => {
    const feed = serve({ speed: 1, preRollSeconds: 120, durationEventSeconds: null });
    const startMs = performance.now();
    start(feed.url);
    await until("the end of the pre-roll", () => feed.counts.marketEpochUs >= TEN_US + 120e6);
    const liveMs = performance.now();
    expect(liveMs - startMs).toBeLessThan(60_000);
    await until("live time", () => feed.counts.marketEpochUs >= TEN_US + 120.2e6);
    const passedMs = performance.now() - liveMs;
    const marketMs = feed.counts.marketEpochUs / 1000 - TEN_US / 1000 - 120_000;
    expect(marketMs).toBeLessThanOrEqual(passedMs + 50);
  });
});

test("a refused frame waits and keeps its place", () => {
  const sent: string[] = [];
  let isRefusing = true;
  const socket = {
    getBufferedAmount: () => 0,
    send: (text: string) => (isRefusing ? 0 : sent.push(text)),
  };
  const subscriber = new FeedSubscriber(socket, ["A", "B"]);
  expect(subscriber.want("T.*", true)).toBe("");
  subscriber.message(0, 0, "1");
  subscriber.flush();
  isRefusing = false;
  expect(subscriber.isBehind).toBe(true);
  subscriber.message(0, 1, "2");
  subscriber.message(1, 1, "not wanted");
  subscriber.flush();
  expect(sent).toEqual([]);
  subscriber.drain();
  expect(sent).toEqual(["[1]", "[2]"]);
  expect(subscriber.isBehind).toBe(false);
});

test("the worker: options in, ready out, counts and stop on request", async () => {
  const thread = feedThread({ durationEventSeconds: 1 });
  const { port, url } = await thread.report("ready");
  expect(url).toBe(`ws://127.0.0.1:${port}/stocks`);
  const { fixture, done } = start(url);
  await done;
  thread.worker.postMessage("counts");
  expect((await thread.report("counts")).counts.messages).toBe(fixture.sink.count);
  thread.worker.postMessage("stop");
  await thread.report("stopped");
});
