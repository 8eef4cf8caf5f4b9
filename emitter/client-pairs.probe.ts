/** Known answers of client-pairs.ts: each step in the client's counts and on the ledger. */
import type { Observe, Probe } from "#schemas";
import { ThreadLedger } from "#telemetry";
import { countedOf } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";

function run(observe: Observe): void {
  const steps: [string, (pairs: ClientPairs) => void][] = [
    ["offer", (pairs) => pairs.offer(100)],
    ["filter", (pairs) => pairs.filter(2, 3)],
    ["deliver", (pairs) => pairs.deliver(5)],
    ["conflate", (pairs) => pairs.conflate(7)],
    ["lose", (pairs) => pairs.lose(11)],
    ["share", (pairs) => pairs.share(13)],
  ];
  const ledger = ThreadLedger.detached();
  const all = new ClientPairs(ledger);
  observe("constructor", "nothing", countedOf(all.counts, ledger));
  for (const [name, step] of steps) {
    const own = ThreadLedger.detached();
    const pairs = new ClientPairs(own);
    step(pairs);
    observe(name, "counts", countedOf(pairs.counts, own));
    step(all);
    step(all);
  }
  observe("counts", "of all steps, twice", countedOf(all.counts, ledger));
}

export const clientPairsProbe: Probe = {
  name: "client-pairs",
  stage: "send",
  file: "emitter/client-pairs.ts",
  needs: ["client-counts", "ledger", "stages"],
  run,
};
