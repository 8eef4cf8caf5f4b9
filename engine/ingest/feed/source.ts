/** What a source is, and what it gets: the seam for feeds, tapes and a user's own source. Ingest thread. */
import type { ErrorLog, ThreadLedger } from "#engine/telemetry";
import type { Normaliser } from "../normalise/normaliser.ts";

/** How a feed is, as operators and frontends see it. */
export type FeedState = "initializing" | "connected" | "mute" | "disconnected" | "ended" | "error";

/** What the engine gives a running source. */
export interface SourceContext {
  readonly normaliser: Normaliser;
  readonly ledger: ThreadLedger;
  readonly errors: ErrorLog;
  /** Aborted when the engine stops; for everything asynchronous. */
  readonly signal: AbortSignal;
  /** True when the engine stops; for loops that do not return to the event loop. */
  readonly stopRequested: () => boolean;
  /** Beats the thread's heart; call in loops that do not return to the event loop for long. */
  readonly beat: () => void;
  readonly setState: (state: FeedState, detail: string) => void;
  /**
   * Counts one unit of input (a frame, a block, a batch) that holds `messages` messages, all of which go
   * to the normaliser: the source and decode stages of a source that cannot fail to decode. Sources that
   * can (feeds) count on `ledger` themselves.
   */
  readonly countFrame: (messages: number) => void;
}

/** A source of records. */
export interface Source {
  readonly name: string;
  /** `Test` for synthetic and replay, `Production` for a live feed: status_update.provider. */
  readonly provider: "Test" | "Production";
  /** Resolves when the source has ended (a tape) or the engine stops. Rejects with a TickscopeError. */
  run(context: SourceContext): Promise<void>;
}
