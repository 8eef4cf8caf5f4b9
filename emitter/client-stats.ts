/** What is counted per client, and what is shown of one. */
import type { Client } from "./client.ts";
import type { Endpoint } from "./client-link.ts";

/** Rows unless said otherwise; offered = filtered + delivered + conflated + closed + pending. */
export interface ClientCounts {
  offered: number;
  delivered: number;
  conflated: number;
  closed: number;
  filteredUniverse: number;
  filteredFilters: number;
  /** Messages accepted for the client. */
  messages: number;
  /** Catch-up frames among them; their rows are repeats and count nowhere else. */
  snapshots: number;
  /** Rows of frames that were replayed to a client that came back; part of offered. */
  replayed: number;
  /** Messages from the client, and those of them that the contract does not know. */
  received: number;
  rejected: number;
}

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

export function emptyCounts(): ClientCounts {
  return {
    offered: 0,
    delivered: 0,
    conflated: 0,
    closed: 0,
    filteredUniverse: 0,
    filteredFilters: 0,
    messages: 0,
    snapshots: 0,
    replayed: 0,
    received: 0,
    rejected: 0,
  };
}

/** Adds `from` to `into`, count by count. */
export function addCounts(into: ClientCounts, from: ClientCounts): void {
  for (const name of Object.keys(into) as (keyof ClientCounts)[]) into[name] += from[name];
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
