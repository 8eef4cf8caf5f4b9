/** Known answers of client-stats.ts. */
import type { Observe } from "#schemas";
import { NotingLink } from "../cases-fixture.ts";
import type { Client } from "./client.ts";
import { emptyCounts } from "./client-counts.ts";
import { statsOf } from "./client-stats.ts";

export default function run(observe: Observe): void {
  const counts = emptyCounts();
  for (const [i, name] of (Object.keys(counts) as (keyof typeof counts)[]).entries())
    counts[name] = i + 1;
  const wishes: [string, Partial<Client>][] = [
    ["all", { universe: null, filters: null }],
    ["some", { universe: new Set(["A", "B"]), filters: {}, isInLane: true, isBackedUp: true }],
  ];
  const link = new NotingLink("/ws/stock_data");
  link.buffered = 1001;
  for (const [fact, parts] of wishes) {
    const state = { isInLane: false, isBackedUp: false, pendingRows: 12, counts, ...parts };
    const client = { id: 7, link, connectedEpochMs: 1, ...state } as Client;
    observe(statsOf, fact, statsOf(client));
  }
}
