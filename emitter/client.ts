/**
 * One connected client: what it wants, what it got, and what it still has to get. Main thread.
 *
 * A (row x client) pair enters STAGE_SEND when it is offered and leaves it exactly once: filtered
 * (universe, client_filter), delivered (the server accepted it), conflated (a newer row of the
 * symbol took its place while the client was slow) or client_closed. Until then it waits in
 * #pending:
 *
 *   offered = filtered + delivered + conflated + closed + pending
 */
import {
  DROP_CLIENT_CLOSED,
  DROP_CONFLATED,
  type ErrorLog,
  FILTER_CLIENT_FILTER,
  FILTER_UNIVERSE,
  STAGE_CLIENT,
  STAGE_FRAME,
  STAGE_SEND,
  type ThreadLedger,
} from "#telemetry";
import { type ClientFilters, passes, type Universe } from "./client-filter.ts";
import { type ClientLink, SEND_REFUSED, type SendResult } from "./client-link.ts";
import { type ClientCounts, type ClientStats, emptyCounts } from "./client-stats.ts";
import { ConflatedRows } from "./conflated-rows.ts";
import type { EdgeFrame } from "./edge-frame.ts";
import { type FrameRow, SESSION_LISTS } from "./frame-row.ts";

/**
 * Rows kept for a slow client: six full lists of 1,365 symbols; about 6 MB with their texts at
 * worst.
 */
const PENDING_ROWS_MAX = 8192;
/**
 * Rows per frame when a slow client catches up: about 160 KB, so that it fits beside
 * bufferedBytesMax.
 */
const FLUSH_ROWS_MAX = 256;

/** What a client needs of its surroundings. */
export interface ClientContext {
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  readonly bufferedBytesMax: number;
  /** An empty frame with the activity of now. */
  readonly quietFrame: () => EdgeFrame;
  /** Every row that a late joiner should see. */
  readonly historyRows: () => readonly FrameRow[];
}

export class Client {
  readonly id: number;
  readonly link: ClientLink;
  readonly connectedEpochMs: number = Date.now();
  readonly counts: ClientCounts = emptyCounts();
  universe: Universe = null;
  filters: ClientFilters | null = null;
  isOpen = true;
  /** performance.now() since when the buffer is over its limit; undefined while it is not. */
  backedUpSinceLocalMs: number | undefined;
  readonly #context: ClientContext;
  readonly #pending: ConflatedRows = new ConflatedRows(PENDING_ROWS_MAX);
  /** session_reset that a slow client has not got yet. */
  #pendingReset: string | undefined;
  #wantsSnapshot = false;

  constructor(id: number, link: ClientLink, context: ClientContext) {
    this.id = id;
    this.link = link;
    this.#context = context;
  }

  /** Rows that were offered and neither delivered nor given up. */
  get pendingRows(): number {
    return this.#pending.size;
  }

  /** True while the socket's buffer is over its limit. */
  get isBackedUp(): boolean {
    return this.link.bufferedBytes() > this.#context.bufferedBytesMax;
  }

  /** Takes part in an emission: gets its rows now, or later if it is slow. */
  offer(frame: EdgeFrame): void {
    const { ledger } = this.#context;
    ledger.produce(STAGE_FRAME, frame.rows.length);
    ledger.enter(STAGE_SEND, frame.rows.length);
    this.counts.offered += frame.rows.length;
    const isWhole = this.universe === null && this.filters === null;
    const rows = isWhole ? frame.rows : this.#select(frame);
    this.catchUp();
    if (this.#pending.size === 0 && !this.isBackedUp) {
      if (this.#deliver(isWhole ? frame.text : frame.textOf(rows), rows.length)) return;
    }
    for (const row of rows) this.#keep(row);
  }

  /**
   * Sends what was held back as far as the buffer allows. Call when it drained, and from time to
   * time.
   */
  catchUp(): void {
    while (this.isOpen && this.#isBehind && !this.isBackedUp) {
      if (!this.#catchUpOnce()) return;
    }
  }

  get #isBehind(): boolean {
    return this.#pendingReset !== undefined || this.#pending.size > 0 || this.#wantsSnapshot;
  }

  /** One message of what was held back; false when it was refused. */
  #catchUpOnce(): boolean {
    if (this.#pendingReset !== undefined) {
      if (!this.#send("session_reset", this.#pendingReset)) return false;
      this.#pendingReset = undefined;
      return true;
    }
    const quiet = this.#context.quietFrame();
    if (this.#pending.size > 0) {
      const rows = this.#pending.oldest(FLUSH_ROWS_MAX);
      if (!this.#deliver(quiet.textOf(rows), rows.length)) return false;
      this.#pending.forget(rows);
      return true;
    }
    const rows = this.#context.historyRows().filter((row) => this.#wants(row, quiet.marketEpochUs));
    if (!this.#send("stock_data", quiet.textOf(rows))) return false;
    this.#wantsSnapshot = false;
    this.counts.snapshots += 1;
    return true;
  }

  /**
   * Sends the last rows of every list, now or as soon as the client keeps up. No part of the
   * ledger.
   */
  sendSnapshot(): void {
    if (!this.link.carries("stock_data")) return;
    this.#wantsSnapshot = true;
    this.catchUp();
  }

  /**
   * Tells of a new session. What is pending of the lists that the page now clears is superseded.
   */
  resetSession(dataText: string): void {
    this.#drop(DROP_CONFLATED, this.#pending.clear(SESSION_LISTS));
    this.#pendingReset = dataText;
    this.catchUp();
  }

  /** Sends a message that the next one of its kind makes obsolete; a slow client goes without. */
  sendTransient(event: string, dataText: string): void {
    if (this.isOpen && !this.isBackedUp) this.#send(event, dataText);
  }

  /** The connection is gone: everything pending is lost with it, and counted. */
  closed(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const lost = this.#pending.oldest(this.#pending.size);
    this.#pending.forget(lost);
    this.#drop(DROP_CLIENT_CLOSED, lost.length);
  }

  stats(): ClientStats {
    return {
      id: this.id,
      endpoint: this.link.endpoint,
      remoteAddress: this.link.remoteAddress,
      connectedEpochMs: this.connectedEpochMs,
      universe: this.universe === null ? "all" : this.universe.size,
      hasFilters: this.filters !== null,
      bufferedBytes: this.link.bufferedBytes(),
      isBackedUp: this.isBackedUp,
      pending: this.#pending.size,
      ...this.counts,
    };
  }

  /** True when the server accepted the message, or the endpoint has no use for it. */
  #send(event: string, dataText: string): boolean {
    if (!this.link.carries(event)) return true;
    let result: SendResult = SEND_REFUSED;
    let thrown: unknown;
    try {
      result = this.link.send(event, dataText);
    } catch (error) {
      thrown = error;
    }
    if (result === SEND_REFUSED) {
      const { endpoint } = this.link;
      this.#context.errors.record("SEND_REFUSED", `${event} refused on ${endpoint}`, "", thrown);
      return false;
    }
    this.counts.messages += 1;
    return true;
  }

  /** Sends a frame that carries `rows` pairs; false when the server did not take it. */
  #deliver(text: string, rows: number): boolean {
    if (!this.isOpen || !this.#send("stock_data", text)) return false;
    const { ledger } = this.#context;
    ledger.leave(STAGE_SEND, rows);
    ledger.produce(STAGE_SEND, rows);
    ledger.enter(STAGE_CLIENT, rows);
    ledger.leave(STAGE_CLIENT, rows);
    this.counts.delivered += rows;
    return true;
  }

  #keep(row: FrameRow): void {
    if (!this.isOpen) this.#drop(DROP_CLIENT_CLOSED, 1);
    else if (this.#pending.keep(row) !== undefined) this.#drop(DROP_CONFLATED, 1);
  }

  #drop(reason: number, rows: number): void {
    this.#context.ledger.drop(STAGE_SEND, reason, rows);
    if (reason === DROP_CONFLATED) this.counts.conflated += rows;
    else this.counts.closed += rows;
  }

  #select(frame: EdgeFrame): FrameRow[] {
    const { ledger } = this.#context;
    const selected: FrameRow[] = [];
    for (const row of frame.rows) {
      if (this.universe !== null && !this.universe.has(row.symbol)) {
        ledger.filter(STAGE_SEND, FILTER_UNIVERSE, 1);
        this.counts.filteredUniverse += 1;
      } else if (this.filters !== null && !passes(this.filters, row, frame.marketEpochUs)) {
        ledger.filter(STAGE_SEND, FILTER_CLIENT_FILTER, 1);
        this.counts.filteredFilters += 1;
      } else selected.push(row);
    }
    return selected;
  }

  #wants(row: FrameRow, marketEpochUs: number): boolean {
    if (this.universe !== null && !this.universe.has(row.symbol)) return false;
    return this.filters === null || passes(this.filters, row, marketEpochUs);
  }
}
