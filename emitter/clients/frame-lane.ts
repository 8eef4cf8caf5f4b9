/**
 * Clients that get the same bytes: one publish for all of them in place of a send for each. Main
 * thread.
 *
 * Members are the up-to-date clients that want every row, on an endpoint whose text is the same for all.
 * A publish has one result for all subscribers and cannot name the client that lost the message, so it is
 * used only where no client can lose it: the server refuses a message only to a client whose buffer is
 * above the server's own limit, that limit lies a whole frame above bufferedBytesMax (bun-edge-server.ts),
 * and a client above bufferedBytesMax leaves before the publish and gets the frame by a send of its own.
 *
 * The server holds back up to 32 published messages of less than 16 kB until the event loop's turn ends:
 * so many bytes may be on their way into a buffer that does not show them yet.
 *
 * Invariant: the members are the topic's subscribers. It is checked before every publish; if it does
 * not hold, all members leave.
 */
import {
  type ErrorLog,
  STAGE_CLIENT,
  STAGE_FRAME,
  STAGE_SEND,
  type ThreadLedger,
} from "#engine/telemetry";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import type { EdgeObserver } from "../frames/edge-observer.ts";
import type { ClientLink } from "../server/client-link.ts";
import type { EdgeServer } from "../server/edge-server.ts";

/** Bytes on the wire per UTF-16 code unit, at most. */
const BYTES_PER_CHARACTER_MAX = 3;
/** What the server may hold back of published messages for one subscriber. */
const HELD_BACK_BYTES_MAX = 32 * 16 * 1024;
/** Bytes beside the data of a message, at most: WebSocket header and envelope. */
const WRAPPING_BYTES_MAX = 256;

/** A client as its lane sees it. */
export interface LaneMember {
  readonly id: number;
  readonly link: ClientLink;
  /** Makes it leave; it calls leave(). */
  leaveLane(): void;
}

/** The part of the server that a lane needs. */
export type Topics = Pick<EdgeServer, "publish" | "numSubscribers">;

/** What a lane needs of its surroundings. */
export interface LaneContext {
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  readonly bufferedBytesMax: number;
  readonly observer: EdgeObserver;
}

export class FrameLane {
  /** The server's topic; the endpoint whose clients share the lane. */
  readonly topic: string;
  /** Frames published so far, and their rows. A member's counts are differences of these. */
  messages = 0;
  rows = 0;
  /** Number of the newest frame that was published. */
  seq = 0;
  readonly #members: Set<LaneMember> = new Set();
  readonly #textOf: (frame: EdgeFrame) => string;
  readonly #topics: Topics;
  readonly #context: LaneContext;
  /** What the fullest buffer held at the last look, and what may have come into it since. */
  #fullestBytes = 0;
  #sentBytes = 0;

  /** `textOf`: the message that the endpoint makes of a frame. */
  constructor(
    topic: string,
    textOf: (frame: EdgeFrame) => string,
    topics: Topics,
    context: LaneContext,
  ) {
    this.topic = topic;
    this.#textOf = textOf;
    this.#topics = topics;
    this.#context = context;
  }

  /** Members now. */
  get size(): number {
    return this.#members.size;
  }

  /** Takes `member` in; false when its connection cannot be on a topic. */
  join(member: LaneMember): boolean {
    if (!member.link.subscribe(this.topic)) return false;
    this.#members.add(member);
    this.#fullestBytes = Math.max(this.#fullestBytes, member.link.bufferedBytes());
    return true;
  }

  /** Lets `member` go; what was published before still reaches it. */
  leave(member: LaneMember): void {
    this.#members.delete(member);
    member.link.unsubscribe(this.topic);
  }

  /** A member was sent a message of its own, of so many UTF-16 code units. */
  noteSent(characters: number): void {
    this.#sentBytes += BYTES_PER_CHARACTER_MAX * characters + WRAPPING_BYTES_MAX;
  }

  /**
   * Sends the frame to every member that is not slow and counts it as delivered to each. Who is
   * not a member afterwards has not had it.
   */
  publish(frame: EdgeFrame): void {
    const bytesMost = this.#fullestBytes + this.#sentBytes;
    if (bytesMost > this.#context.bufferedBytesMax) this.#dismissSlow();
    const { size } = this.#members;
    if (size === 0) return;
    const text = this.#textOf(frame);
    if (!this.#send(text)) {
      for (const member of this.#members) member.leaveLane();
      return;
    }
    this.noteSent(text.length);
    this.messages += 1;
    this.rows += frame.rows.length;
    this.seq = frame.seq;
    this.#count(frame.rows.length * size);
    if (frame.hasTraced) {
      for (const row of frame.rows) if (row.traceId !== 0) row.deliveries += size;
    }
    if (this.#context.observer.isWatching) this.#tell(frame);
  }

  #dismissSlow(): void {
    this.#fullestBytes = 0;
    this.#sentBytes = Math.min(this.#sentBytes, HELD_BACK_BYTES_MAX);
    for (const member of this.#members) {
      const bytes = member.link.bufferedBytes();
      if (bytes > this.#context.bufferedBytesMax) member.leaveLane();
      else this.#fullestBytes = Math.max(this.#fullestBytes, bytes);
    }
  }

  /**
   * True when the server took the message for every member. False also when a member may have lost
   * it: a frame twice is less bad than a frame that nobody can name.
   */
  #send(text: string): boolean {
    const subscribers = this.#topics.numSubscribers(this.topic);
    let thrown: unknown;
    try {
      if (subscribers === this.size && this.#topics.publish(this.topic, text) !== 0) return true;
    } catch (error) {
      thrown = error;
    }
    const counts = `members=${this.size} subscribers=${subscribers}`;
    const message = `a publish on ${this.topic} was refused: ${counts}`;
    this.#context.errors.record("SEND_REFUSED", message, "", thrown);
    return false;
  }

  #count(pairs: number): void {
    const { ledger } = this.#context;
    ledger.produce(STAGE_FRAME, pairs);
    ledger.enter(STAGE_SEND, pairs);
    ledger.leave(STAGE_SEND, pairs);
    ledger.produce(STAGE_SEND, pairs);
    ledger.enter(STAGE_CLIENT, pairs);
    ledger.leave(STAGE_CLIENT, pairs);
  }

  #tell({ rows }: EdgeFrame): void {
    const { observer } = this.#context;
    for (const { id } of this.#members) {
      for (const row of rows) observer.offered(id, row, "delivered");
    }
  }
}
