/** May traffic come? For `/readyz`: every worker up, the feed connected once, the edge listening. */
import { type Endpoint, jsonResponse } from "#emitter";
import type { EngineStatus } from "#engine";

/** What readiness looks at. */
export interface ReadinessSources {
  status: () => EngineStatus;
  /** Detector workers and the ingest thread, as configured. */
  workers: number;
  isListening: () => boolean;
}

/** Whether an engine takes traffic, and what is missing, in words. */
export interface ReadinessAnswer {
  ready: boolean;
  reasons: string[];
}

export class Readiness {
  readonly #sources: ReadinessSources;
  #wasConnected = false;

  constructor(sources: ReadinessSources) {
    this.#sources = sources;
  }

  /** The feed changed state: once connected is enough, a lost feed is reported by /healthz. */
  feed(state: EngineStatus["feed"]): void {
    if (state === "connected" || state === "ended") this.#wasConnected = true;
  }

  answer(): ReadinessAnswer {
    const { feed, workers } = this.#sources.status();
    const reasons: string[] = [];
    const missing = this.#sources.workers - workers.length;
    if (missing > 0) reasons.push(`${missing} of ${this.#sources.workers} workers are not up yet`);
    for (const { name, state } of workers) {
      if (state !== "running" && !(state === "ended" && feed === "ended")) {
        reasons.push(`${name} is ${state}`);
      }
    }
    if (!this.#wasConnected) reasons.push(`the feed has never connected; its state is ${feed}`);
    if (!this.#sources.isListening()) reasons.push("the edge does not accept clients");
    return { ready: reasons.length === 0, reasons };
  }

  endpoint(): Endpoint {
    const handle = () => {
      const answer = this.answer();
      return jsonResponse(answer.ready ? 200 : 503, answer);
    };
    return { path: "/readyz", methods: ["GET"], access: "any", handle };
  }
}
