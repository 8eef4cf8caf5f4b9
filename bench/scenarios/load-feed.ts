/** The thread of load-feed-worker.ts, and a config that makes an engine its subscriber. */
import { join } from "node:path";
import { defaultConfig, type EngineConfig } from "#schemas";
import type { LoadPlan, LoadReport } from "./load-feed-worker.ts";

/** Environment that the config's apiKeyEnv names; the feed takes any key. */
export const LOAD_ENVIRONMENT: Record<string, string> = { TICKSCOPE_BENCH_KEY: "bench" };

/** A feed that listens. */
export class LoadFeed {
  readonly port: number;
  readonly #worker: Worker;
  readonly #heard: Map<string, LoadReport>;
  readonly #waiting: Map<string, () => void>;

  private constructor(
    worker: Worker,
    port: number,
    heard: Map<string, LoadReport>,
    waiting: Map<string, () => void>,
  ) {
    this.#worker = worker;
    this.port = port;
    this.#heard = heard;
    this.#waiting = waiting;
  }

  static async start(plan: LoadPlan): Promise<LoadFeed> {
    const worker = new Worker(join(import.meta.dir, "load-feed-worker.ts"));
    const heard = new Map<string, LoadReport>();
    const waiting = new Map<string, () => void>();
    const isReady = Promise.withResolvers<number>();
    worker.onmessage = ({ data }: MessageEvent<LoadReport>) => {
      heard.set(data.type, data);
      if (data.type === "ready") isReady.resolve(data.port);
      waiting.get(data.type)?.();
    };
    worker.postMessage(plan);
    return new LoadFeed(worker, await isReady.promise, heard, waiting);
  }

  /** Resolves when somebody has subscribed. */
  async subscribed(): Promise<void> {
    await this.#next("subscribed");
  }

  /** Sends everything; resolves when the last frame is with the socket. */
  async send(): Promise<Extract<LoadReport, { type: "sent" }>> {
    this.#worker.postMessage("go");
    return this.#next("sent");
  }

  stop(): void {
    this.#worker.terminate();
  }

  async #next<T extends LoadReport["type"]>(type: T): Promise<Extract<LoadReport, { type: T }>> {
    if (!this.#heard.has(type)) {
      await new Promise<void>((resolve) => this.#waiting.set(type, resolve));
    }
    return this.#heard.get(type) as Extract<LoadReport, { type: T }>;
  }

  /** What makes an engine read this feed, each of its probes an event. */
  config(cadenceMs: number): Partial<EngineConfig> {
    const { detectors, massive } = defaultConfig();
    return {
      source: "massive",
      cadenceMs,
      detectors: { ...detectors, highLow: { ...detectors.highLow, cooldownSeconds: 0 } },
      massive: {
        ...massive,
        url: `ws://127.0.0.1:${this.port}`,
        apiKeyEnv: Object.keys(LOAD_ENVIRONMENT)[0]!,
        channels: ["T"],
        symbols: ["*"],
      },
    };
  }
}
