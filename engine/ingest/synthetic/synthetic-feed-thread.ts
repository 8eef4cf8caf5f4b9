/**
 * The synthetic feed's own thread, seen from the main thread: starts it, knows its address, ends it.
 *
 * It stands for the world outside: a WebSocket server that the engine dials. Were it to die, the
 * engine would see a feed that closed.
 */

import type { ErrorLog } from "#engine/telemetry";
import { type EngineConfig, TickscopeError } from "#schemas";
import { defaultStartEpochUs } from "./market-hours.ts";
import type { SyntheticFeedOptions } from "./synthetic-feed.ts";
import type { SyntheticReport } from "./synthetic-worker.ts";

/** The key of the synthetic feed: it listens on loopback only, so this is no secret. */
export const SYNTHETIC_API_KEY = "synthetic";
const READY_MS_MAX = 10_000;

export class SyntheticFeedThread {
  readonly #options: SyntheticFeedOptions;
  readonly #errors: ErrorLog;
  #worker: Worker | undefined;
  #url: string | null = null;

  constructor(config: EngineConfig, errors: ErrorLog) {
    const { start, seed, speed, synthetic } = config;
    this.#errors = errors;
    this.#options = {
      ...synthetic,
      seed,
      speed,
      startEpochUs:
        start === null
          ? defaultStartEpochUs(Date.now() * 1000, synthetic.preRollSeconds)
          : Date.parse(start) * 1000,
      apiKey: SYNTHETIC_API_KEY,
      durationEventSeconds: null,
    };
  }

  /** `ws://127.0.0.1:PORT/…` once started. */
  get url(): string | null {
    return this.#url;
  }

  /** Resolves when the feed listens; rejects with WORKER_START_FAILED. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (message: string) => {
        clearTimeout(late);
        reject(new TickscopeError("WORKER_START_FAILED", `synthetic feed: ${message}`));
      };
      const late = setTimeout(() => fail(`not ready within ${READY_MS_MAX} ms`), READY_MS_MAX);
      const module = new URL("./synthetic-worker.ts", import.meta.url).href;
      const worker = new Worker(module, { name: "synthetic-feed" });
      this.#worker = worker;
      worker.onerror = (event) => {
        event.preventDefault();
        this.#errors.record("SOURCE_FAILED", `synthetic feed: ${event.message}`, "", event.error);
        fail(event.message);
      };
      worker.onmessage = ({ data }: MessageEvent<SyntheticReport>) => {
        if (data.type === "failed") fail(data.message);
        if (data.type !== "ready") return;
        clearTimeout(late);
        this.#url = data.url;
        resolve();
      };
      worker.postMessage(this.#options);
    });
  }

  /** Ends the feed's thread. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
