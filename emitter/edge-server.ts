/**
 * The server behind the edge, in uWebSockets' vocabulary: what the emitter needs of it and no more.
 *
 * There is no publish: its single number cannot say which of the subscribers lost the message, and
 * a loss must be named. Every send has its own verdict.
 *
 * Bun's server is uWebSockets compiled in (bun-edge-server.ts). An edge process on Node can put the
 * uWebSockets.js addon behind the same interface; see docs/decisions.
 */

/** One WebSocket. `T`: what the owner attached at the upgrade. */
export interface EdgeSocket<T> {
  readonly remoteAddress: string;
  getUserData(): T;
  /** Above 0 = bytes handed on, -1 = accepted into the buffer, 0 = refused. */
  send(text: string): number;
  /** Bytes in the buffer. */
  getBufferedAmount(): number;
  /** Joins the sends of `callback` into one write. */
  cork(callback: () => void): void;
  /** Graceful close with a code of RFC 6455, section 7.4. */
  end(code: number, reason: string): void;
  /** Forced close. */
  close(): void;
}

/** What the server calls for WebSockets. None of them may throw. */
export interface EdgeHandlers<T> {
  /** An upgrade request: the user data of the new socket, or the response that refuses it. */
  upgrade(request: Request, url: URL, remoteAddress: string): T | Response;
  open(socket: EdgeSocket<T>): void;
  message(socket: EdgeSocket<T>, message: string | Uint8Array): void;
  /** The buffer has room again. */
  drain(socket: EdgeSocket<T>): void;
  close(socket: EdgeSocket<T>, code: number, reason: string): void;
}

/** Answers every request that is no upgrade. Never throws. */
export type HttpHandler = (
  request: Request,
  url: URL,
  remoteAddress: string,
) => Response | Promise<Response>;

/** A listening server. */
export interface EdgeServer {
  readonly port: number;
  /** Addresses that are bound, such as `127.0.0.1` and `::1`. */
  readonly hosts: readonly string[];
  /** Stops listening and cuts what is still connected. */
  stop(): Promise<void>;
}
