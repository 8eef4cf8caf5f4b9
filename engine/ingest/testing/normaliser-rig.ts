/** A normaliser whose surroundings are stand-ins: for its cases. */
import { asSymbolId, RECORD_F64, type SymbolId, type SymbolTableWriter } from "#codec";
import type { Observe, Subject } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { Normaliser } from "../normalise/normaliser.ts";
import { FixtureSink, slotNumbers } from "./cases-fixture.ts";

/** What a step of the normaliser says: returned, number taken, asked for, and the record written. */
type Answer = [
  isIn: boolean,
  currentRecordSeq: number,
  asked: unknown[],
  record: Record<string, unknown> | null,
];

/** Knows "AAPL" as 1, takes what is new as 8, and is full for "FULL". */
class FixtureTable
  implements Pick<SymbolTableWriter, "count" | "symbolsMax" | "idOf" | "intern" | "symbolOf">
{
  readonly count = 41;
  readonly symbolsMax = 42;
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  idOf(symbol: string): SymbolId {
    return asSymbolId(symbol === "AAPL" || symbol === "<b>known</b>" ? 1 : 0);
  }

  intern(symbol: string): SymbolId {
    this.#notes.add("intern", symbol);
    return asSymbolId(symbol === "FULL" ? -1 : 8);
  }

  symbolOf(id: SymbolId): string {
    return `symbol ${id}`;
  }
}

export class NormaliserRig {
  readonly notes: Notes = new Notes();
  readonly sink: FixtureSink = new FixtureSink(this.notes);
  readonly normaliser: Normaliser = new Normaliser({
    symbols: new FixtureTable(this.notes) as unknown as SymbolTableWriter,
    sink: this.sink,
    ledger: new NotingLedger(this.notes),
    errors: new NotingErrors(this.notes),
    sourceIndex: 3,
    traceEvery: 2,
    firstRecordSeq: 100,
  });
  readonly #observe: Observe;

  constructor(observe: Observe) {
    this.#observe = observe;
  }

  answer(call: (normaliser: Normaliser) => boolean): Answer {
    const { slot, view } = this.sink;
    const isIn = call(this.normaliser);
    const behind = view.f64[(slot + 1) * RECORD_F64];
    const record = this.sink.slot === slot ? null : { ...slotNumbers(view, slot), behind };
    // One place for all records, so that no answer depends on those before it.
    if (this.sink.slot > 0) this.sink.slot = 1;
    view.f64.fill(7.25);
    return [isIn, this.normaliser.currentRecordSeq, this.notes.take(), record];
  }

  /** Observes the answer of a step. */
  step(functionName: Subject, fact: string, call: (normaliser: Normaliser) => boolean): void {
    this.#observe(functionName, fact, this.answer(call));
  }

  /** The first slot, then a sink that stops; the last steps of a rig. */
  edges(functionName: Subject, call: (normaliser: Normaliser) => boolean): void {
    this.sink.slot = 0;
    this.step(functionName, "the first slot", call);
    this.sink.slot = -1;
    this.step(functionName, "a sink that stops", call);
  }
}
