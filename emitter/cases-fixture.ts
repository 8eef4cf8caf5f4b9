/** What probes of the edge share: rows, links and sockets that only take notes, caught failures. */
import { asEpochUs, asSymbolId } from "#codec";
import type { EdgeLimits } from "./emitter-options.ts";
import type { FrameRow } from "./frames/frame-row.ts";
import type { ClientLink, Endpoint, SendResult } from "./server/client-link.ts";
import type { EdgeSocket } from "./server/edge-server.ts";

export const LIMITS: EdgeLimits = {
  clientsMax: 3,
  subscriptionSymbolsMax: 2,
  messageBytesMax: 400,
  bufferedBytesMax: 1000,
  slowClientCloseMs: 500,
  historyRows: 4,
  resumeFramesMax: 4,
  resumeBytesMax: 4000,
  origins: ["https://desk.example"],
};

/** A row with these values; all others are 0. */
export function rowOf(parts: Partial<FrameRow>): FrameRow {
  return {
    list: 0,
    frameSeq: 0,
    symbolId: asSymbolId(1),
    symbol: "A",
    text: "{}",
    eventEpochUs: asEpochUs(0),
    recordEpochUs: asEpochUs(0),
    receivedEpochUs: asEpochUs(0),
    traceId: 0,
    recordSeq: 0,
    deliveries: 0,
    price: 0,
    volume: 0,
    relVolume: 0,
    count: 0,
    trendStrength: 0,
    vwapPosition: 0,
    trendAgeSeconds: 0,
    surgePercent: 0,
    trigger: 0,
    ...parts,
  };
}

/** A link that notes what is done to it; `result` and `buffered` say how its socket is. */
export class NotingLink implements ClientLink {
  readonly endpoint: Endpoint;
  readonly remoteAddress = "10.0.0.9";
  readonly loadsLate: boolean;
  readonly notes: string[] = [];
  result: SendResult | Error = 1;
  buffered = 0;
  /** Whether it can be on a topic. */
  canSubscribe = true;
  /** The one event it carries; undefined = all. */
  readonly only: string | undefined;

  constructor(endpoint: Endpoint = "/ws", loadsLate = false, only?: string) {
    this.endpoint = endpoint;
    this.loadsLate = loadsLate;
    this.only = only;
  }

  carries(event: string): boolean {
    return this.only === undefined || this.only === event;
  }

  send(event: string, dataText: string, seq: number): SendResult {
    if (this.result instanceof Error) throw this.result;
    this.notes.push(`${event} ${dataText} @${seq}${this.result === 0 ? " refused" : ""}`);
    return this.result;
  }

  subscribe(topic: string): boolean {
    if (this.canSubscribe) this.notes.push(`subscribe ${topic}`);
    return this.canSubscribe;
  }

  unsubscribe(topic: string): void {
    this.notes.push(`unsubscribe ${topic}`);
  }

  bufferedBytes(): number {
    return this.buffered;
  }

  end(code: number, reason: string): void {
    this.notes.push(`end ${code} ${reason}`);
  }

  close(): void {
    this.notes.push("close");
  }

  /** What was noted since the last look. */
  take(): string[] {
    return this.notes.splice(0);
  }
}

/** A server's socket that notes what is done to it. */
export class NotingSocket<T> implements EdgeSocket<T> {
  readonly remoteAddress = "10.0.0.8";
  readonly notes: string[] = [];
  result = 5;
  buffered = 0;
  readonly #user: T;

  constructor(user: T) {
    this.#user = user;
  }

  getUserData(): T {
    return this.#user;
  }

  send(text: string): number {
    this.notes.push(text);
    return this.result;
  }

  getBufferedAmount(): number {
    return this.buffered;
  }

  subscribe(topic: string): boolean {
    this.notes.push(`subscribe ${topic}`);
    return this.result !== 0;
  }

  unsubscribe(topic: string): void {
    this.notes.push(`unsubscribe ${topic}`);
  }

  cork(callback: () => void): void {
    this.notes.push("cork");
    callback();
    this.notes.push("uncork");
  }

  end(code: number, reason: string): void {
    this.notes.push(`end ${code} ${reason}`);
  }

  close(): void {
    this.notes.push("close");
  }

  take(): string[] {
    return this.notes.splice(0);
  }
}

/** Status, headers and body of an answer. */
export async function answerOf(response: Response): Promise<unknown> {
  const headers = [...response.headers].toSorted();
  return { status: response.status, headers, body: await response.text() };
}
