/** Known answers of client-selection.ts: who wants what, why not, and how that is counted. */
import { asEpochUs, asSymbolId } from "#codec";
import { ThreadLedger } from "#engine/telemetry";
import { type Observe, of } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import type { ClientFilters, Universe } from "../requests/client-filter.ts";
import { countedOf, listingFrame, MARKET_EPOCH_US } from "./client-fixture.ts";
import { ClientPairs } from "./client-pairs.ts";
import { ClientSelection } from "./client-selection.ts";

const ROWS = ["a", "b", "c", "d"].map((text, count) => {
  return rowOf({ text, symbol: text.toUpperCase(), symbolId: asSymbolId(count + 1), count });
});
const TWO = new Set(["A", "C"]);
/** Lets c and d through. */
const COUNTED: ClientFilters = { highlow: { min_count: 2 } };
const WISHES: [string, Universe, ClientFilters | null][] = [
  ["everything", null, null],
  ["a universe", TWO, null],
  ["no symbol at all", new Set(), null],
  ["filters", null, COUNTED],
  ["filters without a rule", null, {}],
  ["universe and filters", TWO, COUNTED],
];

function newRig(universe: Universe, filters: ClientFilters | null) {
  const ledger = ThreadLedger.detached();
  const pairs = new ClientPairs(ledger);
  const selection = new ClientSelection(pairs);
  selection.universe = universe;
  selection.filters = filters;
  return { selection, counted: () => countedOf(pairs.counts, ledger) };
}

export default function run(observe: Observe): void {
  for (const [fact, universe, filters] of WISHES) {
    const { selection, counted } = newRig(universe, filters);
    const frame = listingFrame(ROWS, 1);
    observe(of(ClientSelection, "isWhole"), fact, selection.isWhole);
    const wanted = selection.wanted(ROWS, asEpochUs(MARKET_EPOCH_US));
    const texts = wanted.map(({ text }) => text);
    observe(of(ClientSelection, "wanted"), fact, [texts, counted()]);
    const refusals = ROWS.map(
      (row) => selection.refusalOf(row, asEpochUs(MARKET_EPOCH_US)) ?? "wanted",
    );
    observe(of(ClientSelection, "refusalOf"), fact, refusals);
    const selected = selection.select(frame);
    observe(of(ClientSelection, "select"), fact, [
      selected.map(({ text }) => text),
      selected === frame.rows,
      counted(),
    ]);
    observe(of(ClientSelection, "textOf"), fact, selection.textOf(frame, selected));
  }
  observeAges(observe);
}

/** The market's time of the frame decides what is too old. */
function observeAges(observe: Observe): void {
  const { selection } = newRig(null, { surges: { max_age: 2 } });
  const rows = [6e6, 7e6, 8e6].map((eventEpochUs, i) => {
    return rowOf({ list: 4, eventEpochUs: asEpochUs(eventEpochUs), text: `surge ${i}` });
  });
  const told = (some: readonly { text: string }[]) => some.map(({ text }) => text);
  observe(of(ClientSelection, "select"), "ages", told(selection.select(listingFrame(rows, 1))), [
    "surge 1",
    "surge 2",
  ]);
  observe(of(ClientSelection, "wanted"), "ages", told(selection.wanted(rows, asEpochUs(10e6))), [
    "surge 2",
  ]);
}
