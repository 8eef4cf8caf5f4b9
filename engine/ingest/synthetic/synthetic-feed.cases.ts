/**
 * Known answers of synthetic-feed.ts: its side of the handshake and of short sessions, to a client
 * on the loopback interface. How a session is cut into frames depends on time and is not observed.
 */

import { type Observe, of } from "#schemas";
import { thrownBy } from "../testing/cases-fixture.ts";
import { orNever } from "../testing/loopback-rig.ts";
import { summaryOf } from "./summary-fixture.ts";
import { SyntheticFeed, type SyntheticFeedOptions } from "./synthetic-feed.ts";

const OPTIONS: SyntheticFeedOptions = {
  seed: 3,
  symbols: 20,
  ticksPerSecond: 100,
  startEpochUs: Date.UTC(2024, 5, 3, 14) * 1000,
  apiKey: "key",
  speed: "max",
  preRollSeconds: 0,
  durationEventSeconds: 2,
};

type Message = { ev: string; status?: string; message?: string; [key: string]: unknown };

/** A client that does one thing after the other. */
class Client {
  readonly #socket: WebSocket;
  readonly #messages: Message[] = [];
  readonly closed: Promise<string>;
  #wake: () => void = () => undefined;

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    this.closed = new Promise((resolve) => {
      this.#socket.addEventListener("close", ({ code, reason }) => resolve(`${code} ${reason}`));
    });
    this.#socket.addEventListener("message", ({ data }) => {
      this.#messages.push(...(JSON.parse(String(data)) as Message[]));
      this.#wake();
    });
  }

  send(message: unknown): void {
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  bytes(): void {
    this.#socket.send(new Uint8Array(3));
  }

  /** The messages up to `count` statuses from here on, or "never". */
  statuses(count: number): Promise<Message[] | "never"> {
    const { promise, resolve } = Promise.withResolvers<Message[]>();
    const look = () => {
      let left = count;
      const end = this.#messages.findIndex(({ ev }) => ev === "status" && --left === 0);
      if (end >= 0) resolve(this.#messages.splice(0, end + 1));
    };
    this.#wake = look;
    look();
    return orNever(promise);
  }

  /** Sends a request and returns the next `count` statuses, as text. */
  async ask(request: unknown, count = 1): Promise<string> {
    this.send(request);
    return JSON.stringify(await this.statuses(count));
  }

  close(): void {
    this.#socket.close();
  }
}

/** First and last line of the answer to a request that asks for no WebSocket. */
function plainAnswer(port: number): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  let answer = "";
  const socket = {
    open: (opened: Bun.Socket) =>
      void opened.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
    data: (_: Bun.Socket, data: Uint8Array) => {
      answer += new TextDecoder().decode(data);
    },
    close: () => {
      const lines = answer.trim().split("\r\n");
      resolve([lines.at(0) ?? "", lines.at(-1) ?? ""]);
    },
  };
  Bun.connect({ hostname: "127.0.0.1", port, socket });
  return promise;
}

const subscribe = (params: string): object => ({ action: "subscribe", params });
const auth = (params: string): object => ({ action: "auth", params });

async function observeHandshake(observe: Observe, feed: SyntheticFeed): Promise<void> {
  const client = new Client(feed.url);
  observe("#joined", "the greeting", await client.statuses(1), [
    { ev: "status", message: "Connected Successfully", status: "connected" },
  ]);
  observe(of(SyntheticFeed, "counts"), "one client", feed.counts, {
    clients: 1,
    frames: 0,
    marketEpochUs: 1717423200000000,
    messages: 0,
    ticks: 0,
  });
  const junk = ["no JSON", "5", "null", '{"action":"auth"}', '{"action":5,"params":"x"}', "[]"];
  for (const text of junk) observe("requestOf", text, await client.ask(text));
  client.bytes();
  observe("requestOf", "bytes", await client.statuses(1), [
    { ev: "status", message: 'expected {"action":"…","params":"…"}', status: "error" },
  ]);
  observe(
    "#heard",
    "a request before the key",
    await client.ask(subscribe("T.*")),
    '[{"ev":"status","status":"error","message":"not authenticated"}]',
  );
  observe(
    "#authenticate",
    "the key",
    await client.ask(auth("key")),
    '[{"ev":"status","status":"auth_success","message":"authenticated"}]',
  );
  observe(
    "#heard",
    "an unknown request",
    await client.ask({ action: "x", params: "T.*" }),
    '[{"ev":"status","status":"error","message":"unknown action: x"}]',
  );
  observe(
    "#mayMove",
    "the market stands still",
    feed.counts.marketEpochUs - OPTIONS.startEpochUs,
    0,
  );
  const wrong = new Client(feed.url);
  await wrong.statuses(1);
  observe(
    "#authenticate",
    "a wrong key",
    await wrong.ask(auth("other")),
    '[{"ev":"status","status":"auth_failed","message":"authentication failed"}]',
  );
  observe(
    "#authenticate",
    "and the end of it",
    await orNever(wrong.closed),
    "1008 authentication failed",
  );
  observe("#subscribe", "what there is not", await client.ask(subscribe("Q.A, T.NOPE"), 2));
  const none = { action: "unsubscribe", params: "A.FLAT" };
  observe(
    "#subscribe",
    "no longer wanted",
    await client.ask(none),
    '[{"ev":"status","status":"success","message":"unsubscribed to: A.FLAT"}]',
  );
  client.close();
  await orNever(client.closed);
}

/** A whole session, its messages as one text. */
async function observeSession(
  observe: Observe,
  fact: string,
  change: Partial<SyntheticFeedOptions>,
): Promise<void> {
  const feed = new SyntheticFeed({ ...OPTIONS, ...change });
  feed.start();
  try {
    const client = new Client(feed.url);
    await client.statuses(1);
    await client.ask(auth("key"));
    observe("#subscribe", `${fact}: answer`, await client.ask(subscribe("T.*, A.FLAT"), 2));
    const messages = await client.statuses(1);
    observe("#turn", `${fact}: how many messages`, messages.length);
    observe(
      of(SyntheticFeed, "message"),
      `${fact}: messages`,
      messages === "never" ? messages : summaryOf(messages),
    );
    observe("#sayEnd", `${fact}: the last of them`, messages.at(-1));
    const { frames, ...counts } = feed.counts;
    observe(of(SyntheticFeed, "counts"), `${fact}: counts`, [frames > 0, counts]);
    observe("#subscribe", `${fact}: asked behind the end`, await client.ask(subscribe("AM.*"), 2));
    client.close();
    await orNever(client.closed);
    // The server hears of it a moment later.
    for (let i = 0; i < 200 && feed.counts.clients > 0; i++) await Bun.sleep(1);
    observe("#left", `${fact}: clients and messages behind it`, [
      feed.counts.clients,
      feed.counts.messages,
      feed.counts.frames === frames,
    ]);
  } finally {
    await feed.stop();
  }
}

async function observeServer(observe: Observe): Promise<void> {
  const feed = new SyntheticFeed(OPTIONS);
  observe(of(SyntheticFeed, "port"), "before the start", feed.port, 0);
  observe(of(SyntheticFeed, "url"), "before the start", feed.url, "");
  feed.start();
  try {
    const { port } = feed;
    observe(
      of(SyntheticFeed, "url"),
      "after the start",
      feed.url.replace(`${port}`, "PORT"),
      "ws://127.0.0.1:PORT/stocks",
    );
    const second = new SyntheticFeed({ ...OPTIONS, port });
    observe(
      of(SyntheticFeed, "start"),
      "a port that is taken",
      thrownBy(() => second.start(), `${port}`),
    );
    observe(
      of(SyntheticFeed, "start"),
      "a request without WebSocket",
      await orNever(plainAnswer(port)),
      ["HTTP/1.1 426 Upgrade Required", "This is a WebSocket feed."],
    );
    await observeHandshake(observe, feed);
  } finally {
    await feed.stop();
  }
}

export default async function cases(observe: Observe): Promise<void> {
  await observeServer(observe);
  await observeSession(observe, "as fast as it goes", {});
  const paced = { preRollSeconds: 1, durationEventSeconds: 1, speed: 100 };
  await observeSession(observe, "a second of pre-roll, then 100 times as fast", paced);
  await observeSession(observe, "nothing behind the pre-roll", {
    ...paced,
    durationEventSeconds: 0,
  });
}
