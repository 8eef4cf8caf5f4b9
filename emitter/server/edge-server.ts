/**
 * The server behind the edge, in uWebSockets' vocabulary: what the emitter needs of it and no more.
 *
 * Every send has its own verdict. A publish has one number for all its subscribers and cannot say which
 * of them lost the message; since a loss must be named, it is only for where none is possible, see
 * frame-lane.ts and docs/decisions/006-publish-where-nobody-can-lose.md.
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
  /** Bytes in the buffer; without published messages that the server still holds back. */
  getBufferedAmount(): number;
  /** False when the socket is closed. */
  subscribe(topic: string): boolean;
  /** What was published before still arrives. */
  unsubscribe(topic: string): void;
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
  /**
   * Sends `text` to the subscribers of a topic: above 0 = bytes, -1 = into a buffer for one of them at
   * least, 0 = lost to one of them at least, or there is none. It keeps its order among the sends to
   * each socket. A small message may wait for the end of the event loop's turn, to share a write.
   */
  publish(topic: string, text: string): number;
  numSubscribers(topic: string): number;
  /** Stops listening and cuts what is still connected. */
  stop(): Promise<void>;
}
