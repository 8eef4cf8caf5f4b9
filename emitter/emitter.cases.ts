/**
 * Known answers of emitter.ts: a whole edge over an engine without threads. It IS a connection, so it
 * listens: on loopback, on a free port.
 */
import type { Observe } from "#schemas";
import { LIMITS } from "./cases-fixture.ts";
import { createEmitter, type Emitter } from "./emitter.ts";
import { highLowSlot } from "./testing/event-slots.ts";
import { InProcessView } from "./testing/in-process-view.ts";

const WAIT_MS_MAX = 5000;

/** A client that keeps what it gets. */
async function connect(emitter: Emitter, path: string) {
  const texts: string[] = [];
  let end = "";
  const ws = new WebSocket(`ws://127.0.0.1:${emitter.port}${path}`);
  ws.onmessage = ({ data }) => texts.push(String(data));
  ws.onclose = ({ code, reason }) => {
    end = `${code} ${reason}`;
  };
  const untilLocalMs = performance.now() + WAIT_MS_MAX;
  const until = async (isDone: () => boolean) => {
    while (!isDone() && performance.now() < untilLocalMs) await Bun.sleep(1);
    return isDone();
  };
  const names = () =>
    texts.map((text) => JSON.parse(text).event ?? Object.keys(JSON.parse(text))[0]);
  return { ws, texts, until, names, end: () => end };
}

function newRig(clientsMax = 3) {
  const view = new InProcessView();
  const emitter = createEmitter({
    view,
    config: {
      host: "127.0.0.1",
      port: 0,
      cadenceMs: 60_000,
      timeZone: "UTC",
      drainMsMax: 3000,
      workerStallMs: 60_000,
      server: { ...LIMITS, clientsMax, bufferedBytesMax: 1_048_576 },
    },
  });
  return { view, emitter };
}

export default async function run(observe: Observe): Promise<void> {
  const { view, emitter } = newRig(1);
  observe("port", "before the start", emitter.port, 0);
  emitter.emitNow();
  await emitter.stop(true);
  observe("emitNow", "nothing before the start", view.ledger.row(9), {
    dropped: {},
    errored: {},
    filtered: {},
    in: 0,
    out: 0,
    produced: 0,
  });
  const { url, port } = await emitter.start();
  try {
    observe(
      "start",
      "its address",
      [port > 0, url.replace(String(port), "PORT"), emitter.port === port],
      [true, "http://localhost:PORT", true],
    );
    const client = await connect(emitter, "/ws");
    observe(
      "#greeting",
      "status, then rows",
      [await client.until(() => client.texts.length >= 2), client.names().slice(0, 2)],
      [true, ["status_update", "stock_data"]],
    );
    const full = await fetch(`http://127.0.0.1:${port}/ws`, { headers: { upgrade: "websocket" } });
    observe("#hasRoom", "one is all", full.status, 503);
    view.push(highLowSlot({ ...view.parts("AAA"), isUp: true }));
    emitter.emitNow();
    const has = (symbol: string) => client.texts.some((text) => text.includes(symbol));
    observe("emitNow", "a frame", await client.until(() => has("AAA")), true);
    observe(
      "clients",
      "one",
      emitter.clients().map(({ id, delivered }) => [id, delivered]),
      [[1, 1]],
    );
    observe("pendingRows", "none", emitter.pendingRows, 0);
    emitter.follow("", { universe: new Set(["AAA"]), filters: null }, "universe");
    observe("followed", "no page", emitter.followed().size, 0);
    observe("follow", "no page, no change", emitter.clients()[0]?.universe, "all");
    observe("isAccepting", "while it runs", emitter.isAccepting, true);
    observe("emissionAgeMs", "is recent", emitter.emissionAgeMs < WAIT_MS_MAX, true);
    observe("departedClients", "none yet", emitter.departedClients().delivered, 0);
    observe(
      "interests",
      "one client",
      emitter.interests("AA").map(({ id, inUniverse }) => [id, inUniverse]),
      [[1, true]],
    );
    client.ws.send('{"action":"ping"}');
    observe(
      "constructor",
      "answers",
      await client.until(() => client.names().includes("pong")),
      true,
    );
    view.engineStatus = { ...view.engineStatus, feed: "disconnected" };
    const isTold = await client.until(() => has('"disconnected"'));
    observe("#look", "tells a new status", isTold, true);
    const answer = await fetch(`${url}/api/status`);
    const status = (await answer.json()) as Record<string, Record<string, unknown>>;
    observe("#report", "keys", Object.keys(status));
    const { runs, cadenceMs } = status.emission ?? {};
    observe("#report", "emission", [runs, cadenceMs, status.clients?.length], [1, 60000, 1]);
    view.push(highLowSlot({ ...view.parts("BBB"), isUp: false }));
    await emitter.stop(true);
    observe("stop", "emits what is queued", await client.until(() => has("BBB")), true);
    observe(
      "stop",
      "says good-bye",
      [await client.until(() => client.end() !== ""), client.end()],
      [true, "1001 the engine has ended"],
    );
    observe("stop", "nobody is left", [emitter.clients().length, view.queue.length], [0, 0]);
    observe("stop", "ledger", [view.ledger.row(9), view.ledger.row(10)]);
    observe("isAccepting", "after the stop", emitter.isAccepting, false);
    observe("departedClients", "one with its rows", emitter.departedClients().delivered, 2);
    emitter.emitNow();
    observe(
      "#drain",
      "errors",
      view.errors.entries().map(({ code }) => code),
      ["CLIENT_LIMIT"],
    );
  } finally {
    await emitter.stop(false);
  }
}
