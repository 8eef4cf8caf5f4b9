/**
 * The newest frames and session resets of this run, by number, for clients that come back. Main
 * thread.
 *
 * Numbers (`seq`) begin at 1 and have no gaps: every emission with rows and every session_reset takes
 * the next one. Bounded by frames and by bytes; what has left cannot be replayed, and whoever asks for
 * it is told so.
 *
 * Invariant: entries hold latestSeq - size + 1 .. latestSeq.
 */
import type { EdgeFrame } from "./edge-frame.ts";

/** Where a client was when it lost its connection. */
export interface ResumePoint {
  readonly epoch: string;
  readonly seq: number;
}

/** Why a client cannot go on where it was. */
export type ResumeRefusal =
  /** It speaks of another run of the engine. */
  | "epoch"
  /** What it missed has left the history. */
  | "history"
  /** It names a number that this run has not reached. */
  | "ahead";

/** A frame, or the data of a session_reset. */
export type FeedEntry =
  | { readonly seq: number; readonly frame: EdgeFrame; readonly resetText: null }
  | { readonly seq: number; readonly frame: null; readonly resetText: string };

/** An entry and the bytes it is counted with, so that it leaves with what it came with. */
type HeldEntry = FeedEntry & { readonly bytes: number };

export class FeedHistory {
  readonly epoch: string;
  readonly framesMax: number;
  readonly bytesMax: number;
  readonly #entries: HeldEntry[] = [];
  #bytes = 0;
  #latestSeq = 0;

  /**
   * `epoch`: this run. `bytesMax` bounds the texts that are held; the numbers of a row take about 250
   * bytes beside its text.
   */
  constructor(epoch: string, framesMax: number, bytesMax: number) {
    this.epoch = epoch;
    this.framesMax = framesMax;
    this.bytesMax = bytesMax;
  }

  /** Number of the newest entry; 0 before the first. */
  get latestSeq(): number {
    return this.#latestSeq;
  }

  /** Entries held. */
  get size(): number {
    return this.#entries.length;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a frame; its number must be the next one. */
  addFrame(frame: EdgeFrame): void {
    if (frame.seq !== this.#latestSeq + 1) {
      throw new Error(`Invariant: frame.seq=${frame.seq} follows latestSeq=${this.#latestSeq}`);
    }
    this.#add({ seq: frame.seq, frame, resetText: null });
  }

  /** Adds a session_reset; returns its number. */
  addReset(resetText: string): number {
    this.#add({ seq: this.#latestSeq + 1, frame: null, resetText });
    return this.#latestSeq;
  }

  /** Why nothing can be replayed from `point`; null when it can. */
  refusalOf({ epoch, seq }: ResumePoint): ResumeRefusal | null {
    if (epoch !== this.epoch) return "epoch";
    if (seq > this.#latestSeq) return "ahead";
    return seq < this.#latestSeq - this.#entries.length ? "history" : null;
  }

  /** The entry after `seq`; undefined when there is none yet, or none any more (see refusalOf). */
  after(seq: number): FeedEntry | undefined {
    return this.#entries[seq - (this.#latestSeq - this.#entries.length)];
  }

  #add(entry: FeedEntry): void {
    const bytes = bytesOf(entry);
    this.#latestSeq = entry.seq;
    this.#entries.push({ ...entry, bytes });
    this.#bytes += bytes;
    while (this.#entries.length > this.framesMax || this.#bytes > this.bytesMax) {
      const oldest = this.#entries.shift();
      if (oldest === undefined) return;
      this.#bytes -= oldest.bytes;
    }
  }
}

/**
 * A frame holds the text of each row and, once a client without filters has had it, of all together.
 * They are ASCII.
 */
function bytesOf({ frame, resetText }: FeedEntry): number {
  if (frame === null) return resetText.length;
  const rowBytes = frame.rows.reduce((sum, row) => sum + row.text.length, 0);
  return 2 * (rowBytes + frame.activityText.length);
}
