/** Known answers of ledger-view.ts, from ledgers whose rows are written here. */

import { type LedgerRow, STAGES, type ThreadLedger } from "#engine/telemetry";
import type { Observe } from "#schemas";
import { isAboutNow } from "../testing/cases-fixture.ts";
import { type LedgerSources, ledgerSnapshot, sumRows } from "./ledger-view.ts";

/** A ledger whose stage s entered base + s, and does not balance. */
function fixedLedger(base: number, calls: string[] = []): ThreadLedger {
  const row = (stage: number): LedgerRow => {
    calls.push(`${base}:${stage}`);
    const filtered: Record<string, number> = stage === 1 ? { duplicate: 1 } : {};
    // The last stages say that they left more than entered: made up, not in flight.
    const out = stage < 10 ? base : base + 2 * stage;
    return { in: base + stage, out, produced: base + 2, filtered, dropped: {}, errored: {} };
  };
  return { row } as ThreadLedger;
}

function snapshot(changes: Partial<LedgerSources>): ReturnType<typeof ledgerSnapshot> {
  return ledgerSnapshot({
    ledgers: [fixedLedger(10), fixedLedger(100)],
    copies: 1,
    isDrained: () => false,
    inFlightMax: 5,
    ...changes,
  });
}

export default function run(observe: Observe): void {
  const calls: string[] = [];
  observe(sumRows, "two ledgers", sumRows([fixedLedger(10, calls), fixedLedger(100, calls)]));
  observe(sumRows, "from the end to the start", calls);
  observe(sumRows, "none", sumRows([])[0], {
    dropped: {},
    errored: {},
    filtered: {},
    in: 0,
    out: 0,
    produced: 0,
  });
  const running = snapshot({});
  for (const [stage, name] of STAGES.entries()) {
    const { inFlight, residual, ...row } = running.stages[stage] ?? {};
    observe(ledgerSnapshot, `row of ${name}`, row);
    const { from, to, produced, taken } = running.edges[stage] ?? {};
    observe(ledgerSnapshot, `edge from ${name}`, [from, to, produced, taken]);
  }
  observe(ledgerSnapshot, "how many edges", running.edges.length, 11);
  for (const [stage, name] of STAGES.entries()) {
    const { inFlight, residual } = running.stages[stage] ?? {};
    observe("split", `in flight and residual of ${name}`, [inFlight, residual]);
    const edge = running.edges[stage];
    observe("split", `in flight and residual from ${name}`, [edge?.inFlight, edge?.residual]);
  }
  observe(ledgerSnapshot, "residual", running.residual, 121);
  observe(ledgerSnapshot, "time is now", isAboutNow(running.epochMs * 1000), true);
  const copied = snapshot({ copies: 3 });
  observe(ledgerSnapshot, "edges of three copies", copied.edges);
  const drained = snapshot({ isDrained: () => true });
  observe(ledgerSnapshot, "drained, stages", drained.stages);
  observe(
    ledgerSnapshot,
    "drained",
    [drained.isDrained, running.isDrained, drained.residual],
    [true, false, 222],
  );
}
