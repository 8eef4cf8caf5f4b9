/**
 * The (row x client) pairs of one client: how many it was offered, and how each left. Main thread.
 *
 * A pair enters STAGE_SEND when it is offered and leaves it exactly once: filtered (universe,
 * client_filter), delivered (the server accepted it), conflated (a newer row of the symbol took its
 * place while the client was slow) or client_closed. Until then it is pending (client-backlog.ts):
 *
 *   offered = filtered + delivered + conflated + closed + pending
 *
 * Each step is written here, into the client's counts and onto the ledger, so that the two agree.
 * Replayed pairs are pairs like all others. Nothing here allocates.
 */
import {
  DROP_CLIENT_CLOSED,
  DROP_CONFLATED,
  FILTER_CLIENT_FILTER,
  FILTER_UNIVERSE,
  STAGE_CLIENT,
  STAGE_FRAME,
  STAGE_SEND,
  type ThreadLedger,
} from "#engine/telemetry";
import { type ClientCounts, emptyCounts } from "./client-counts.ts";

export class ClientPairs {
  /** What was counted so far, without what a lane has not handed over yet; see share(). */
  readonly counts: ClientCounts = emptyCounts();
  readonly #ledger: ThreadLedger;

  constructor(ledger: ThreadLedger) {
    this.#ledger = ledger;
  }

  /** A frame of `rows` is offered. */
  offer(rows: number): void {
    this.#ledger.produce(STAGE_FRAME, rows);
    this.#ledger.enter(STAGE_SEND, rows);
    this.counts.offered += rows;
  }

  /** The client does not want so many rows: outside its universe, refused by its filters. */
  filter(outsideRows: number, refusedRows: number): void {
    this.#ledger.filter(STAGE_SEND, FILTER_UNIVERSE, outsideRows);
    this.#ledger.filter(STAGE_SEND, FILTER_CLIENT_FILTER, refusedRows);
    this.counts.filteredUniverse += outsideRows;
    this.counts.filteredFilters += refusedRows;
  }

  /** The server has accepted `rows`. */
  deliver(rows: number): void {
    this.#ledger.leave(STAGE_SEND, rows);
    this.#ledger.produce(STAGE_SEND, rows);
    this.#ledger.enter(STAGE_CLIENT, rows);
    this.#ledger.leave(STAGE_CLIENT, rows);
    this.counts.delivered += rows;
  }

  /** Newer rows, or a new session, have taken the place of `rows`. */
  conflate(rows: number): void {
    this.#ledger.drop(STAGE_SEND, DROP_CONFLATED, rows);
    this.counts.conflated += rows;
  }

  /** The client left before `rows` were accepted. */
  lose(rows: number): void {
    this.#ledger.drop(STAGE_SEND, DROP_CLIENT_CLOSED, rows);
    this.counts.closed += rows;
  }

  /** A lane has delivered `rows` and put them on the ledger itself (frame-lane.ts). */
  share(rows: number): void {
    this.counts.offered += rows;
    this.counts.delivered += rows;
  }
}
