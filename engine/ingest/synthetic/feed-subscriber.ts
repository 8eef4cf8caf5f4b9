/**
 * One client of the synthetic feed: what it subscribed to, and frames on their way to it.
 *
 * Nothing is ever dropped for a client that stays: what the socket does not take at once waits
 * here, `isBehind` says so, and the feed stops its market until the client has read.
 */
import { CHANNELS } from "./simulator.ts";

/** What a subscriber needs of its socket; Bun's ServerWebSocket has it. */
export interface FeedSocket {
  /** Bytes sent, -1 when they wait in the socket's buffer, 0 when they were not taken. */
  send(text: string): number;
  getBufferedAmount(): number;
}

/** Messages in one frame of market data. */
const FRAME_MESSAGES = 80;
/** A socket with more unsent bytes is behind. */
const BUFFERED_BYTES_MAX = 512 * 1024;

export class FeedSubscriber {
  isAuthenticated = false;
  /** Messages handed to the socket, statuses not included. */
  messages = 0;
  frames = 0;
  readonly #socket: FeedSocket;
  readonly #symbols: readonly string[];
  /** 1 = wanted, by channel and symbol. */
  readonly #wanted: Uint8Array;
  #batch = "";
  #batchMessages = 0;
  /** Frames that the socket refused, oldest first. */
  readonly #refused: string[] = [];

  constructor(socket: FeedSocket, symbols: readonly string[]) {
    this.#socket = socket;
    this.#symbols = symbols;
    this.#wanted = new Uint8Array(CHANNELS.length * symbols.length);
  }

  /** Whether anything is subscribed. */
  get isSubscribed(): boolean {
    return this.#wanted.includes(1);
  }

  /** Whether the market has to wait for this client. */
  get isBehind(): boolean {
    return this.#refused.length > 0 || this.#socket.getBufferedAmount() > BUFFERED_BYTES_MAX;
  }

  /**
   * Wants or no longer wants a `channel.symbol` or `channel.*`. Returns "" or why that is
   * impossible.
   */
  want(param: string, isWanted: boolean): string {
    const dot = param.indexOf(".");
    const channel = CHANNELS.indexOf(param.slice(0, dot) as (typeof CHANNELS)[number]);
    if (dot < 0 || channel < 0) return `unknown channel: ${param}`;
    const name = param.slice(dot + 1);
    const at = channel * this.#symbols.length;
    if (name === "*") {
      this.#wanted.fill(isWanted ? 1 : 0, at, at + this.#symbols.length);
      return "";
    }
    const symbol = this.#symbols.indexOf(name);
    if (symbol < 0) return `unknown symbol: ${param}`;
    this.#wanted[at + symbol] = isWanted ? 1 : 0;
    return "";
  }

  /** Adds a message of the market to the frame in work, if it is wanted. @hot */
  message(channel: number, symbol: number, text: string): void {
    if (this.#wanted[channel * this.#symbols.length + symbol] !== 1) return;
    this.#batch += this.#batchMessages === 0 ? `[${text}` : `,${text}`;
    this.#batchMessages += 1;
    if (this.#batchMessages >= FRAME_MESSAGES) this.flush();
  }

  /** Sends the frame in work, however small. */
  flush(): void {
    if (this.#batchMessages === 0) return;
    this.messages += this.#batchMessages;
    this.frames += 1;
    this.#batchMessages = 0;
    this.#send(`${this.#batch}]`);
    this.#batch = "";
  }

  /** Sends a frame of status messages, after everything that went before. */
  status(statuses: readonly (readonly [status: string, message: string])[]): void {
    this.flush();
    const rows = statuses.map(([status, message]) => ({ ev: "status", status, message }));
    this.#send(JSON.stringify(rows));
  }

  /** The socket has room again. */
  drain(): void {
    while (this.#refused.length > 0) {
      if (this.#socket.send(this.#refused[0] as string) === 0) return;
      this.#refused.shift();
    }
  }

  #send(frame: string): void {
    // Order first: behind a refused frame everything waits.
    if (this.#refused.length > 0 || this.#socket.send(frame) === 0) this.#refused.push(frame);
  }
}
