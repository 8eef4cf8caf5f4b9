/** Rows as a stock_data text. */
import { type EpochUs, type StockLists, writeStockData } from "#codec";
import {
  type FrameRow,
  LIST_HIGHS,
  LIST_LOWS,
  LIST_SURGE_DOWN,
  LIST_SURGE_UP,
  LIST_TREND_DOWN,
  LIST_TREND_UP,
  LISTS,
} from "./frame-row.ts";

/** Puts rows into their lists, in the order they have. */
export function listsOf(rows: readonly FrameRow[]): StockLists {
  const lists: string[][] = Array.from({ length: LISTS }, () => []);
  for (const row of rows) lists[row.list]!.push(row.text);
  return {
    highs: lists[LIST_HIGHS]!,
    lows: lists[LIST_LOWS]!,
    trendUp: lists[LIST_TREND_UP]!,
    trendDown: lists[LIST_TREND_DOWN]!,
    surgeUp: lists[LIST_SURGE_UP]!,
    surgeDown: lists[LIST_SURGE_DOWN]!,
  };
}

/** What one emission has for every client. */
export class EdgeFrame {
  /** Oldest to newest inside each list. */
  readonly rows: readonly FrameRow[];
  readonly activityText: string;
  /** Venue time now, for ages. */
  readonly marketEpochUs: EpochUs;
  /** Its number in this run; of a frame without rows the number of the newest one that had some. */
  readonly seq: number;
  /** Whether one of the rows comes from a sampled record. */
  readonly hasTraced: boolean;
  #text: string | undefined;

  constructor(
    rows: readonly FrameRow[],
    activityText: string,
    marketEpochUs: EpochUs,
    seq: number,
  ) {
    this.rows = rows;
    this.seq = seq;
    this.hasTraced = rows.some(({ traceId }) => traceId !== 0);
    this.activityText = activityText;
    this.marketEpochUs = marketEpochUs;
  }

  /** The frame for a client without filters: written once, on first use, and shared. */
  get text(): string {
    this.#text ??= this.textOf(this.rows);
    return this.#text;
  }

  /** A frame of some of the rows. */
  textOf(rows: readonly FrameRow[]): string {
    return writeStockData(listsOf(rows), this.activityText);
  }
}
