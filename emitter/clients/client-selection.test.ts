import { expect, test } from "bun:test";
import fc from "fast-check";
import { asEpochUs } from "#codec";
import { STAGE_SEND, ThreadLedger } from "#engine/telemetry";
import { rowOf } from "../cases-fixture.ts";
import type { ClientFilters } from "../requests/client-filter.ts";
import { listingFrame, MARKET_EPOCH_US } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientSelection } from "./client-selection.ts";

const SYMBOLS = ["A", "B", "C", "D"];
const aFilter: fc.Arbitrary<ClientFilters> = fc.record({
  highlow: fc.record({ min_count: fc.nat(4) }),
});

test("a row is selected, outside the universe or refused by the filters, and counted so", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ symbol: fc.constantFrom(...SYMBOLS), count: fc.nat(4) })),
      fc.option(fc.subarray(SYMBOLS)),
      fc.option(aFilter),
      (parts, symbols, filters) => {
        const ledger = ThreadLedger.detached();
        const pairs = new ClientPairs(ledger);
        const selection = new ClientSelection(pairs);
        selection.universe = symbols === null ? null : new Set(symbols);
        selection.filters = filters;
        const rows = parts.map((part) => rowOf(part));
        const frame = listingFrame(rows, 1);
        const least = filters?.highlow?.min_count ?? 0;
        const inside = rows.filter(({ symbol }) => symbols === null || symbols.includes(symbol));
        const wanted = inside.filter(({ count }) => count >= least);

        pairs.offer(rows.length);
        const selected = selection.select(frame);
        pairs.deliver(selected.length);

        expect(selected).toEqual(wanted);
        expect(selection.wanted(rows, asEpochUs(MARKET_EPOCH_US))).toEqual(wanted);
        expect(pairs.counts).toMatchObject({
          filteredUniverse: rows.length - inside.length,
          filteredFilters: inside.length - wanted.length,
        });
        const send = ledger.row(STAGE_SEND);
        const filtered = (send.filtered.universe ?? 0) + (send.filtered.client_filter ?? 0);
        expect(send.in).toBe(send.out + filtered);
        // The text that was written for everybody goes to who wants everything, as it is.
        const isWhole = symbols === null && filters === null;
        expect(selection.textOf(frame, selected) === frame.text).toBe(isWhole);
        expect(selected === frame.rows).toBe(isWhole);
      },
    ),
  );
});
