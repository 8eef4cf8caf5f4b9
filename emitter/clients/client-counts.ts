/** What is counted per client. */

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

/** Counts of a client that has seen nothing. */
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
