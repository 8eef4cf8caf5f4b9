/**
 * One connected client: what it gets at once, what later, and what it shares with others. Main
 * thread.
 *
 * It wants part of each frame (client-selection.ts). What it is too slow for waits until its buffer
 * has drained (client-backlog.ts). When it came back it is first offered what it has missed
 * (client-resume.ts). Every message goes out by client-sender.ts, and client-pairs.ts accounts for
 * every (row x client) pair.
 *
 * A client that wants every row and is up to date may share a lane with others (frame-lane.ts): its
 * frames are then published to all at once, and its counts and numbers are brought up to date when
 * somebody asks or when it leaves. Whatever is for this client alone makes it leave first.
 */

import type { EdgeFrame } from "../frames/edge-frame.ts";
import type { ResumePoint } from "../frames/feed-history.ts";
import type { ClientFilters, Universe } from "../requests/client-filter.ts";
import type { ClientLink } from "../server/client-link.ts";
import { ClientBacklog } from "./client-backlog.ts";
import type { ClientContext } from "./client-context.ts";
import type { ClientCounts } from "./client-counts.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientResume } from "./client-resume.ts";
import { ClientSelection } from "./client-selection.ts";
import { ClientSender } from "./client-sender.ts";
import type { FrameLane } from "./frame-lane.ts";

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
  readonly #pairs: ClientPairs;
  readonly #sender: ClientSender;
  readonly #selection: ClientSelection;
  readonly #backlog: ClientBacklog;
  readonly #resume: ClientResume;
  #wantsSnapshot = false;
  #lane: FrameLane | undefined;
  /** Totals of the lane up to which the counts go. */
  #laneRows = 0;
  #laneMessages = 0;

  constructor(id: number, link: ClientLink, context: ClientContext) {
    this.id = id;
    this.link = link;
    this.#context = context;
    this.#pairs = new ClientPairs(context.ledger);
    this.#sender = new ClientSender(link, context, this.#pairs);
    this.#selection = new ClientSelection(this.#pairs);
    this.#backlog = new ClientBacklog(context, this.#pairs, this.#sender);
    this.#resume = new ClientResume(context.feed, this.#sender);
  }

  /** What was counted so far. */
  get counts(): ClientCounts {
    this.#settle();
    return this.#pairs.counts;
  }

  get universe(): Universe {
    return this.#selection.universe;
  }

  set universe(universe: Universe) {
    this.leaveLane();
    this.#selection.universe = universe;
  }

  get filters(): ClientFilters | null {
    return this.#selection.filters;
  }

  set filters(filters: ClientFilters | null) {
    this.leaveLane();
    this.#selection.filters = filters;
  }

  /** Rows that were offered and neither delivered nor given up. */
  get pendingRows(): number {
    return this.#backlog.size;
  }

  /** True while the socket's buffer is over its limit. */
  get isBackedUp(): boolean {
    return this.#sender.isBackedUp;
  }

  /** True while something that was meant for it has not been sent. */
  get isBehind(): boolean {
    const isResuming = this.#resume.hasAnswer || this.#resume.isReplaying;
    return !this.#backlog.isEmpty || isResuming || this.#wantsSnapshot;
  }

  /** True while frames reach it through a lane; it must not be offered them then. */
  get isInLane(): boolean {
    return this.#lane !== undefined;
  }

  /** Goes into the lane, if it gets the same as all others there from the next frame on. */
  joinLane(lane: FrameLane): void {
    if (!this.#selection.isWhole || !this.isOpen || this.isInLane) return;
    const isUpToDate = !this.isBehind && this.#sender.offeredSeq === this.#context.feed.latestSeq;
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
    this.#pairs.share(lane.rows - this.#laneRows);
    this.#pairs.counts.messages += lane.messages - this.#laneMessages;
    this.#laneRows = lane.rows;
    this.#laneMessages = lane.messages;
    // The lane's number is older than ours until a frame has come since we joined.
    this.#sender.advanceTo(lane.seq);
  }

  /** Takes part in an emission: gets its rows now, or later if it is slow. */
  offer(frame: EdgeFrame): void {
    this.leaveLane();
    this.catchUp();
    // A frame with rows is in the history: a replay under way will come to it, one that has just
    // ended has been there.
    const isNew = frame.rows.length === 0 || frame.seq > this.#sender.offeredSeq;
    if (!this.#resume.isReplaying && isNew) this.#take(frame);
  }

  /** Sends what the client wants of the frame, or holds it back. */
  #take(frame: EdgeFrame): void {
    this.#pairs.offer(frame.rows.length);
    this.#sender.offeredSeq = frame.seq;
    const rows = this.#selection.select(frame);
    const isDelivered =
      this.isOpen &&
      this.#backlog.isEmpty &&
      !this.isBackedUp &&
      this.#sender.deliver(this.#selection.textOf(frame, rows), rows.length, frame.seq);
    if (isDelivered && frame.hasTraced) {
      for (const row of rows) if (row.traceId !== 0) row.deliveries += 1;
    }
    if (this.#context.observer.isWatching) this.#tell(frame, isDelivered);
    if (isDelivered) return;
    if (this.isOpen) this.#backlog.keep(rows);
    else this.#pairs.lose(rows.length);
  }

  /** Tells the observer what became of each row of `frame`. */
  #tell(frame: EdgeFrame, isDelivered: boolean): void {
    const taken = isDelivered ? "delivered" : "held";
    for (const row of frame.rows) {
      const refusal = this.#selection.refusalOf(row, frame.marketEpochUs);
      this.#context.observer.offered(this.id, row, refusal ?? taken);
    }
  }

  /**
   * Makes the client go on where it was, or tells it that it cannot and sends the newest rows. Call
   * before anything is sent; the answer and what follows go out with catchUp().
   */
  resume(point: ResumePoint): void {
    if (!this.#resume.begin(point)) this.#wantsSnapshot = true;
  }

  /**
   * Tells of a new session. What is pending of the lists that the page now clears is superseded.
   */
  resetSession(dataText: string, seq: number): void {
    this.leaveLane();
    if (!this.#resume.isReplaying) this.#reset(dataText, seq);
    this.catchUp();
  }

  #reset(dataText: string, seq: number): void {
    this.#backlog.reset(dataText);
    this.#sender.offeredSeq = seq;
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
   * Sends what was held back as far as the buffer allows. Call when it drained, and from time to
   * time.
   */
  catchUp(): void {
    while (this.isOpen && this.isBehind && !this.isBackedUp) {
      if (!this.#catchUpOnce()) return;
    }
  }

  /** One step of what was held back; false when the server refused a message. */
  #catchUpOnce(): boolean {
    if (this.#resume.hasAnswer) return this.#resume.sendAnswer();
    if (!this.#backlog.isEmpty) return this.#backlog.sendNext();
    if (!this.#resume.isReplaying) return this.#snapshot();
    this.#replay();
    return true;
  }

  /** Offers the next entry of the history, or ends the replay. */
  #replay(): void {
    const next = this.#resume.next();
    if (next === "complete") return;
    if (next === "overtaken") this.#wantsSnapshot = true;
    else if (next.frame === null) this.#reset(next.resetText, next.seq);
    else {
      this.#take(next.frame);
      this.#pairs.counts.replayed += next.frame.rows.length;
    }
  }

  #snapshot(): boolean {
    const quiet = this.#context.quietFrame();
    const rows = this.#selection.wanted(this.#context.historyRows(), quiet.marketEpochUs);
    const seq = this.#sender.offeredSeq;
    if (!this.#sender.send("stock_data", quiet.textOf(rows), seq)) return false;
    this.#wantsSnapshot = false;
    this.#pairs.counts.snapshots += 1;
    return true;
  }

  /** Sends a message that the next one of its kind makes obsolete; a slow client goes without. */
  sendTransient(event: string, dataText: string): void {
    if (!this.isOpen || this.isBackedUp || !this.link.carries(event)) return;
    this.#settle();
    const isSent = this.#sender.send(event, dataText, this.#sender.saidSeq);
    if (isSent) this.#lane?.noteSent(dataText.length);
  }

  /** The connection is gone: everything pending is lost with it, and counted. */
  closed(): void {
    if (!this.isOpen) return;
    this.leaveLane();
    this.isOpen = false;
    this.#backlog.loseAll();
  }
}
