/** One client's connection, whatever protocol it speaks. Main thread. */

/** The server did not take the message: it is not on its way, and the client is full or gone. */
export const SEND_REFUSED = 0;
/** Handed to the operating system. */
export const SEND_ACCEPTED = 1;
/** Accepted into the server's buffer for this client. */
export const SEND_BUFFERED = 2;
/** What became of a message; everything but SEND_REFUSED counts as delivered. */
export type SendResult = 0 | 1 | 2;

/** Where a client is connected. */
export type Endpoint = "/ws" | "/ws/stock_data" | "/ws/status_update" | "/socket.io/";

export interface ClientLink {
  readonly endpoint: Endpoint;
  readonly remoteAddress: string;
  /**
   * True when the page may miss what arrives right after connect; see schemas/contract/JSON.md, transport.
   */
  readonly loadsLate: boolean;
  /** False for an event that the endpoint does not carry; it must not be sent then. */
  carries(event: string): boolean;
  /**
   * Sends `dataText`, a JSON text, as `event`. `seq`: number of the newest frame or reset that the
   * client has been brought up to when it has this message.
   */
  send(event: string, dataText: string, seq: number): SendResult;
  /** Puts the connection on a topic of the server; false when it cannot be on one. */
  subscribe(topic: string): boolean;
  /** Takes it off the topic; what was published before still arrives. */
  unsubscribe(topic: string): void;
  /** Bytes accepted and not yet taken by the operating system. */
  bufferedBytes(): number;
  /** Says good-bye with a WebSocket close code and a reason. */
  end(code: number, reason: string): void;
  /** Cuts the connection, also of a client that does not read. */
  close(): void;
}
