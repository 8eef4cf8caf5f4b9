/** What the clients make of one symbol: who wants it, who does not, and who is too slow. Cold. */
import type { EpochUs } from "#codec";
import type { FrameRow } from "../frames/frame-row.ts";
import { type ClientFilters, passes } from "../requests/client-filter.ts";
import type { Endpoint } from "../server/client-link.ts";
import type { Client } from "./client.ts";

/** One client and one symbol. */
export interface ClientInterest {
  id: number;
  endpoint: Endpoint;
  remoteAddress: string;
  /** Whether its endpoint carries rows at all. */
  carriesRows: boolean;
  inUniverse: boolean;
  /** Symbols in its universe. */
  universe: "all" | number;
  filters: ClientFilters | null;
  /** The symbol's newest row of each list, and whether the filters let it through. */
  rows: { list: number; passesFilters: boolean }[];
  isBackedUp: boolean;
  /** Rows of all symbols that wait for it. */
  pendingRows: number;
}

/** What `client` makes of `symbol`, whose newest row of each list is among `rows`. */
export function interestOf(
  client: Client,
  symbol: string,
  rows: readonly FrameRow[],
  marketEpochUs: EpochUs,
): ClientInterest {
  const { id, link, universe, filters, isBackedUp, pendingRows } = client;
  const newest = new Map<number, FrameRow>();
  for (const row of rows) if (row.symbol === symbol) newest.set(row.list, row);
  return {
    id,
    endpoint: link.endpoint,
    remoteAddress: link.remoteAddress,
    carriesRows: link.carries("stock_data"),
    inUniverse: universe === null || universe.has(symbol),
    universe: universe === null ? "all" : universe.size,
    filters,
    rows: [...newest.values()].map((row) => {
      const passesFilters = filters === null || passes(filters, row, marketEpochUs);
      return { list: row.list, passesFilters };
    }),
    isBackedUp,
    pendingRows,
  };
}
