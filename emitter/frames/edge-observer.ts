/**
 * Who looks over the edge's shoulder: told of rows as they are emitted, and of what becomes of each for
 * each client. While nobody watches it costs one look at `isWatching` per emission and client.
 */
import type { FrameRow } from "./frame-row.ts";

/**
 * What an offer made of a row, for one client. `held`: the client is slow; the row waits, and is later
 * delivered, conflated or lost with the client (counted, not told).
 */
export type OfferOutcome = "delivered" | "held" | "universe" | "client_filter";

export interface EdgeObserver {
  readonly isWatching: boolean;
  /** Rows of an emission, before any client. Main thread. */
  emitted(rows: readonly FrameRow[]): void;
  /** A row was offered to a client. Main thread. */
  offered(clientId: number, row: FrameRow, outcome: OfferOutcome): void;
}

/** Nobody. */
export const NO_OBSERVER: EdgeObserver = {
  isWatching: false,
  emitted: () => undefined,
  offered: () => undefined,
};
