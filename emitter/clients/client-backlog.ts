/**
 * What a slow client still has to get: a session_reset, and after it the newest row per symbol and
 * list, oldest first. Main thread.
 *
 * Invariant: a pair that `keep` took leaves once, delivered or by name: conflated when a newer row
 * took its place, when there was no room, or when a new session cleared its list; client_closed when
 * the client is gone. `size` are the pairs that are pending (client-pairs.ts).
 */

import { type FrameRow, SESSION_LISTS } from "../frames/frame-row.ts";
import type { ClientContext } from "./client-context.ts";
import type { ClientPairs } from "./client-pairs.ts";
import type { ClientSender } from "./client-sender.ts";
import { ConflatedRows } from "./conflated-rows.ts";

/**
 * Rows kept for a slow client: six full lists of 1,365 symbols; about 6 MB with their texts at
 * worst.
 */
const PENDING_ROWS_MAX = 8192;
/**
 * Rows per frame when a slow client catches up: about 160 KB, so that it fits beside
 * bufferedBytesMax.
 */
const FRAME_ROWS_MAX = 256;

export class ClientBacklog {
  readonly #rows: ConflatedRows = new ConflatedRows(PENDING_ROWS_MAX);
  /** Data of the session_reset that comes before the rows. */
  #resetText: string | undefined;
  readonly #context: ClientContext;
  readonly #pairs: ClientPairs;
  readonly #sender: ClientSender;

  constructor(context: ClientContext, pairs: ClientPairs, sender: ClientSender) {
    this.#context = context;
    this.#pairs = pairs;
    this.#sender = sender;
  }

  /** Rows that wait. */
  get size(): number {
    return this.#rows.size;
  }

  /** True when neither rows nor a session_reset wait. */
  get isEmpty(): boolean {
    return this.#rows.size === 0 && this.#resetText === undefined;
  }

  /** Keeps rows that were offered and not delivered. */
  keep(rows: readonly FrameRow[]): void {
    let conflatedRows = 0;
    for (const row of rows) if (this.#rows.keep(row) !== undefined) conflatedRows += 1;
    this.#pairs.conflate(conflatedRows);
  }

  /** A new session: an older reset, and what waits of the lists that the page clears, is superseded. */
  reset(dataText: string): void {
    this.#pairs.conflate(this.#rows.clear(SESSION_LISTS));
    this.#resetText = dataText;
  }

  /** Sends one message of what waits; false when it was refused, and everything waits on. */
  sendNext(): boolean {
    return this.#resetText === undefined ? this.#sendRows() : this.#sendReset(this.#resetText);
  }

  #sendReset(dataText: string): boolean {
    const seq = this.#sender.seqBefore(this.#rows.oldest(1)[0]);
    if (!this.#sender.send("session_reset", dataText, seq)) return false;
    this.#resetText = undefined;
    return true;
  }

  /** Sends the oldest rows, as many as fit a frame. */
  #sendRows(): boolean {
    const rows = this.#rows.oldest(FRAME_ROWS_MAX + 1);
    const following = rows.length > FRAME_ROWS_MAX ? rows.pop() : undefined;
    const text = this.#context.quietFrame().textOf(rows);
    if (!this.#sender.deliver(text, rows.length, this.#sender.seqBefore(following))) return false;
    this.#rows.forget(rows);
    return true;
  }

  /** The client is gone, and with it what waits. */
  loseAll(): void {
    const lost = this.#rows.oldest(this.#rows.size);
    this.#rows.forget(lost);
    this.#pairs.lose(lost.length);
  }
}
