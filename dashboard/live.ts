/** The engine's messages for every view: what came last, how old it is, and what is missing. */
import {
  type Activity,
  type ContractItem,
  type EngineMessage,
  type Gap,
  type StatusUpdate,
  type StockData,
  TickscopeClient,
} from "#client";
import { forgetOffers } from "./offered-endpoints.ts";

/** Events that a symbol's page can look back on, all symbols together. */
const EVENTS_MAX = 3000;

/** What a view hears. */
export interface LiveListener {
  frame?(data: StockData): void;
  status?(status: StatusUpdate): void;
  /** A session began: highs, lows and surges are over. */
  reset?(): void;
  /** Another run of the engine: everything is over. */
  newRun?(): void;
  gap?(gap: Gap): void;
  /** What the engine says to something this page asked for. */
  answer?(message: EngineMessage): void;
}

export class Live {
  readonly client: TickscopeClient;
  readonly #listeners: LiveListener[] = [];
  #epoch = "";
  #frameLocalMs: number | undefined;
  #marketEpochSeconds = 0;
  #marketLocalMs = 0;
  /** Newest last. */
  #events: ContractItem[] = [];
  activity: Activity | undefined;
  status: StatusUpdate | undefined;
  /** Frames that were joined because this page was slow. */
  conflatedFrames = 0;

  constructor() {
    const url = new URL("/ws", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.client = new TickscopeClient({
      url: url.href,
      onMessage: (message) => this.#take(message),
      onGap: (gap) => this.#tell("gap", gap),
      onConflated: (frames) => {
        this.conflatedFrames += frames;
      },
    });
    window.addEventListener("online", () => this.client.retryNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.client.retryNow();
    });
  }

  listen(listener: LiveListener): void {
    this.#listeners.push(listener);
  }

  /** Seconds since the newest frame came; undefined before the first. */
  get dataAgeSeconds(): number | undefined {
    if (this.#frameLocalMs === undefined) return undefined;
    return (performance.now() - this.#frameLocalMs) / 1000;
  }

  /** The market's time now, as far as events tell; epoch seconds. */
  get marketEpochSeconds(): number {
    return this.#marketEpochSeconds + (performance.now() - this.#marketLocalMs) / 1000;
  }

  /** The newest events of a symbol, oldest first. */
  eventsOf(symbol: string): ContractItem[] {
    // A snapshot holds list after list.
    return this.#events
      .filter(({ ticker }) => ticker === symbol)
      .sort((a, b) => eventEpochSeconds(a) - eventEpochSeconds(b));
  }

  #take(message: EngineMessage): void {
    if (message.epoch !== this.#epoch) {
      if (this.#epoch !== "") {
        this.#events = [];
        this.#marketEpochSeconds = 0;
        forgetOffers();
        for (const listener of this.#listeners) listener.newRun?.();
      }
      this.#epoch = message.epoch;
    }
    switch (message.event) {
      case "stock_data":
        this.#frameLocalMs = performance.now();
        this.activity = message.data.activity;
        this.#remember(message.data);
        this.#tell("frame", message.data);
        break;
      case "status_update":
        this.status = message.data;
        this.#tell("status", message.data);
        break;
      case "session_reset":
        for (const listener of this.#listeners) listener.reset?.();
        break;
      default:
        this.#tell("answer", message);
    }
  }

  #remember({ highs, lows, trending, surging }: StockData): void {
    const lists = [highs, lows, trending.up, trending.down, surging.up, surging.down];
    for (const list of lists) {
      for (const item of list) {
        this.#events.push(item);
        const epochSeconds = eventEpochSeconds(item);
        if (epochSeconds <= this.#marketEpochSeconds) continue;
        this.#marketEpochSeconds = epochSeconds;
        this.#marketLocalMs = performance.now();
      }
    }
    // Cut in steps, not for every frame.
    if (this.#events.length > EVENTS_MAX * 1.5) this.#events = this.#events.slice(-EVENTS_MAX);
  }

  #tell<K extends "frame" | "status" | "gap" | "answer">(
    kind: K,
    value: Parameters<NonNullable<LiveListener[K]>>[0],
  ): void {
    for (const listener of this.#listeners) {
      (listener[kind] as ((value: unknown) => void) | undefined)?.call(listener, value);
    }
  }
}

/** The time of an event: the first part of its id. */
export function eventEpochSeconds({ event_id }: { event_id: string }): number {
  return Number.parseFloat(event_id);
}
