/** A client that speaks Socket.IO. Main thread. */
import type { ServerWebSocket } from "bun";
import type { Socket } from "socket.io";
import { quoted } from "#codec";
import {
  type ClientLink,
  SEND_ACCEPTED,
  SEND_BUFFERED,
  SEND_REFUSED,
  type SendResult,
} from "./client-link.ts";
import { sendResultOf } from "./raw-link.ts";

/** A Socket.IO client's connection below Socket.IO: the `conn` of socket.io. */
export type EngineConnection = Socket["conn"];

/**
 * Bun's WebSocket as bun-engine sees it, with a memory: bun-engine drops the server's verdict on a
 * send, and "delivered" must mean that the server accepted it.
 */
export class ObservedSocket<T> {
  readonly data: T;
  /** Verdict on the newest send; see EdgeSocket.send. */
  lastSendResult = 0;
  #closeCode: number | undefined;
  #closeReason: string | undefined;
  readonly #ws: ServerWebSocket<unknown>;

  constructor(ws: ServerWebSocket<unknown>, data: T) {
    this.#ws = ws;
    this.data = data;
  }

  get readyState(): number {
    return this.#ws.readyState;
  }

  get bufferedBytes(): number {
    return this.#ws.getBufferedAmount();
  }

  send(data: string | Bun.BufferSource): number {
    this.lastSendResult = this.#ws.send(data);
    return this.lastSendResult;
  }

  /** The code and reason that the next close() tells the client. */
  closeWith(code: number, reason: string): void {
    this.#closeCode = code;
    this.#closeReason = reason;
  }

  close(): void {
    this.#ws.close(this.#closeCode, this.#closeReason);
  }

  terminate(): void {
    this.#ws.terminate();
  }
}

export class SocketIoLink implements ClientLink {
  readonly endpoint = "/socket.io/";
  readonly remoteAddress: string;
  readonly loadsLate = true;
  readonly #connection: EngineConnection;
  /** The WebSocket that the connection uses now; undefined while it polls. */
  readonly #socketNow: () => ObservedSocket<unknown> | undefined;
  /** Characters that wait for the client's next poll. */
  #unpolled = 0;

  constructor(
    connection: EngineConnection,
    remoteAddress: string,
    socketNow: () => ObservedSocket<unknown> | undefined,
  ) {
    this.#connection = connection;
    this.remoteAddress = remoteAddress;
    this.#socketNow = socketNow;
    connection.on("flush", () => {
      this.#unpolled = 0;
    });
  }

  carries(): boolean {
    return true;
  }

  send(event: string, dataText: string): SendResult {
    if (this.#connection.readyState !== "open") return SEND_REFUSED;
    // An EVENT packet of socket.io-protocol version 5, default namespace.
    const packet = `2[${quoted(event)},${dataText}]`;
    const socket = this.#socketNow();
    if (socket !== undefined) {
      socket.lastSendResult = 0;
      this.#connection.write(packet);
      return sendResultOf(socket.lastSendResult);
    }
    this.#unpolled += packet.length;
    this.#connection.write(packet); // "flush" resets the count when a poll was waiting
    return this.#unpolled === 0 ? SEND_ACCEPTED : SEND_BUFFERED;
  }

  /** The WebSocket is engine.io's and may be a poll the next moment: no topic is sure to reach it. */
  subscribe(): boolean {
    return false;
  }

  unsubscribe(): void {
    // It never is on one.
  }

  bufferedBytes(): number {
    return this.#socketNow()?.bufferedBytes ?? this.#unpolled;
  }

  end(code: number, reason: string): void {
    this.#socketNow()?.closeWith(code, reason);
    this.#connection.close();
  }

  close(): void {
    this.#socketNow()?.terminate();
    this.#connection.close();
  }
}
