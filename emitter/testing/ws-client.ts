/** A WebSocket client that keeps what it gets and checks it against the contract, for tests. */

import { until } from "../../engine/testing/until.ts";
import { watchData, watchMessage } from "./contract-watch.ts";

/** A message of `/ws`. */
export interface Envelope {
  event: string;
  data: Record<string, unknown>;
  epoch: string;
  seq: number;
}

/** What the lists of a stock_data hold, as far as tests look. */
export interface StockFrame {
  highs: Row[];
  lows: Row[];
  trending: { up: Row[]; down: Row[] };
  surging: { up: Row[]; down: Row[] };
  activity: Record<string, unknown>;
}
interface Row {
  ticker: string;
  price: number;
  count: number;
  event_id: string;
}

/** Rows of a frame, all lists. */
export function rowsOf(frame: StockFrame): Row[] {
  const { highs, lows, trending, surging } = frame;
  return [highs, lows, trending.up, trending.down, surging.up, surging.down].flat();
}

export class WsClient {
  readonly texts: string[] = [];
  closeCode: number | undefined;
  closeReason = "";
  readonly #ws: WebSocket;

  private constructor(ws: WebSocket) {
    this.#ws = ws;
    const { pathname } = new URL(ws.url);
    ws.onmessage = ({ data }) => {
      const text = String(data);
      this.texts.push(text);
      if (pathname.startsWith("/ws/stock_data")) watchData("stock_data", JSON.parse(text));
      else if (pathname.startsWith("/ws/status")) watchData("status_update", JSON.parse(text));
      else watchMessage(text);
    };
    ws.onclose = ({ code, reason }) => {
      this.closeCode = code;
      this.closeReason = reason;
    };
  }

  /** Connects and waits for the greeting. */
  static async connect(url: string, headers: Record<string, string> = {}): Promise<WsClient> {
    const client = new WsClient(new WebSocket(url, { headers }));
    await until(`a first message from ${url}`, () => {
      if (client.closeCode !== undefined) throw new Error(`closed with ${client.closeCode}`);
      return client.texts.length > 0;
    });
    return client;
  }

  /** Messages of `/ws`, parsed. */
  get envelopes(): Envelope[] {
    return this.texts.map((text) => JSON.parse(text) as Envelope);
  }

  /** The data of one event, in order. */
  dataOf(event: string): Record<string, unknown>[] {
    return this.envelopes.filter((one) => one.event === event).map((one) => one.data);
  }

  /** stock_data frames of `/ws`, in order. */
  frames(): StockFrame[] {
    return this.dataOf("stock_data") as unknown as StockFrame[];
  }

  send(message: string | object): void {
    this.#ws.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#ws.send(bytes);
  }

  /** Waits for the event's `count`th message and returns its data. */
  async next(event: string, count: number): Promise<Record<string, unknown>> {
    await until(`${event} #${count}`, () => this.dataOf(event).length >= count);
    return this.dataOf(event)[count - 1]!;
  }

  async close(): Promise<void> {
    this.#ws.close();
    await until("a close", () => this.closeCode !== undefined);
  }
}
