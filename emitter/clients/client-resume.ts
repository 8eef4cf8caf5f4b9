/**
 * A client's way back: the answer to its resume, and where the replay stands in the history. Main
 * thread.
 *
 * A client that came back is offered what it missed, entry by entry, as fast as it takes it. Frames
 * that are made meanwhile wait in the history, too, so the replay ends once it has given the newest
 * entry. A client that is slower than the history is long gets a second answer, and the newest rows.
 */

import type { FeedEntry, FeedHistory, ResumePoint, ResumeRefusal } from "../frames/feed-history.ts";
import type { ClientSender } from "./client-sender.ts";

/** Everything was given, or what comes next has left the history. */
export type ReplayEnd = "complete" | "overtaken";

export class ClientResume {
  readonly #feed: FeedHistory;
  readonly #sender: ClientSender;
  /** The answer that was not sent yet. */
  #answerText: string | undefined;
  /** Number of the last entry that was given; undefined = no replay is under way. */
  #givenSeq: number | undefined;

  constructor(feed: FeedHistory, sender: ClientSender) {
    this.#feed = feed;
    this.#sender = sender;
  }

  /** True while an answer waits; it goes before everything else. */
  get hasAnswer(): boolean {
    return this.#answerText !== undefined;
  }

  /** True while the client is offered what next() gives, and nothing else. */
  get isReplaying(): boolean {
    return this.#givenSeq !== undefined;
  }

  /** Begins a replay of what came after `point`; false when the point is refused. */
  begin(point: ResumePoint): boolean {
    const refusal = this.#feed.refusalOf(point);
    if (refusal === null) {
      this.#givenSeq = point.seq;
      this.#sender.beginAt(point.seq);
    }
    this.#answer(refusal);
    return refusal === null;
  }

  /** Sends the answer; false when it was refused, and waits on. */
  sendAnswer(): boolean {
    const text = this.#answerText;
    if (text !== undefined && !this.#sender.send("resume", text, this.#sender.saidSeq))
      return false;
    this.#answerText = undefined;
    return true;
  }

  /** The next entry of the history, or how the replay has ended. Call while isReplaying. */
  next(): FeedEntry | ReplayEnd {
    const seq = this.#givenSeq;
    if (seq === undefined) return "complete";
    const refusal = this.#feed.refusalOf({ epoch: this.#feed.epoch, seq });
    if (refusal !== null) {
      this.#givenSeq = undefined;
      this.#sender.offeredSeq = this.#feed.latestSeq;
      this.#answer(refusal);
      return "overtaken";
    }
    const entry = this.#feed.after(seq);
    this.#givenSeq = entry?.seq;
    return entry ?? "complete";
  }

  #answer(refusal: ResumeRefusal | null): void {
    const recovered = refusal === null;
    const frames = recovered ? this.#feed.latestSeq - this.#sender.saidSeq : 0;
    this.#answerText = JSON.stringify({ recovered, reason: refusal ?? "none", frames });
  }
}
