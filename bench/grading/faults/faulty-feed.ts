/**
 * A feed outside the engine: the simulated market behind a server of its own, whose messages are changed
 * on their way. Loopback only.
 */
import type { Server, ServerWebSocket } from "bun";
import { SyntheticFeed } from "#engine";
import type { FeedChange } from "./fault.ts";

/** 2025-08-20 10:00 in New York: the market is open and the run repeatable. */
const START_EPOCH_US = 1_755_698_400e6;
/** The key that the market asks for; it is on loopback and no secret. */
export const FEED_KEY = "synthetic";

interface Link {
  market: WebSocket | undefined;
  /** What came before the market's socket was open. */
  waiting: string[];
}

export class FaultyFeed {
  readonly #market: SyntheticFeed;
  readonly #change: FeedChange;
  readonly #server: Server<Link>;
  #messages = 0;

  constructor(change: FeedChange, seed: number) {
    this.#change = change;
    this.#market = new SyntheticFeed({
      apiKey: FEED_KEY,
      seed,
      startEpochUs: START_EPOCH_US,
      symbols: 500,
      ticksPerSecond: 300,
      preRollSeconds: 600,
      durationEventSeconds: null,
      speed: 1,
    });
    this.#market.start();
    this.#server = Bun.serve<Link>({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request, server) => {
        if (server.upgrade(request, { data: { market: undefined, waiting: [] } })) return undefined;
        return new Response("This is a WebSocket feed.\n", { status: 426 });
      },
      websocket: {
        perMessageDeflate: false,
        open: (socket) => this.#open(socket),
        message: ({ data }, text) => {
          if (data.market?.readyState === WebSocket.OPEN) data.market.send(String(text));
          else data.waiting.push(String(text));
        },
        close: ({ data }) => data.market?.close(),
      },
    });
  }

  /** Where an engine connects. */
  get url(): string {
    return `ws://127.0.0.1:${this.#server.port}/stocks`;
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
    await this.#market.stop();
  }

  #open(socket: ServerWebSocket<Link>): void {
    const market = new WebSocket(this.#market.url);
    socket.data.market = market;
    market.onopen = () => {
      for (const text of socket.data.waiting) market.send(text);
    };
    market.onmessage = ({ data }) => {
      const changed = (JSON.parse(String(data)) as Record<string, unknown>[]).flatMap((message) => {
        return this.#change(message, this.#messages++);
      });
      if (changed.length > 0) socket.send(JSON.stringify(changed));
    };
    market.onclose = () => socket.close();
  }
}
