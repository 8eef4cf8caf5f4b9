/**
 * The way out to one client: every message goes through here, says a number and is counted. Main
 * thread.
 *
 * Every message says a number: everything up to that frame has been sent, filtered or conflated
 * before or with this message. It never falls.
 */

import type { FrameRow } from "../frames/frame-row.ts";
import { type ClientLink, SEND_REFUSED, type SendResult } from "../server/client-link.ts";
import type { ClientContext } from "./client-context.ts";
import type { ClientPairs } from "./client-pairs.ts";

export class ClientSender {
  /** Number of the newest frame or reset that the client was offered. */
  offeredSeq: number;
  /** Number that the newest message said. */
  #saidSeq: number;
  readonly #link: ClientLink;
  readonly #context: ClientContext;
  readonly #pairs: ClientPairs;

  constructor(link: ClientLink, context: ClientContext, pairs: ClientPairs) {
    this.#link = link;
    this.#context = context;
    this.#pairs = pairs;
    this.#saidSeq = context.feed.latestSeq;
    this.offeredSeq = this.#saidSeq;
  }

  get saidSeq(): number {
    return this.#saidSeq;
  }

  /** True while the socket's buffer is over its limit. */
  get isBackedUp(): boolean {
    return this.#link.bufferedBytes() > this.#context.bufferedBytesMax;
  }

  /** The client has everything up to `seq`, and was sent nothing yet on this connection. */
  beginAt(seq: number): void {
    this.#saidSeq = seq;
    this.offeredSeq = seq;
  }

  /** The client has everything up to `seq` from elsewhere; what it has of later frames stays. */
  advanceTo(seq: number): void {
    this.#saidSeq = Math.max(this.#saidSeq, seq);
    this.offeredSeq = Math.max(this.offeredSeq, seq);
  }

  /** The number that holds when everything but `row`, and what came after it, has been sent. */
  seqBefore(row: FrameRow | undefined): number {
    return Math.max(this.#saidSeq, row === undefined ? this.offeredSeq : row.frameSeq - 1);
  }

  /** True when the server accepted the message, or the endpoint has no use for it. */
  send(event: string, dataText: string, seq: number): boolean {
    if (!this.#link.carries(event)) return true;
    let result: SendResult = SEND_REFUSED;
    let thrown: unknown;
    try {
      result = this.#link.send(event, dataText, seq);
    } catch (error) {
      thrown = error;
    }
    if (result === SEND_REFUSED) {
      const { endpoint } = this.#link;
      this.#context.errors.record("SEND_REFUSED", `${event} refused on ${endpoint}`, "", thrown);
      return false;
    }
    this.#pairs.counts.messages += 1;
    this.#saidSeq = seq;
    return true;
  }

  /** Sends a frame that carries `rows` pairs; false when the server did not take it. */
  deliver(frameText: string, rows: number, seq: number): boolean {
    if (!this.send("stock_data", frameText, seq)) return false;
    this.#pairs.deliver(rows);
    return true;
  }
}
