/**
 * A connection to an engine that stays: dials again with back-off and jitter, goes on where it was,
 * and tells of every gap, so that a page can never show a hole as if there was none.
 */
import { Backoff } from "./backoff.ts";
import type { ConnectionState, Gap } from "./connection-state.ts";
import { type EngineMessage, readMessage } from "./engine-message.ts";
import { type Filters, Subscription, type Universe } from "./subscription.ts";

const BACKOFF_FIRST_MS = 300;
/** An engine that comes back is found within this. */
const BACKOFF_MAX_MS = 3000;
/** The engine speaks every 2 s; a connection that is silent for this long is dead. */
const SILENT_MS_MAX = 15_000;
const WATCH_EVERY_MS = 1000;

export interface ClientOptions {
  /** Such as `ws://localhost:5000/ws`. */
  readonly url: string;
  /** Every message, in order. Another `epoch` than before: all that was known belongs to an older run. */
  readonly onMessage: (message: EngineMessage) => void;
  /** The connection was lost and is back; called before any message of the new connection but the first. */
  readonly onGap?: (gap: Gap) => void;
  /** Frames were joined because this client is slow: the newest row per symbol and list was kept. */
  readonly onConflated?: (frames: number) => void;
  /** Something arrived that is no message. */
  readonly onProblem?: (problem: string) => void;
}

/** Where this client is in the engine's run. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

export class TickscopeClient {
  readonly #options: ClientOptions;
  readonly #subscription: Subscription = new Subscription();
  readonly #backoff: Backoff = new Backoff(BACKOFF_FIRST_MS, BACKOFF_MAX_MS);
  #socket: WebSocket | undefined;
  #position: Position | undefined;
  /** performance.now() of the newest message and of the next dial. */
  #heardLocalMs: number | undefined;
  #retryLocalMs = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;
  /** Whether this connection told the engine where it was; and what it is owed when it did not. */
  #isResuming = false;
  #gapToTell: Gap["reason"] | undefined;
  #wantsRefresh = false;
  /** The address does not say the subscription as it is now: messages must, once the socket is open. */
  #mustSubscribe = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** How the connection is now. */
  get state(): ConnectionState {
    if (this.#watch === undefined) return { kind: "closed" };
    const nowLocalMs = performance.now();
    const silentMs = this.#heardLocalMs === undefined ? null : nowLocalMs - this.#heardLocalMs;
    const { readyState } = this.#socket ?? {};
    if (readyState === WebSocket.OPEN) return { kind: "open", silentMs: silentMs ?? 0 };
    if (readyState === WebSocket.CONNECTING) return { kind: "connecting" };
    return { kind: "waiting", retryMs: Math.max(0, this.#retryLocalMs - nowLocalMs), silentMs };
  }

  get universe(): Universe {
    return this.#subscription.universe;
  }

  get filters(): Filters {
    return this.#subscription.filters;
  }

  /** Connects, and stays connected until close(). */
  connect(): void {
    if (this.#watch !== undefined) return;
    this.#watch = setInterval(() => this.#lookForSilence(), WATCH_EVERY_MS);
    this.#dial();
  }

  /** Ends the connection. */
  close(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
    clearTimeout(this.#retry);
    this.#drop();
  }

  /** Dials now if it waits: the network is back, or somebody looks at the page again. */
  retryNow(): void {
    if (this.state.kind === "waiting") this.#dial();
  }

  /** Frames from now on hold these symbols only. Holds across connections. */
  subscribe(universe: Universe): void {
    this.#subscription.universe = universe;
    this.#mustSubscribe = !this.#send({ action: "subscribe", universe });
  }

  /** Frames from now on hold only rows that pass; `{}` = all. Holds across connections. */
  filter(filters: Filters): void {
    this.#subscription.filters = filters;
    this.#mustSubscribe = !this.#send({ action: "filters", filters });
  }

  /** Asks for a frame with the newest rows of every list; at once, or when the connection is back. */
  refresh(): void {
    if (!this.#send({ action: "refresh" })) this.#wantsRefresh = true;
  }

  #send(message: object): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Forgets the socket: what it still says does not count. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #dial(): void {
    clearTimeout(this.#retry);
    this.#drop();
    const query = this.#subscription.query();
    const url = new URL(this.#options.url);
    for (const [key, value] of query ?? []) url.searchParams.set(key, value);
    this.#isResuming = this.#position !== undefined && query !== undefined;
    this.#gapToTell = undefined;
    if (this.#position !== undefined && query !== undefined) {
      url.searchParams.set("epoch", this.#position.epoch);
      url.searchParams.set("seq", String(this.#position.seq));
    } else if (this.#position !== undefined) this.#gapToTell = "subscription";
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#mustSubscribe = query === undefined;
    socket.onopen = () => this.#onOpen();
    socket.onmessage = ({ data }) => this.#onText(String(data));
    socket.onclose = () => this.#wait();
  }

  #onOpen(): void {
    if (this.#mustSubscribe) {
      for (const message of this.#subscription.messages()) this.#send(message);
    }
    if (this.#mustSubscribe || this.#wantsRefresh) this.#send({ action: "refresh" });
    this.#mustSubscribe = false;
    this.#wantsRefresh = false;
  }

  #wait(): void {
    this.#drop();
    const waitMs = this.#backoff.next();
    this.#retryLocalMs = performance.now() + waitMs;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#dial(), waitMs);
  }

  #lookForSilence(): void {
    const { state } = this;
    if (state.kind === "open" && state.silentMs > SILENT_MS_MAX) this.#wait();
  }

  #onText(text: string): void {
    const message = readMessage(text);
    if (message === undefined) {
      this.#options.onProblem?.(`not a message: ${text.slice(0, 80)}`);
      return;
    }
    const lostMs = performance.now() - (this.#heardLocalMs ?? performance.now());
    this.#heardLocalMs = performance.now();
    this.#backoff.reset();
    if (this.#gapToTell !== undefined) {
      const reason = this.#gapToTell;
      this.#gapToTell = undefined;
      this.#options.onGap?.({ lostMs, recovered: false, reason, frames: 0 });
    }
    this.#follow(message, lostMs);
    this.#options.onMessage(message);
  }

  /** Keeps the position, and tells of what is missing. */
  #follow(message: EngineMessage, lostMs: number): void {
    const { event, epoch, seq } = message;
    if (event === "resume") this.#options.onGap?.({ lostMs, ...message.data });
    if (event !== "stock_data" && event !== "session_reset") return;
    const last = this.#position;
    this.#position = { epoch, seq };
    if (last === undefined || last.epoch !== epoch) return;
    // A snapshot after a gap jumps, too; that gap has been told.
    if (seq > last.seq + 1 && !this.#isResuming) this.#options.onConflated?.(seq - last.seq - 1);
    this.#isResuming = false;
  }
}
