/** What is shown of a client. */

import type { Endpoint } from "../server/client-link.ts";
import type { Client } from "./client.ts";
import type { ClientCounts } from "./client-counts.ts";

/** One client, for /api/status. */
export interface ClientStats extends ClientCounts {
  id: number;
  endpoint: Endpoint;
  remoteAddress: string;
  connectedEpochMs: number;
  /** Symbols in its universe. */
  universe: "all" | number;
  hasFilters: boolean;
  /** True while its frames are published to it together with others; see frame-lane.ts. */
  sharesFrames: boolean;
  bufferedBytes: number;
  isBackedUp: boolean;
  /** Rows held back for it now. */
  pending: number;
}

/** One client as it is now; a copy. */
export function statsOf(client: Client): ClientStats {
  const { id, link, universe, filters } = client;
  return {
    id,
    endpoint: link.endpoint,
    remoteAddress: link.remoteAddress,
    connectedEpochMs: client.connectedEpochMs,
    universe: universe === null ? "all" : universe.size,
    hasFilters: filters !== null,
    sharesFrames: client.isInLane,
    bufferedBytes: link.bufferedBytes(),
    isBackedUp: client.isBackedUp,
    pending: client.pendingRows,
    ...client.counts,
  };
}
