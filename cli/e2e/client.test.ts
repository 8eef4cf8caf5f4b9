/** `@tickscope/client` against a real engine, over a connection that is cut. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type EngineMessage, type Gap, type StockData, TickscopeClient } from "#client";
import { RunningEngine } from "../../app/engine-process.ts";
import { until } from "../../engine/testing/until.ts";
import { Relay } from "../testing/relay.ts";

let engine: RunningEngine;
beforeAll(async () => {
  engine = await RunningEngine.start(["--cadence", "50"]);
}, 60_000);
afterAll(async () => {
  await engine?.stop("SIGTERM");
});

const WAIT_MS_MAX = 15_000;

function idsOf({ highs, lows, trending, surging }: StockData): string[] {
  const lists = [highs, lows, trending.up, trending.down, surging.up, surging.down];
  return lists.flat().map((row) => row.event_id);
}

/** Frames with rows by number, of the messages since `from`. */
function frames(messages: EngineMessage[], from: number): Map<number, string> {
  const bySeq = new Map<number, string>();
  for (const message of messages) {
    if (message.event !== "stock_data" || message.seq < from) continue;
    const ids = idsOf(message.data);
    if (ids.length === 0) continue;
    if (bySeq.has(message.seq)) throw new Error(`frame ${message.seq} came twice`);
    bySeq.set(message.seq, ids.join(" "));
  }
  return bySeq;
}

async function feedSeq(): Promise<number> {
  return (await engine.get<{ feed: { seq: number } }>("/api/status")).feed.seq;
}

test("a cut connection loses nothing: what was missed is replayed, and the gap is told", async () => {
  const relay = await Relay.start(engine.url);
  const cutMessages: EngineMessage[] = [];
  const wholeMessages: EngineMessage[] = [];
  const gaps: Gap[] = [];
  const cut = new TickscopeClient({
    url: `ws://${relay.host}/ws`,
    onMessage: (message) => cutMessages.push(message),
    onGap: (gap) => gaps.push(gap),
  });
  const whole = new TickscopeClient({
    url: `${engine.url.replace("http", "ws")}/ws`,
    onMessage: (message) => wholeMessages.push(message),
  });
  try {
    whole.connect();
    cut.connect();
    const first = () => Math.min(...[...frames(cutMessages, 0).keys()]);
    await until("frames with rows", () => frames(cutMessages, 0).size > 3, WAIT_MS_MAX);
    const from = first() + 2; // the first frame was the snapshot
    relay.cut();
    expect(cut.state.kind).not.toBe("closed");
    const missedFrom = await feedSeq();
    await until("missed frames", async () => (await feedSeq()) > missedFrom + 5, WAIT_MS_MAX);
    expect(cut.state.kind).not.toBe("open");
    relay.isOpen = true;
    cut.retryNow();
    const target = (await feedSeq()) + 5;
    const reached = (messages: EngineMessage[]) => (messages.at(-1)?.seq ?? 0) >= target;
    await until("both to go on", () => reached(cutMessages) && reached(wholeMessages), WAIT_MS_MAX);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ recovered: true, reason: "none" });
    expect(gaps[0]?.frames).toBeGreaterThanOrEqual(5);
    const upTo = ([seq]: [number, string]) => seq <= target;
    const got = [...frames(cutMessages, from)].filter(upTo);
    expect(got).toEqual([...frames(wholeMessages, from)].filter(upTo));
    expect(got.map(([seq]) => seq)).toEqual(got.map((_, i) => from + i));
  } finally {
    cut.close();
    whole.close();
    relay.stop();
  }
}, 60_000);

test("universe and filters outlive the connection", async () => {
  const relay = await Relay.start(engine.url);
  const messages: EngineMessage[] = [];
  const client = new TickscopeClient({
    url: `ws://${relay.host}/ws`,
    onMessage: (message) => messages.push(message),
  });
  /** Universe and filters of the clients, without those that were there at the last cut. */
  const gone = new Set<number>();
  const clients = async () => {
    const status = await engine.get<{
      clients: { id: number; universe: unknown; hasFilters: boolean }[];
    }>("/api/status");
    return status.clients.filter(({ id }) => !gone.has(id));
  };
  const selves = async () => {
    return (await clients()).map(({ universe, hasFilters }) => `${universe} ${hasFilters}`);
  };
  const cut = async () => {
    for (const { id } of await clients()) gone.add(id);
    relay.cut();
    relay.isOpen = true;
  };
  try {
    client.connect();
    await until("a greeting", () => messages.length > 0, WAIT_MS_MAX);
    client.subscribe(["AAPL", "MSFT"]);
    client.filter({ highlow: { min_volume: 1 } });
    await until("the engine to know", async () => (await selves()).includes("2 true"), WAIT_MS_MAX);
    await cut();
    await until("it to come back", async () => (await selves()).includes("2 true"), WAIT_MS_MAX);
    client.subscribe(Array.from({ length: 2000 }, (_, i) => `LONG-${i}`));
    await until("a long universe", async () => (await selves()).includes("2000 true"), WAIT_MS_MAX);
    await cut();
    await until(
      "one too long for an address",
      async () => (await selves()).includes("2000 true"),
      WAIT_MS_MAX,
    );
  } finally {
    client.close();
    relay.stop();
  }
  await until("nobody", async () => (await selves()).length === 0, WAIT_MS_MAX);
}, 60_000);
