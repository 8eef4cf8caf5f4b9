/** A client on a plain WebSocket: `/ws` with envelopes, or one event's bare data. Main thread. */
import { envelope } from "#codec";
import {
  type ClientLink,
  type Endpoint,
  SEND_ACCEPTED,
  SEND_BUFFERED,
  SEND_REFUSED,
  type SendResult,
} from "./client-link.ts";
import type { EdgeSocket } from "./edge-server.ts";

/** Endpoints of plain WebSockets. */
export type RawEndpoint = Exclude<Endpoint, "/socket.io/">;

/** The one event of a bare endpoint; null = all of them, in envelopes. */
const BARE_EVENTS: Record<RawEndpoint, string | null> = {
  "/ws": null,
  "/ws/stock_data": "stock_data",
  "/ws/status_update": "status_update",
};

/** The endpoint of a path, with or without a slash at its end; undefined for any other path. */
export function rawEndpointOf(path: string): RawEndpoint | undefined {
  const plain = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  return Object.hasOwn(BARE_EVENTS, plain) ? (plain as RawEndpoint) : undefined;
}

/** The message that carries an event's data on an endpoint. */
export function rawMessage(
  endpoint: RawEndpoint,
  event: string,
  dataText: string,
  epoch: string,
  seq: number,
): string {
  return BARE_EVENTS[endpoint] === null ? envelope(event, dataText, epoch, seq) : dataText;
}

/** What a send of the server's came to. */
export function sendResultOf(serverResult: number): SendResult {
  if (serverResult > 0) return SEND_ACCEPTED;
  return serverResult === -1 ? SEND_BUFFERED : SEND_REFUSED;
}

export class RawLink<T> implements ClientLink {
  readonly endpoint: RawEndpoint;
  readonly remoteAddress: string;
  readonly loadsLate = false;
  readonly #socket: EdgeSocket<T>;
  readonly #epoch: string;
  readonly #bareEvent: string | null;

  /** `epoch`: this run of the engine, beside `seq` in every envelope. */
  constructor(socket: EdgeSocket<T>, endpoint: RawEndpoint, epoch: string) {
    this.#socket = socket;
    this.endpoint = endpoint;
    this.remoteAddress = socket.remoteAddress;
    this.#epoch = epoch;
    this.#bareEvent = BARE_EVENTS[endpoint];
  }

  carries(event: string): boolean {
    return this.#bareEvent === null || this.#bareEvent === event;
  }

  send(event: string, dataText: string, seq: number): SendResult {
    const text = rawMessage(this.endpoint, event, dataText, this.#epoch, seq);
    return sendResultOf(this.#socket.send(text));
  }

  subscribe(topic: string): boolean {
    return this.#socket.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    this.#socket.unsubscribe(topic);
  }

  bufferedBytes(): number {
    return this.#socket.getBufferedAmount();
  }

  end(code: number, reason: string): void {
    this.#socket.end(code, reason);
  }

  close(): void {
    this.#socket.close();
  }
}
