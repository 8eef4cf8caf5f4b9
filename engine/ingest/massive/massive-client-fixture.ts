/** Massive clients and the feeds that they meet in tests. */
import {
  type FeedScript,
  massiveHandshake,
  ScriptedFeed,
  type ScriptSocket,
  statusFrame,
} from "../testing/feed-script.ts";
import { SourceFixture } from "../testing/source-fixture.ts";
import { MassiveClient, type MassiveClientOptions } from "./massive-client.ts";

const T_MS = Date.UTC(2024, 5, 3, 15);
/** A frame with one trade of AAPL. */
export const trade = (q: number): string =>
  `[{"ev":"T","sym":"AAPL","p":190.5,"s":100,"t":${T_MS + q},"q":${q}}]`;
/** The first frame of the dialect. */
export const greet: string = statusFrame("connected", "Connected Successfully");

/** A client at work. */
export interface RunningClient {
  readonly fixture: SourceFixture;
  readonly done: Promise<void>;
  readonly stop: () => Promise<void>;
}

const feeds: ScriptedFeed[] = [];
const stops: (() => Promise<void>)[] = [];
/** Stops what the test started; for afterEach. */
export async function stopAll(): Promise<void> {
  await Promise.allSettled(stops.splice(0).map((stop) => stop()));
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
}

/** A feed that does what the script says. */
export function serve(script: FeedScript): ScriptedFeed {
  const feed = new ScriptedFeed(script);
  feeds.push(feed);
  return feed;
}

/** A client that reconnects without delay. */
export function client(url: string, options: Partial<MassiveClientOptions> = {}): MassiveClient {
  return new MassiveClient({
    name: "massive",
    provider: "Test",
    url,
    apiKey: "k",
    channels: ["T", "AM"],
    symbols: ["AAPL", "MSFT"],
    muteMs: 60_000,
    backoffMsMin: 1,
    backoffMsMax: 20,
    ...options,
  });
}

/** Runs a client of the feed at `url`. */
export function start(url: string, options: Partial<MassiveClientOptions> = {}): RunningClient {
  const fixture = new SourceFixture();
  const running = fixture.run(client(url, options));
  stops.push(running.stop);
  return { fixture, ...running };
}

/** Whether the client says that it is connected; for `until`. */
export const connected = (fixture: SourceFixture) => (): boolean => fixture.state === "connected";

/** A feed that greets, acknowledges, and then does `ready` on each connection. */
export function politeFeed(ready: (socket: ScriptSocket, n: number) => void): ScriptedFeed {
  return serve({
    open: (socket) => socket.send(greet),
    message: (socket, text, n) => {
      massiveHandshake(socket, text);
      if (text.includes("subscribe")) ready(socket, n);
    },
  });
}
