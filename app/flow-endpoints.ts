/**
 * `/api/flow` and `/api/flow.svg`: the expected flow, the current one, and how they differ. Main thread.
 *
 * Rates need two looks. One look is kept from the last request; when there is none of a good age, the
 * request waits for its second look. Nothing runs while nobody asks.
 */

import { type Endpoint, jsonResponse } from "#emitter";
import type { Engine } from "#engine";
import type { FlowMap, FlowReading } from "#inspect/flow";
import { routesOf, tracesOf } from "./engine-telling.ts";
import { latenciesOf } from "./summary.ts";

/** Shortest time between two snapshots; below it, single batches show in the rates. */
const WINDOW_MS_MIN = 250;
/** Discard snapshots older than this. */
const WINDOW_MS_MAX = 30_000;

interface Look {
  reading: FlowReading;
  atLocalMs: number;
}

class FlowWatch {
  readonly #engine: Engine;
  #kept: Look | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The map of the window that ends now. */
  async map(): Promise<FlowMap> {
    const { flowMap } = await import("#inspect/flow");
    const before = await this.#before();
    const after = this.#look();
    this.#kept = after;
    const { config, threads } = this.#engine;
    const { workers, feed } = this.#engine.status();
    return flowMap(config, {
      before: before.reading,
      after: after.reading,
      latency: latenciesOf(threads),
      traces: tracesOf(this.#engine),
      workers,
      feed,
      marketStatus: this.#engine.marketClock().marketStatus,
    });
  }

  /** A look of at least WINDOW_MS_MIN ago. */
  async #before(): Promise<Look> {
    const ageMs = performance.now() - (this.#kept?.atLocalMs ?? Number.NEGATIVE_INFINITY);
    const before = this.#kept !== undefined && ageMs <= WINDOW_MS_MAX ? this.#kept : this.#look();
    const restMs = before.atLocalMs + WINDOW_MS_MIN - performance.now();
    if (restMs > 0) await Bun.sleep(restMs);
    return before;
  }

  #look(): Look {
    const reading = { ledger: this.#engine.ledgerSnapshot(), routes: routesOf(this.#engine) };
    return { reading, atLocalMs: performance.now() };
  }
}

/** The endpoints of the flow map of one engine. */
export function flowEndpoints(engine: Engine): Endpoint[] {
  const watch = new FlowWatch(engine);
  const methods = ["GET"];
  return [
    {
      path: "/api/flow",
      methods,
      access: "any",
      handle: async () => jsonResponse(200, await watch.map()),
    },
    {
      path: "/api/flow.svg",
      methods,
      access: "any",
      handle: async () => {
        const { graphOf, svg } = await import("#inspect/flow");
        const headers = {
          "content-type": "image/svg+xml; charset=utf-8",
          "cache-control": "no-store",
        };
        return new Response(svg(graphOf(await watch.map())), { headers });
      },
    },
  ];
}
