/**
 * Known answers of feed-connection.ts. The module is a connection: each scenario runs one against a
 * server of its own on the loopback interface; all run side by side, and none tells a time.
 */
import { type Observe, of, TickscopeError } from "#schemas";
import type { FixtureContext } from "../testing/cases-fixture.ts";
import { type Report, Scenarios } from "../testing/feed-connection-rig.ts";
import { SilentServer } from "../testing/loopback-rig.ts";
import { FeedConnection, type FeedLink } from "./feed-connection.ts";

const SHORT_MS = 12;

/** Ends the source when the second connection opens. */
const endOnSecond = (link: FeedLink, connection: number): void => {
  if (connection === 2) link.end("second");
};

/** Stops the engine when the source says `state`. */
const stopOn =
  (state: string) =>
  (context: FixtureContext): void => {
    context.onState = (now) => {
      if (now === state) context.abort.abort();
    };
  };

function handshakes(all: Scenarios): Promise<Report>[] {
  const greeting = all.serve({
    open: (socket) => socket.send("hello"),
    message: (socket, text) => socket.send(`echo ${text}`),
  });
  const refused = new TickscopeError("SOURCE_AUTH_FAILED", "no key");
  const bug = new Error("a bug");
  return [
    all.run(
      [of(FeedConnection, "run"), of(FeedConnection, "run")],
      "stopped before it runs",
      greeting,
      {
        steer: (context) => context.abort.abort(),
      },
    ),
    all.run([of(FeedConnection, "run"), of(FeedConnection, "run")], "no URL", "no url", {}),
    all.run(["#open", of(FeedConnection, "end")], "the end at once", greeting, {
      opened: (link) => link.end("over"),
    }),
    all.run(["#opened", of(FeedConnection, "fail")], "a feed that refuses", greeting, {
      opened: (link) => link.fail(refused),
    }),
    all.run([of(FeedConnection, "send"), of(FeedConnection, "ready")], "two frames", greeting, {
      opened: (link) => link.send("hi"),
      frame: (link, data) => {
        if (data === "hello") link.ready("all there");
        else link.end("over");
        return 2;
      },
    }),
    all.run(["#message", "#message"], "a decoder that throws", greeting, {
      frame: () => {
        throw bug;
      },
    }),
    all.run(["#opened", "#connectOnce"], "stopped when connected", greeting, {
      opened: (link) => link.ready("there"),
      steer: stopOn("connected"),
    }),
    all.run(["#connectOnce", of(FeedConnection, "reconnect")], "given up once", greeting, {
      opened: endOnSecond,
      frame: (link, _, connection) => {
        if (connection === 1) link.reconnect("SOURCE_CLOSED", "why");
        return 0;
      },
    }),
  ];
}

/** The address of a server whose first connection becomes a WebSocket, and no other. */
function openingOnce(all: Scenarios): string {
  let isFirst = true;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, upgrading) => {
      const isOpening = isFirst && upgrading.upgrade(request);
      isFirst = false;
      return isOpening ? undefined : new Response("no more", { status: 426 });
    },
    websocket: { message: () => undefined },
  });
  return `ws://127.0.0.1:${all.keep(server).port}/`;
}

function closings(all: Scenarios): Promise<Report>[] {
  const closing = (code: number, reason: string) =>
    all.serve({ open: (socket, n) => n === 0 && socket.close(code, reason) });
  const silent = all.keep(new SilentServer(false));
  const web = all.keep(
    Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response("no", { status: 426 }) }),
  );
  const stopped = stopOn("disconnected");
  return [
    all.run(["#open", "#closed"], "closed with a reason", closing(4001, "bye"), {
      opened: endOnSecond,
    }),
    all.run(["#open", "#closed"], "closed without a reason", closing(4002, ""), {
      opened: endOnSecond,
    }),
    all.run(["#open", "#connectFailed"], "no WebSocket", `ws://127.0.0.1:${web.port}/`, {
      steer: stopped,
    }),
    all.run(["#open", "#connectOnce"], "a server that opens once", openingOnce(all), {
      opened: (link) => link.reconnect("SOURCE_CLOSED", "why"),
      steer: (context) => {
        let left = 2;
        context.onState = (state) => {
          if (state === "disconnected" && --left === 0) context.abort.abort();
        };
      },
    }),
    all.run(["#check", "#check"], "a server that never opens", silent.url, {
      options: { connectTimeoutMs: SHORT_MS },
      steer: stopped,
    }),
  ];
}

function watches(all: Scenarios): Promise<Report>[] {
  const quiet = all.serve({});
  const early = all.serve({ open: (socket) => socket.send("hello") });
  return [
    all.run(["#check", "#check"], "late, and then ready", quiet, {
      options: { readyTimeoutMs: SHORT_MS },
      late: (link) => {
        link.ready("late");
        // Some more looks of the watch: it must not say so twice.
        setTimeout(() => link.end("over"), 3 * SHORT_MS);
      },
    }),
    all.run(["#check", "#check"], "late without being ready", quiet, {
      options: { readyTimeoutMs: SHORT_MS },
      late: (link) => void setTimeout(() => link.end("over"), 3 * SHORT_MS),
    }),
    all.run(["#connectOnce", "#check"], "late on two connections", quiet, {
      options: { readyTimeoutMs: SHORT_MS },
      late: (link, connection) => {
        if (connection === 1) link.reconnect("SOURCE_CLOSED", "late");
        else link.end("over");
      },
    }),
    all.run(["#check", of(FeedConnection, "ready")], "ready in time", early, {
      // The watch looks every few milliseconds, and long before its limit.
      options: { readyTimeoutMs: 2000, heartbeatMs: SHORT_MS },
      opened: (link) => {
        setTimeout(() => link.ready("in time"), 2 * SHORT_MS);
        setTimeout(() => link.end("over"), 4 * SHORT_MS);
      },
    }),
    all.run(["#check", "#check"], "older than it may be", quiet, {
      options: { lifeMs: 2 * SHORT_MS, heartbeatMs: SHORT_MS },
      opened: (link, connection) => (connection === 1 ? link.ready("there") : link.end("second")),
    }),
  ];
}

async function unanswered(all: Scenarios): Promise<Report> {
  const server = all.keep(new SilentServer(true));
  const report = await all.run(["#check", "#check"], "pings without answers", server.url, {
    options: { heartbeatMs: SHORT_MS },
    opened: endOnSecond,
  });
  return (observe) => {
    observe("#check", "a ping came", server.isPinged, true);
    report(observe);
  };
}

function answered(all: Scenarios): Promise<Report> {
  // Bun's server answers pings by itself.
  return all.run(["#open", "#open"], "pings with answers", all.serve({}), {
    options: { heartbeatMs: SHORT_MS },
    opened: (link) => void setTimeout(() => link.end("over"), 6 * SHORT_MS),
  });
}

function silences(all: Scenarios): Promise<Report>[] {
  const muteMs = SHORT_MS;
  let speak = (): void => undefined;
  const speaking = all.serve({
    open: (socket) => {
      speak = () => socket.send("data");
    },
  });
  let frames = 0;
  let looks = 0;
  let link: FeedLink | undefined;
  const isMarketOpen = () => {
    looks += 1;
    if (looks === 3) link?.end("over");
    return false;
  };
  return [
    all.run(["#checkMute", "#checkMute"], "mute for ever", all.serve({}), {
      options: { muteMs },
      opened: (given, connection) =>
        connection === 1 ? given.ready("there") : given.end("second"),
    }),
    all.run(["#checkMute", "#checkMute"], "silent in a closed market", all.serve({}), {
      options: { muteMs, isMarketOpen },
      opened: (given) => {
        link = given;
        given.ready("there");
      },
    }),
    all.run(["#dataSeen", "#dataSeen"], "mute until data comes, twice", speaking, {
      options: { muteMs },
      opened: (given) => given.ready("there"),
      frame: (given) => {
        frames += 1;
        if (frames === 2) setTimeout(() => given.end("over"), 0);
        return 1;
      },
      steer: (context) => {
        context.onState = (state) => {
          if (state === "mute") speak();
        };
      },
    }),
  ];
}

/** A thread that was busy is not told from a silent feed by time alone: the watch knows better. */
function busy(all: Scenarios): Promise<Report> {
  return all.run(["#check", "#check"], "a busy thread is no mute feed", all.serve({}), {
    options: { muteMs: SHORT_MS },
    opened: (link, connection) => {
      if (connection === 2) {
        link.end("second");
        return;
      }
      link.ready("there");
      const endMs = performance.now() + 5 * SHORT_MS;
      while (performance.now() < endMs);
    },
  });
}

export default async function cases(observe: Observe): Promise<void> {
  const all = new Scenarios();
  try {
    const reports = await Promise.all([
      ...handshakes(all),
      ...closings(all),
      ...watches(all),
      unanswered(all),
      answered(all),
      ...silences(all),
    ]);
    // Alone, because it keeps the others waiting.
    reports.push(await busy(all));
    for (const report of reports) report(observe);
  } finally {
    await all.stop();
  }
}
