/** The page's WebSocket: reconnects with back-off, and knows how old its newest message is. */
import type { EngineMessage } from "./messages.ts";

const BACKOFF_MS = 500;
const BACKOFF_MS_MAX = 15_000;
/** The engine speaks at least every 2 s; silence beyond this is stale. */
const STALE_MS = 5000;
/** A connection that is silent for this long is given up and dialled anew. */
const DEAD_MS = 20_000;

export type ConnectionState = "connecting" | "live" | "stale" | "lost";

export class Connection {
  readonly #url: string;
  readonly #onMessage: (message: EngineMessage) => void;
  #socket: WebSocket | undefined;
  #heardLocalMs = 0;
  #retryLocalMs = 0;
  #backoffMs = BACKOFF_MS;

  constructor(url: string, onMessage: (message: EngineMessage) => void) {
    this.#url = url;
    this.#onMessage = onMessage;
  }

  /** State and words for the header, as of now. */
  describe(): { state: ConnectionState; text: string } {
    const nowLocalMs = performance.now();
    const silentMs = nowLocalMs - this.#heardLocalMs;
    const isOpen = this.#socket?.readyState === WebSocket.OPEN;
    if (isOpen && silentMs < STALE_MS) return { state: "live", text: "live" };
    if (isOpen)
      return { state: "stale", text: `stale: nothing for ${Math.round(silentMs / 1000)} s` };
    if (this.#socket?.readyState === WebSocket.CONNECTING) {
      return { state: "connecting", text: "connecting" };
    }
    const seconds = Math.max(0, Math.ceil((this.#retryLocalMs - nowLocalMs) / 1000));
    return { state: "lost", text: `connection lost, again in ${seconds} s` };
  }

  /** Dials when it is time to; call it a few times a second. */
  tend(): void {
    const nowLocalMs = performance.now();
    const state = this.#socket?.readyState;
    if (state === WebSocket.OPEN && nowLocalMs - this.#heardLocalMs > DEAD_MS)
      this.#socket?.close();
    if (state === WebSocket.OPEN || state === WebSocket.CONNECTING) return;
    if (nowLocalMs >= this.#retryLocalMs) this.#dial();
  }

  #dial(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#heardLocalMs = performance.now();
    // If this attempt fails, the next one waits longer; jitter keeps many pages from coming at
    // once.
    this.#retryLocalMs = this.#heardLocalMs + this.#backoffMs * (0.5 + Math.random() / 2);
    this.#backoffMs = Math.min(this.#backoffMs * 2, BACKOFF_MS_MAX);
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      this.#heardLocalMs = performance.now();
      this.#backoffMs = BACKOFF_MS;
      this.#onMessage(JSON.parse(data) as EngineMessage);
    };
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#retryLocalMs = Math.max(this.#retryLocalMs, performance.now() + this.#backoffMs / 2);
    };
  }
}
