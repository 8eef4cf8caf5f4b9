/** Known answers of client-pairs.ts: each step in the client's counts and on the ledger. */

import { ThreadLedger } from "#engine/telemetry";
import { type Observe, of, type Subject } from "#schemas";
import { countedOf } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";

export default function run(observe: Observe): void {
  const steps: [Subject, (pairs: ClientPairs) => void][] = [
    [of(ClientPairs, "offer"), (pairs) => pairs.offer(100)],
    [of(ClientPairs, "filter"), (pairs) => pairs.filter(2, 3)],
    [of(ClientPairs, "deliver"), (pairs) => pairs.deliver(5)],
    [of(ClientPairs, "conflate"), (pairs) => pairs.conflate(7)],
    [of(ClientPairs, "lose"), (pairs) => pairs.lose(11)],
    [of(ClientPairs, "share"), (pairs) => pairs.share(13)],
  ];
  const ledger = ThreadLedger.detached();
  const all = new ClientPairs(ledger);
  observe(of(ClientPairs, "constructor"), "nothing", countedOf(all.counts, ledger), {});
  for (const [subject, step] of steps) {
    const own = ThreadLedger.detached();
    const pairs = new ClientPairs(own);
    step(pairs);
    observe(subject, "counts", countedOf(pairs.counts, own));
    step(all);
    step(all);
  }
  observe(of(ClientPairs, "counts"), "of all steps, twice", countedOf(all.counts, ledger));
}
