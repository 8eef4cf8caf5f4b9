/**
 * What one client wants of a frame: the rows of its universe that its filters let through. The rules
 * of the filters are in client-filter.ts. Main thread.
 *
 * A client without universe and filters wants the whole frame, and nothing is done for its rows.
 */
import type { EpochUs } from "#codec";
import type { EdgeFrame } from "../frames/edge-frame.ts";
import type { FrameRow } from "../frames/frame-row.ts";
import { type ClientFilters, passes, type Universe } from "../requests/client-filter.ts";
import type { ClientPairs } from "./client-pairs.ts";

/** Why a client does not want a row; a row outside the universe is not shown to the filters. */
export type RowRefusal = "universe" | "client_filter";

export class ClientSelection {
  universe: Universe = null;
  /** null = all rows. */
  filters: ClientFilters | null = null;
  readonly #pairs: ClientPairs;

  constructor(pairs: ClientPairs) {
    this.#pairs = pairs;
  }

  /** True when every row of every frame is wanted. */
  get isWhole(): boolean {
    return this.universe === null && this.filters === null;
  }

  /**
   * The rows of an offered frame that are wanted, in its order; the pairs of the others are filtered
   * out. When everything is wanted it is the frame's own array.
   */
  select(frame: EdgeFrame): readonly FrameRow[] {
    if (this.isWhole) return frame.rows;
    const wanted: FrameRow[] = [];
    let outsideRows = 0;
    for (const row of frame.rows) {
      const refusal = this.refusalOf(row, frame.marketEpochUs);
      if (refusal === null) wanted.push(row);
      else if (refusal === "universe") outsideRows += 1;
    }
    this.#pairs.filter(outsideRows, frame.rows.length - wanted.length - outsideRows);
    return wanted;
  }

  /** What select() took of `frame`, as a text: of the whole frame the one that all clients share. */
  textOf(frame: EdgeFrame, selected: readonly FrameRow[]): string {
    return this.isWhole ? frame.text : frame.textOf(selected);
  }

  /** Those of `rows` that are wanted, apart from any offer: nothing is counted. */
  wanted(rows: readonly FrameRow[], marketEpochUs: EpochUs): readonly FrameRow[] {
    return rows.filter((row) => this.refusalOf(row, marketEpochUs) === null);
  }

  /** Why the row is not wanted; null when it is. `marketEpochUs`: the market's time, for ages. */
  refusalOf(row: FrameRow, marketEpochUs: EpochUs): RowRefusal | null {
    if (this.universe !== null && !this.universe.has(row.symbol)) return "universe";
    if (this.filters !== null && !passes(this.filters, row, marketEpochUs)) return "client_filter";
    return null;
  }
}
