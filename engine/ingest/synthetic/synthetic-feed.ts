/**
 * The synthetic feed: the simulated market behind a real WebSocket server that speaks the Massive
 * dialect, so that the engine reaches it through the client of the live feed.
 *
 * The market stands still while nobody is subscribed and while a subscriber is behind: it has its
 * own clock, and losing messages is not a way to catch up. The pre-roll runs at full speed.
 */
import type { Server, ServerWebSocket } from "bun";
import { TickscopeError } from "#schemas";
import { END_OF_SESSION } from "../massive/massive-client.ts";
import { FeedSubscriber } from "./feed-subscriber.ts";
import { MarketPace } from "./market-pace.ts";
import { MarketSimulator, type MarketSink, type SimulatorOptions } from "./simulator.ts";

export interface SyntheticFeedOptions extends SimulatorOptions {
  /** The key that clients must send. */
  readonly apiKey: string;
  /** Event seconds per wall second, above 0, or as fast as the clients read. */
  readonly speed: number | "max";
  /** Event seconds at full speed before `speed` counts. */
  readonly preRollSeconds: number;
  /** Event seconds after the pre-roll until the session ends; null = it does not end. */
  readonly durationEventSeconds: number | null;
  /** Default 0: any free port. Listens on 127.0.0.1 only. */
  readonly port?: number;
}

/** What the feed has sent. */
export interface SyntheticFeedCounts {
  clients: number;
  frames: number;
  messages: number;
  ticks: number;
  marketEpochUs: number;
}

type Socket = ServerWebSocket<{ subscriber: FeedSubscriber | undefined }>;

/** Longest turn of the market before the event loop gets its own. */
const TURN_MS = 8;
/** Pause between turns at a given speed; frames are never held back longer. */
const TICK_MS = 10;
const STEPS_PER_LOOK = 4;
const MESSAGE_BYTES_MAX = 1024 * 1024;
const BACKPRESSURE_BYTES_MAX = 64 * 1024 * 1024;
const IDLE_SECONDS = 60;

export class SyntheticFeed implements MarketSink {
  readonly #options: SyntheticFeedOptions;
  readonly #market: MarketSimulator;
  readonly #pace: MarketPace;
  readonly #endEpochUs: number;
  readonly #subscribers: FeedSubscriber[] = [];
  #server: Server<{ subscriber: FeedSubscriber | undefined }> | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isTurnDue = false;
  #isEnded = false;
  /** Counts of clients that have left. */
  #leftFrames = 0;
  #leftMessages = 0;

  constructor(options: SyntheticFeedOptions) {
    this.#options = options;
    this.#market = new MarketSimulator(options, this);
    const liveUs = this.#market.nowEpochUs + options.preRollSeconds * 1e6;
    this.#pace = new MarketPace(options.speed, liveUs);
    this.#endEpochUs = liveUs + (options.durationEventSeconds ?? Number.POSITIVE_INFINITY) * 1e6;
  }

  /** Where clients connect; "" before start. */
  get url(): string {
    return this.#server === undefined ? "" : `ws://127.0.0.1:${this.#server.port}/stocks`;
  }

  /** The port that it listens on; 0 before start. */
  get port(): number {
    return this.#server?.port ?? 0;
  }

  get counts(): SyntheticFeedCounts {
    let frames = this.#leftFrames;
    let messages = this.#leftMessages;
    for (const subscriber of this.#subscribers) {
      frames += subscriber.frames;
      messages += subscriber.messages;
    }
    const { tickCount, nowEpochUs } = this.#market;
    const clients = this.#subscribers.length;
    return { clients, frames, messages, ticks: tickCount, marketEpochUs: nowEpochUs };
  }

  /** Listens. Throws PORT_IN_USE when the port is taken. */
  start(): void {
    const { port = 0 } = this.#options;
    try {
      this.#server = Bun.serve({
        hostname: "127.0.0.1",
        port,
        fetch: (request, server) => {
          if (server.upgrade(request, { data: { subscriber: undefined } })) return undefined;
          return new Response("This is a WebSocket feed.\n", { status: 426 });
        },
        websocket: {
          maxPayloadLength: MESSAGE_BYTES_MAX,
          backpressureLimit: BACKPRESSURE_BYTES_MAX,
          idleTimeout: IDLE_SECONDS,
          perMessageDeflate: false,
          open: (socket) => this.#joined(socket),
          message: (socket, data) => this.#heard(socket, data),
          drain: (socket) => {
            socket.data.subscriber?.drain();
            this.#wake();
          },
          close: (socket) => this.#left(socket),
        },
      });
    } catch (thrown) {
      const said = `the synthetic feed cannot listen on 127.0.0.1:${port}: ${String(thrown)}`;
      throw new TickscopeError("PORT_IN_USE", said, { cause: thrown });
    }
    this.#timer = setInterval(() => this.#wake(), TICK_MS);
  }

  /** Closes all connections and the port. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isEnded = true;
    await this.#server?.stop(true);
  }

  /** The market's messages, one by one. @hot */
  message(channel: number, stock: number, text: string): void {
    for (let i = 0; i < this.#subscribers.length; i++) {
      this.#subscribers[i]!.message(channel, stock, text);
    }
  }

  #joined(socket: Socket): void {
    const subscriber = new FeedSubscriber(socket, this.#market.symbols);
    socket.data.subscriber = subscriber;
    this.#subscribers.push(subscriber);
    subscriber.status([["connected", "Connected Successfully"]]);
  }

  #left(socket: Socket): void {
    const { subscriber } = socket.data;
    if (subscriber === undefined) return;
    this.#subscribers.splice(this.#subscribers.indexOf(subscriber), 1);
    this.#leftFrames += subscriber.frames;
    this.#leftMessages += subscriber.messages;
    this.#wake();
  }

  #heard(socket: Socket, data: string | Buffer): void {
    const { subscriber } = socket.data;
    if (subscriber === undefined) return;
    const request = requestOf(data);
    if (request === undefined) {
      subscriber.status([["error", 'expected {"action":"…","params":"…"}']]);
    } else if (request.action === "auth") {
      this.#authenticate(socket, subscriber, request.params);
    } else if (!subscriber.isAuthenticated) {
      subscriber.status([["error", "not authenticated"]]);
    } else if (request.action === "subscribe" || request.action === "unsubscribe") {
      this.#subscribe(subscriber, request.params, request.action === "subscribe");
    } else {
      subscriber.status([["error", `unknown action: ${request.action}`]]);
    }
  }

  #authenticate(socket: Socket, subscriber: FeedSubscriber, key: string): void {
    if (key === this.#options.apiKey) {
      subscriber.isAuthenticated = true;
      subscriber.status([["auth_success", "authenticated"]]);
      return;
    }
    subscriber.status([["auth_failed", "authentication failed"]]);
    socket.close(1008, "authentication failed");
  }

  #subscribe(subscriber: FeedSubscriber, params: string, isWanted: boolean): void {
    const done = isWanted ? "subscribed to: " : "unsubscribed to: ";
    const statuses = params.split(",").map((text): [string, string] => {
      const param = text.trim();
      const problem = subscriber.want(param, isWanted);
      return problem === "" ? ["success", done + param] : ["error", problem];
    });
    subscriber.status(statuses);
    if (this.#isEnded) this.#sayEnd(subscriber);
    this.#wake();
  }

  #sayEnd(subscriber: FeedSubscriber): void {
    subscriber.status([[END_OF_SESSION, "the simulated session ended"]]);
  }

  /** Asks for a turn of the market; at most one is due at any time. */
  #wake(): void {
    if (this.#isTurnDue || this.#isEnded) return;
    this.#isTurnDue = true;
    setImmediate(() => {
      this.#isTurnDue = false;
      if (this.#turn()) this.#wake();
    });
  }

  /** Whether somebody listens and nobody is behind. */
  #mayMove(): boolean {
    let isHeard = false;
    for (const subscriber of this.#subscribers) {
      if (!subscriber.isSubscribed) continue;
      if (subscriber.isBehind) return false;
      isHeard = true;
    }
    if (!isHeard) this.#pace.pause();
    return isHeard;
  }

  /** Moves the market on for a moment. Returns whether there is more to do right away. */
  #turn(): boolean {
    if (this.#isEnded || !this.#mayMove()) return false;
    const market = this.#market;
    const startMs = performance.now();
    const targetUs = this.#pace.targetEpochUs(market.nowEpochUs, startMs);
    const untilUs = Math.min(targetUs, this.#endEpochUs);
    const isFull = targetUs === Number.POSITIVE_INFINITY;
    while (market.nowEpochUs < untilUs && performance.now() - startMs < TURN_MS) {
      // A pre-roll ends on the step, not on the turn, or the live part would begin late.
      for (let i = 0; i < STEPS_PER_LOOK && market.nowEpochUs < untilUs; i++) market.step();
      if (isFull && !this.#pace.isFullSpeed(market.nowEpochUs)) break;
      if (!this.#mayMove()) break;
    }
    for (const subscriber of this.#subscribers) subscriber.flush();
    if (market.nowEpochUs >= this.#endEpochUs) {
      this.#isEnded = true;
      for (const subscriber of this.#subscribers) {
        if (subscriber.isSubscribed) this.#sayEnd(subscriber);
      }
      return false;
    }
    return market.nowEpochUs < untilUs;
  }
}

/** A client's message, or undefined when it is none. */
function requestOf(data: string | Buffer): { action: string; params: string } | undefined {
  if (typeof data !== "string") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return undefined; // answered with an error status
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { action, params } = value as { action?: unknown; params?: unknown };
  return typeof action === "string" && typeof params === "string" ? { action, params } : undefined;
}
