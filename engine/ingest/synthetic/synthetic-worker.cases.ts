/**
 * Known answers of synthetic-worker.ts: what the thread says. It listens on the loopback interface;
 * nobody connects.
 */

import type { Observe } from "#schemas";
import { orNever } from "../testing/loopback-rig.ts";
import type { SyntheticFeedOptions } from "./synthetic-feed.ts";
import type { SyntheticReport, SyntheticRequest } from "./synthetic-worker.ts";

const OPTIONS: SyntheticFeedOptions = {
  seed: 3,
  symbols: 20,
  ticksPerSecond: 100,
  startEpochUs: Date.UTC(2024, 5, 3, 14) * 1000,
  apiKey: "key",
  speed: "max",
  preRollSeconds: 0,
  durationEventSeconds: 1,
};

/** A thread that starts has modules to load. */
const START_TURNS_MAX = 500;

/** Asks the thread, and returns what it says next. */
function ask(
  worker: Worker,
  message: SyntheticFeedOptions | SyntheticRequest,
): Promise<SyntheticReport | "never"> {
  const { promise, resolve } = Promise.withResolvers<SyntheticReport>();
  worker.onmessage = (event: MessageEvent<SyntheticReport>) => resolve(event.data);
  worker.postMessage(message);
  return orNever(promise, START_TURNS_MAX);
}

export default async function cases(observe: Observe): Promise<void> {
  const entry = new URL("./synthetic-worker.ts", import.meta.url);
  const [worker, other] = [new Worker(entry), new Worker(entry)];
  try {
    const ready = await ask(worker, OPTIONS);
    const port = ready !== "never" && ready.type === "ready" ? ready.port : 0;
    const said = (value: unknown) => JSON.stringify(value).replaceAll(`${port}`, "PORT");
    observe(
      "start",
      "ready, with a port",
      [port > 0, said(ready)],
      [true, '{"type":"ready","port":PORT,"url":"ws://127.0.0.1:PORT/stocks"}'],
    );
    observe("start", "counts", await ask(worker, "counts"));
    observe("start", "a port that is taken", said(await ask(other, { ...OPTIONS, port })));
    observe("start", "stopped", await ask(worker, "stop"), { type: "stopped" });
  } finally {
    worker.terminate();
    other.terminate();
  }
}
