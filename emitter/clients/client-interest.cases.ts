/** Known answers of client-interest.ts: universe, filters over the newest rows, slowness. */
import { asEpochUs } from "#codec";
import type { Observe } from "#schemas";
import { NotingLink, rowOf } from "../cases-fixture.ts";
import type { Client } from "./client.ts";
import { interestOf } from "./client-interest.ts";

const ROWS = [
  rowOf({ symbol: "A", list: 0, count: 1 }),
  rowOf({ symbol: "B", list: 0, count: 9 }),
  rowOf({ symbol: "A", list: 4, surgePercent: 3 }),
  rowOf({ symbol: "A", list: 0, count: 5 }),
];

export default function run(observe: Observe): void {
  const parts = { id: 7, universe: null, filters: null, isBackedUp: false, pendingRows: 0 };
  const interest = (fact: string, changes: object, symbol = "A") => {
    const client = { ...parts, link: new NotingLink(), ...changes } as unknown as Client;
    observe(interestOf, fact, interestOf(client, symbol, ROWS, asEpochUs(0)));
  };
  interest("everything", {});
  interest("a symbol without rows", {}, "C");
  interest("a universe with it", { universe: new Set(["A", "C"]) });
  interest("a universe without it", { universe: new Set(["B"]) });
  interest("filters that the newest row passes", { filters: { highlow: { min_count: 5 } } });
  interest("filters that it does not pass", { filters: { surges: { min_magnitude: 4 } } });
  interest("a slow client", { isBackedUp: true, pendingRows: 12 });
  interest("another endpoint", {
    link: new NotingLink("/ws/status_update", false, "status_update"),
  });
}
