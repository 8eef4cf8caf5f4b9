/**
 * Known answers of binance-client.ts: requests and replies, against a feed on the loopback
 * interface.
 */

import { type Observe, of, type Subject } from "#schemas";
import { type FixtureContext, thrownBy } from "../testing/cases-fixture.ts";
import { ScriptedFeed, type ScriptSocket } from "../testing/feed-script.ts";
import { answerOf, notesOf } from "../testing/loopback-rig.ts";
import { aggregatedSymbols, BinanceClient } from "./binance-client.ts";

const OPTIONS = { url: "ws://127.0.0.1:1/", muteMs: 60_000, backoffMsMin: 0, backoffMsMax: 0 };
const LATE_MS = 12;
const T_MS = Date.UTC(2024, 5, 3, 15);

const streamsOf = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `s${i}@trade`);
const reply = (id: number): string => JSON.stringify({ result: null, id });
const refusal = (id: number): string => JSON.stringify({ id, error: { code: 2, msg: "no" } });
const agg = (a: number): string =>
  `{"e":"aggTrade","s":"BTCUSDT","a":${a},"p":"1.5","q":"2","T":${T_MS}}`;

const STREAMS: readonly (readonly string[])[] = [
  ["btcusdt@aggTrade"],
  ["!ticker@arr"],
  ["btc_usdt1@kline_1m"],
  [],
  ["BTCUSDT@aggTrade"],
  ["btcusdt"],
  ["btcusdt@"],
  ["@aggTrade"],
  ["btcusdt@aggTrade x"],
  ["ok@trade", "Bad@trade"],
];

function observeOptions(observe: Observe): void {
  const aggregated = aggregatedSymbols(["btcusdt@aggTrade", "ethusdt@trade", "x@aggTrade2"]);
  observe(aggregatedSymbols, "of three streams", [...aggregated], ["BTCUSDT"]);
  for (const streams of STREAMS) {
    const said = thrownBy(() => new BinanceClient({ ...OPTIONS, streams }));
    observe(of(BinanceClient, "constructor"), JSON.stringify(streams), said);
  }
  for (const count of [1024, 1025]) {
    const said = thrownBy(() => new BinanceClient({ ...OPTIONS, streams: streamsOf(count) }));
    observe(of(BinanceClient, "constructor"), `${count} streams`, said);
  }
  const { name, provider, gaps } = new BinanceClient({ ...OPTIONS, streams: ["a@trade"] });
  observe(
    of(BinanceClient, "constructor"),
    "name and provider",
    [name, provider],
    ["binance", "Production"],
  );
  observe(of(BinanceClient, "gaps"), "before it runs", gaps, 0);
}

interface Scenario {
  subject: Subject;
  fact: string;
  streams: readonly string[];
  /** Answers a request; `connection` counts from 0. */
  answer: (socket: ScriptSocket, id: number, connection: number) => void;
  readyTimeoutMs?: number;
  frameBytesMax?: number;
  /** The state at which the engine stops; the data after which it does. */
  stopOn?: string;
}

/** A request of many streams: how many, the first and the last. */
function shownRequest(text: string): unknown {
  const { method, params, id } = JSON.parse(text) as Record<string, unknown>;
  if (!Array.isArray(params) || params.length <= 6) return text;
  return { id, method, params: params.length, first: params[0], last: params.at(-1) };
}

async function observeRun(observe: Observe, scenario: Scenario): Promise<void> {
  const { subject, fact, streams, answer, stopOn, ...rest } = scenario;
  const feed = new ScriptedFeed({
    message: (socket, text, connection) => answer(socket, JSON.parse(text).id, connection),
  });
  try {
    const client = new BinanceClient({ ...OPTIONS, ...rest, url: feed.url, streams });
    let states = 0;
    const steer = (context: FixtureContext) => {
      context.onState = (state) => {
        if (state === stopOn) context.abort.abort();
        // The second connection is the last.
        if (state === "initializing" && ++states === 3) context.abort.abort();
      };
    };
    const { end, notes } = await answerOf(client, feed.url, steer);
    observe("opened", `${fact}: requests`, feed.heard.map(shownRequest));
    observe(subject, `${fact}: states and errors`, [notesOf(notes, "state", "record"), end]);
    observe(of(BinanceClient, "run"), `${fact}: data`, [
      notesOf(notes, "tick", "filtered", "error"),
      client.gaps,
    ]);
  } finally {
    await feed.stop();
  }
}

const SCENARIOS: readonly Scenario[] = [
  {
    subject: "#onReply",
    fact: "one good reply",
    streams: ["btcusdt@aggTrade"],
    answer: (socket, id) => socket.send(reply(id)),
    stopOn: "connected",
  },
  {
    subject: "#onReply",
    fact: "a good reply and a refusal",
    streams: streamsOf(268),
    answer: (socket, id) => socket.send(id === 1 ? reply(id) : refusal(id)),
    stopOn: "connected",
  },
  {
    subject: "#onReply",
    fact: "refusals only, on two connections",
    streams: streamsOf(257),
    answer: (socket, id) => socket.send(refusal(id)),
  },
  {
    subject: "#onReply",
    fact: "a reply to another request",
    streams: ["a@trade"],
    answer: (socket) => {
      socket.send(reply(99));
      socket.send(refusal(98));
      socket.send(reply(1));
    },
    stopOn: "connected",
  },
  {
    subject: "late",
    fact: "no reply to two requests",
    streams: streamsOf(268),
    answer: () => undefined,
    readyTimeoutMs: LATE_MS,
    stopOn: "disconnected",
  },
  {
    subject: of(BinanceClient, "constructor"),
    fact: "data, a gap, a shutdown",
    streams: ["btcusdt@aggTrade", "btcusdt@trade"],
    answer: (socket, id) => {
      socket.send(reply(id));
      socket.send(agg(5));
      socket.send(agg(8));
      socket.send(`{"e":"trade","s":"BTCUSDT","t":1,"p":"1","q":"2","T":${T_MS}}`);
      socket.send(`[${" ".repeat(300)}]`);
      socket.send('{"e":"serverShutdown"}');
    },
    frameBytesMax: 200,
    stopOn: "disconnected",
  },
  {
    subject: of(BinanceClient, "run"),
    fact: "a long frame without a bound of its own",
    streams: ["btcusdt@trade"],
    answer: (socket, id) => {
      socket.send(`[${" ".repeat(300)}]`);
      socket.send(reply(id));
    },
    stopOn: "connected",
  },
];

export default async function cases(observe: Observe): Promise<void> {
  observeOptions(observe);
  for (const scenario of SCENARIOS) await observeRun(observe, scenario);
}
