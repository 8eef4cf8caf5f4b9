/**
 * One connected client: what it wants, what it got, and what it still has to get. Main thread.
 *
 * A (row x client) pair enters STAGE_SEND when it is offered and leaves it exactly once: filtered
 * (universe, client_filter), delivered (the server accepted it), conflated (a newer row of the
 * symbol took its place while the client was slow) or client_closed. Until then it waits in
 * #pending:
 *
 *   offered = filtered + delivered + conflated + closed + pending
 *
 * A client that came back is offered what it missed, frame by frame from the history, as fast as it
 * takes it; frames that are made meanwhile wait there, too. Replayed pairs are pairs like all others.
 *
 * A client that wants every row and is up to date may share a lane with others (frame-lane.ts): its
 * frames are then published to all at once, and its counts and numbers are brought up to date when
 * somebody asks or when it leaves. Whatever is for this client alone makes it leave first.
 *
 * Every message says a number: everything up to that frame has been sent, filtered or conflated
 * before or with this message. It never falls.
 */
import {
  DROP_CLIENT_CLOSED,
  DROP_CONFLATED,
  FILTER_CLIENT_FILTER,
  FILTER_UNIVERSE,
  STAGE_CLIENT,
  STAGE_FRAME,
  STAGE_SEND,
} from "#telemetry";
import type { ClientContext } from "./client-context.ts";
import { type ClientFilters, passes, type Universe } from "./client-filter.ts";
import { type ClientLink, SEND_REFUSED, type SendResult } from "./client-link.ts";
import { type ClientCounts, type ClientStats, emptyCounts } from "./client-stats.ts";
import { ConflatedRows } from "./conflated-rows.ts";
import type { EdgeFrame } from "./edge-frame.ts";
import type { ResumePoint, ResumeRefusal } from "./feed-history.ts";
import type { FrameLane } from "./frame-lane.ts";
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

export class Client {
  readonly id: number;
  readonly link: ClientLink;
  readonly connectedEpochMs: number = Date.now();
  /** Whose settings it follows; null for a client that speaks for itself. */
  user: string | null = null;
  isOpen = true;
  /** performance.now() since when the buffer is over its limit; undefined while it is not. */
  backedUpSinceLocalMs: number | undefined;
  readonly #context: ClientContext;
  readonly #counts: ClientCounts = emptyCounts();
  #universe: Universe = null;
  #filters: ClientFilters | null = null;
  #lane: FrameLane | undefined;
  /** Totals of the lane up to which #counts goes. */
  #laneRows = 0;
  #laneMessages = 0;
  readonly #pending: ConflatedRows = new ConflatedRows(PENDING_ROWS_MAX);
  /** session_reset that a slow client has not got yet. */
  #pendingReset: string | undefined;
  #wantsSnapshot = false;
  /** The answer to a resume that was not sent yet. */
  #resumeAnswer: string | undefined;
  /** Number of the last entry that was replayed; undefined = no replay is under way. */
  #replaySeq: number | undefined;
  /** Number that the newest message said, and that of the newest frame or reset it was offered. */
  #seq: number;
  #offeredSeq: number;

  constructor(id: number, link: ClientLink, context: ClientContext) {
    this.id = id;
    this.link = link;
    this.#context = context;
    this.#seq = context.feed.latestSeq;
    this.#offeredSeq = this.#seq;
  }

  /** What was counted so far. */
  get counts(): ClientCounts {
    this.#settle();
    return this.#counts;
  }

  get universe(): Universe {
    return this.#universe;
  }

  set universe(universe: Universe) {
    this.leaveLane();
    this.#universe = universe;
  }

  get filters(): ClientFilters | null {
    return this.#filters;
  }

  set filters(filters: ClientFilters | null) {
    this.leaveLane();
    this.#filters = filters;
  }

  /** True while frames reach it through a lane; it must not be offered them then. */
  get isInLane(): boolean {
    return this.#lane !== undefined;
  }

  /** Goes into the lane, if it gets the same as all others there from the next frame on. */
  joinLane(lane: FrameLane): void {
    const wantsAll = this.universe === null && this.filters === null;
    if (!wantsAll || !this.isOpen || this.isInLane) return;
    const isUpToDate = !this.isBehind && this.#offeredSeq === this.#context.feed.latestSeq;
    if (!isUpToDate || this.isBackedUp || !lane.join(this)) return;
    this.#lane = lane;
    this.#laneRows = lane.rows;
    this.#laneMessages = lane.messages;
  }

  /** Goes its own way from the next frame on. */
  leaveLane(): void {
    this.#settle();
    this.#lane?.leave(this);
    this.#lane = undefined;
  }

  /** Takes over what came through the lane since the last look. */
  #settle(): void {
    const lane = this.#lane;
    if (lane === undefined) return;
    const rows = lane.rows - this.#laneRows;
    this.#counts.offered += rows;
    this.#counts.delivered += rows;
    this.#counts.messages += lane.messages - this.#laneMessages;
    this.#laneRows = lane.rows;
    this.#laneMessages = lane.messages;
    // The lane's number is older than ours until a frame has come since we joined.
    this.#seq = Math.max(this.#seq, lane.seq);
    this.#offeredSeq = Math.max(this.#offeredSeq, lane.seq);
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
    this.leaveLane();
    this.catchUp();
    // A frame with rows is in the history: a replay under way will come to it, one that has just
    // ended has been there.
    const isNew = frame.rows.length === 0 || frame.seq > this.#offeredSeq;
    if (this.#replaySeq === undefined && isNew) this.#take(frame);
  }

  /**
   * Makes the client go on where it was, or tells it that it cannot and sends the newest rows. Call
   * before anything is sent; the answer and what follows go out with catchUp().
   */
  resume(point: ResumePoint): void {
    const refusal = this.#context.feed.refusalOf(point);
    if (refusal === null) {
      this.#replaySeq = point.seq;
      this.#seq = point.seq;
      this.#offeredSeq = point.seq;
    } else this.#wantsSnapshot = true;
    this.#answerResume(refusal);
  }

  #answerResume(refusal: ResumeRefusal | null): void {
    const { latestSeq } = this.#context.feed;
    const recovered = refusal === null;
    const frames = recovered ? latestSeq - this.#seq : 0;
    this.#resumeAnswer = JSON.stringify({ recovered, reason: refusal ?? "none", frames });
  }

  /** Puts the frame's pairs on the ledger, and sends or keeps what the client wants; rows offered. */
  #take(frame: EdgeFrame): number {
    const { ledger } = this.#context;
    ledger.produce(STAGE_FRAME, frame.rows.length);
    ledger.enter(STAGE_SEND, frame.rows.length);
    this.#counts.offered += frame.rows.length;
    this.#offeredSeq = frame.seq;
    const isWhole = this.universe === null && this.filters === null;
    const rows = isWhole ? frame.rows : this.#select(frame);
    const isNext = this.#pending.size === 0 && this.#pendingReset === undefined;
    const isDelivered =
      isNext &&
      !this.isBackedUp &&
      this.#deliver(isWhole ? frame.text : frame.textOf(rows), rows.length, frame.seq);
    if (isDelivered && frame.hasTraced) {
      for (const row of rows) if (row.traceId !== 0) row.deliveries += 1;
    }
    if (this.#context.observer.isWatching) this.#tell(frame, rows, isDelivered);
    if (!isDelivered) for (const row of rows) this.#keep(row);
    return frame.rows.length;
  }

  /** Tells the observer what became of each row of `frame`. */
  #tell(frame: EdgeFrame, wanted: readonly FrameRow[], isDelivered: boolean): void {
    const selected = new Set(wanted);
    for (const row of frame.rows) {
      const isMissing = this.universe !== null && !this.universe.has(row.symbol);
      const refused = isMissing ? "universe" : "client_filter";
      const taken = isDelivered ? "delivered" : "held";
      this.#context.observer.offered(this.id, row, selected.has(row) ? taken : refused);
    }
  }

  /**
   * Sends what was held back as far as the buffer allows. Call when it drained, and from time to
   * time.
   */
  catchUp(): void {
    while (this.isOpen && this.isBehind && !this.isBackedUp) {
      if (!this.#catchUpOnce()) return;
    }
  }

  /** True while something that was meant for it has not been sent. */
  get isBehind(): boolean {
    const isReplaying = this.#resumeAnswer !== undefined || this.#replaySeq !== undefined;
    const hasPending = this.#pendingReset !== undefined || this.#pending.size > 0;
    return hasPending || isReplaying || this.#wantsSnapshot;
  }

  /** One message of what was held back; false when it was refused. */
  #catchUpOnce(): boolean {
    if (this.#resumeAnswer !== undefined) {
      if (!this.#send("resume", this.#resumeAnswer, this.#seq)) return false;
      this.#resumeAnswer = undefined;
      return true;
    }
    if (this.#pendingReset !== undefined) {
      const seq = this.#seqBefore(this.#pending.oldest(1)[0]);
      if (!this.#send("session_reset", this.#pendingReset, seq)) return false;
      this.#pendingReset = undefined;
      return true;
    }
    if (this.#pending.size > 0) return this.#flush();
    if (this.#replaySeq !== undefined) return this.#replay(this.#replaySeq);
    return this.#snapshot();
  }

  /** Sends the oldest rows that were held back. */
  #flush(): boolean {
    const oldest = this.#pending.oldest(FLUSH_ROWS_MAX + 1);
    const rows = oldest.slice(0, FLUSH_ROWS_MAX);
    const text = this.#context.quietFrame().textOf(rows);
    const seq = this.#seqBefore(oldest[FLUSH_ROWS_MAX]);
    if (!this.#deliver(text, rows.length, seq)) return false;
    this.#pending.forget(rows);
    return true;
  }

  /** The number that holds when everything but `row`, and what came after it, has been sent. */
  #seqBefore(row: FrameRow | undefined): number {
    return Math.max(this.#seq, row === undefined ? this.#offeredSeq : row.frameSeq - 1);
  }

  /** Offers what follows `seq` in the history, or ends the replay. */
  #replay(seq: number): boolean {
    const { feed } = this.#context;
    const refusal = feed.refusalOf({ epoch: feed.epoch, seq });
    const next = feed.after(seq);
    this.#replaySeq = next?.seq;
    if (refusal !== null) {
      // The client was slower than the history is long.
      this.#replaySeq = undefined;
      this.#offeredSeq = feed.latestSeq;
      this.#wantsSnapshot = true;
      this.#answerResume(refusal);
    } else if (next?.frame) this.#counts.replayed += this.#take(next.frame);
    else if (next) this.#reset(next.resetText ?? "", next.seq);
    return true;
  }

  #snapshot(): boolean {
    const quiet = this.#context.quietFrame();
    const rows = this.#context.historyRows().filter((row) => this.#wants(row, quiet.marketEpochUs));
    if (!this.#send("stock_data", quiet.textOf(rows), this.#offeredSeq)) return false;
    this.#wantsSnapshot = false;
    this.#counts.snapshots += 1;
    return true;
  }

  /**
   * Sends the last rows of every list, now or as soon as the client keeps up. No part of the
   * ledger.
   */
  sendSnapshot(): void {
    if (!this.link.carries("stock_data")) return;
    this.leaveLane();
    this.#wantsSnapshot = true;
    this.catchUp();
  }

  /**
   * Tells of a new session. What is pending of the lists that the page now clears is superseded.
   */
  resetSession(dataText: string, seq: number): void {
    this.leaveLane();
    if (this.#replaySeq === undefined) this.#reset(dataText, seq);
    this.catchUp();
  }

  #reset(dataText: string, seq: number): void {
    this.#drop(DROP_CONFLATED, this.#pending.clear(SESSION_LISTS));
    this.#pendingReset = dataText;
    this.#offeredSeq = seq;
  }

  /** Sends a message that the next one of its kind makes obsolete; a slow client goes without. */
  sendTransient(event: string, dataText: string): void {
    if (!this.isOpen || this.isBackedUp) return;
    this.#settle();
    this.#send(event, dataText, this.#seq);
  }

  /** The connection is gone: everything pending is lost with it, and counted. */
  closed(): void {
    if (!this.isOpen) return;
    this.leaveLane();
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
      sharesFrames: this.isInLane,
      bufferedBytes: this.link.bufferedBytes(),
      isBackedUp: this.isBackedUp,
      pending: this.#pending.size,
      ...this.counts,
    };
  }

  /** True when the server accepted the message, or the endpoint has no use for it. */
  #send(event: string, dataText: string, seq: number): boolean {
    if (!this.link.carries(event)) return true;
    let result: SendResult = SEND_REFUSED;
    let thrown: unknown;
    try {
      result = this.link.send(event, dataText, seq);
    } catch (error) {
      thrown = error;
    }
    if (result === SEND_REFUSED) {
      const { endpoint } = this.link;
      this.#context.errors.record("SEND_REFUSED", `${event} refused on ${endpoint}`, "", thrown);
      return false;
    }
    this.#lane?.noteSent(dataText.length);
    this.#counts.messages += 1;
    this.#seq = seq;
    return true;
  }

  /** Sends a frame that carries `rows` pairs; false when the server did not take it. */
  #deliver(text: string, rows: number, seq: number): boolean {
    if (!this.isOpen || !this.#send("stock_data", text, seq)) return false;
    const { ledger } = this.#context;
    ledger.leave(STAGE_SEND, rows);
    ledger.produce(STAGE_SEND, rows);
    ledger.enter(STAGE_CLIENT, rows);
    ledger.leave(STAGE_CLIENT, rows);
    this.#counts.delivered += rows;
    return true;
  }

  #keep(row: FrameRow): void {
    if (!this.isOpen) this.#drop(DROP_CLIENT_CLOSED, 1);
    else if (this.#pending.keep(row) !== undefined) this.#drop(DROP_CONFLATED, 1);
  }

  #drop(reason: number, rows: number): void {
    this.#context.ledger.drop(STAGE_SEND, reason, rows);
    if (reason === DROP_CONFLATED) this.#counts.conflated += rows;
    else this.#counts.closed += rows;
  }

  #select(frame: EdgeFrame): FrameRow[] {
    const { ledger } = this.#context;
    const selected: FrameRow[] = [];
    for (const row of frame.rows) {
      if (this.universe !== null && !this.universe.has(row.symbol)) {
        ledger.filter(STAGE_SEND, FILTER_UNIVERSE, 1);
        this.#counts.filteredUniverse += 1;
      } else if (this.filters !== null && !passes(this.filters, row, frame.marketEpochUs)) {
        ledger.filter(STAGE_SEND, FILTER_CLIENT_FILTER, 1);
        this.#counts.filteredFilters += 1;
      } else selected.push(row);
    }
    return selected;
  }

  #wants(row: FrameRow, marketEpochUs: number): boolean {
    if (this.universe !== null && !this.universe.has(row.symbol)) return false;
    return this.filters === null || passes(this.filters, row, marketEpochUs);
  }
}
