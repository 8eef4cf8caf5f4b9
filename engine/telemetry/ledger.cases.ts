/** Known answers of ledger.ts: where each count lies, and what is read back. */

import { type Observe, of, type Subject } from "#schemas";
import { isUsable } from "./cases-fixture.ts";
import {
  addRow,
  emptyRow,
  LEDGER_BLOCK_BYTES,
  type LedgerRow,
  ThreadLedger,
  unaccounted,
} from "./ledger.ts";

/** Float64 counters of a row, as ledger.ts lays it out. */
const ROW_F64 = 136;

/** Counters that `count` changed, as index and value. */
function changed(count: (ledger: ThreadLedger) => void): number[][] {
  const buffer = new ArrayBuffer(LEDGER_BLOCK_BYTES + 64);
  count(new ThreadLedger(buffer, 64));
  return [...new Float64Array(buffer).entries()].filter(([, value]) => value !== 0);
}

/** Twice, so that adding and overwriting differ. */
function twice(count: (ledger: ThreadLedger) => void): (ledger: ThreadLedger) => void {
  return (ledger) => {
    count(ledger);
    count(ledger);
  };
}

/** What of a counter's place belongs to its constant, and what to the call that counts. */
function observeCount(
  observe: Observe,
  call: Subject,
  constant: string,
  count: (ledger: ThreadLedger, stage: number) => void,
): void {
  const first = changed(twice((ledger) => count(ledger, 0)));
  observe(call, "counters and value", [first.length, first[0]?.[1]]);
  const at = (changed((ledger) => count(ledger, 3))[0]?.[0] ?? Number.NaN) - 8;
  observe(call, "row of stage 3", Math.floor(at / ROW_F64));
  observe(constant, "place in the row", at % ROW_F64);
}

export default function run(observe: Observe): void {
  observe(
    of(ThreadLedger, "constructor"),
    "has its memory",
    isUsable(() => ThreadLedger.detached().row(11)),
    true,
  );
  observeCount(observe, of(ThreadLedger, "enter"), "IN", (ledger, stage) => ledger.enter(stage, 2));
  observeCount(observe, of(ThreadLedger, "leave"), "OUT", (ledger, stage) =>
    ledger.leave(stage, 2),
  );
  observeCount(observe, of(ThreadLedger, "produce"), "PRODUCED", (ledger, stage) =>
    ledger.produce(stage, 2),
  );
  observeCount(observe, of(ThreadLedger, "filter"), "FILTERED", (ledger, stage) =>
    ledger.filter(stage, 0, 2),
  );
  observeCount(observe, of(ThreadLedger, "drop"), "DROPPED", (ledger, stage) =>
    ledger.drop(stage, 0, 2),
  );
  observeCount(observe, of(ThreadLedger, "error"), "ERRORED", (ledger, stage) =>
    ledger.error(stage, 0, 2),
  );
  for (const reason of [1, 12]) {
    observe(
      of(ThreadLedger, "filter"),
      `reason ${reason}`,
      changed(twice((ledger) => ledger.filter(3, reason, 2))),
    );
  }
  for (const reason of [1, 8]) {
    observe(
      of(ThreadLedger, "drop"),
      `reason ${reason}`,
      changed(twice((ledger) => ledger.drop(3, reason, 2))),
    );
  }
  for (const code of [1, 63]) {
    observe(
      of(ThreadLedger, "error"),
      `code ${code}`,
      changed(twice((ledger) => ledger.error(3, code, 2))),
    );
  }
  const entered = ThreadLedger.detached();
  entered.enter(3, 2);
  entered.enter(3, 5);
  entered.leave(4, 9);
  observe(
    of(ThreadLedger, "entered"),
    "by stage",
    [2, 3, 4].map((stage) => entered.entered(stage)),
    [0, 7, 0],
  );
  observeRow(observe);
  observeArithmetic(observe);
}

function observeRow(observe: Observe): void {
  const f64 = new Float64Array(LEDGER_BLOCK_BYTES / 8);
  const places = { in: 0, out: 1, produced: 2, filtered: 3, dropped: 19, errored: 35 };
  const ledger = new ThreadLedger(f64.buffer, 0);
  for (const stage of [0, 5, 11]) {
    const at = stage * ROW_F64;
    f64.set([stage + 1, 20, 300], at);
    const whole = ledger.row(stage);
    observe("readRow", `stage ${stage}`, [whole?.in, whole?.out, whole?.produced]);
    observe("readNamed", `stage ${stage}, nothing`, ledger.row(stage));
    for (const name of ["filtered", "dropped", "errored"] as const) {
      f64[at + places[name]] = 1;
      observe("readRow", `stage ${stage}, the first of ${name}`, ledger.row(stage));
    }
    // Later names, so that a name and its place cannot slip apart.
    f64[at + places.filtered + 12] = 7;
    f64[at + places.dropped + 8] = 8;
    f64[at + places.errored + 22] = 9;
    observe("readNamed", `stage ${stage}, first and later names`, ledger.row(stage));
  }
  const detached = ThreadLedger.detached();
  detached.enter(11, 4);
  observe(of(ThreadLedger, "detached"), "counts from nothing", [
    detached.row(11),
    ThreadLedger.detached().row(11),
  ]);
}

function observeArithmetic(observe: Observe): void {
  observe(emptyRow, "row", emptyRow(), {
    dropped: {},
    errored: {},
    filtered: {},
    in: 0,
    out: 0,
    produced: 0,
  });
  const into = emptyRow();
  const from: LedgerRow = {
    in: 100,
    out: 20,
    produced: 7,
    filtered: { duplicate: 3, universe: 4 },
    dropped: { overrun: 5 },
    errored: { ROUTE_MISSING: 6, EVENT_INVALID: 8 },
  };
  addRow(into, from);
  observe(addRow, "once", into);
  addRow(into, from);
  observe(addRow, "twice", into);
  observe(addRow, "leaves what it adds", from);
  observe(unaccounted, "an empty row", unaccounted(emptyRow()), 0);
  observe(unaccounted, "all parts", unaccounted(from), 54);
  for (const part of ["filtered", "dropped", "errored"] as const) {
    const row = { ...emptyRow(), in: 10, out: 1, produced: 50, [part]: { a: 2, b: 3 } };
    observe(unaccounted, part, unaccounted(row));
  }
}
