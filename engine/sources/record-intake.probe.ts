/** Known answers of record-intake.ts: numbering, counting, the slot's header and the refusals. */
import { asEpochUs, asSymbolId, type SymbolTableWriter } from "#codec";
import { errorCodeId, type Observe, type Probe } from "#schemas";
import {
  Notes,
  notingErrors,
  notingLedger,
  ProbeSink,
  slotNumbers,
  thrownBy,
} from "./probe-fixture.ts";
import { codeOf, RecordIntake } from "./record-intake.ts";

const T_US = Date.UTC(2024, 5, 3, 15) * 1000;

interface Rig {
  intake: RecordIntake;
  sink: ProbeSink;
  notes: Notes;
}

function newRig(traceEvery: number, firstRecordSeq: number): Rig {
  const notes = new Notes();
  const sink = new ProbeSink(notes);
  // Of the table only its sizes are asked.
  const symbols = { count: 41, symbolsMax: 42 } as unknown as SymbolTableWriter;
  const [ledger, errors] = [notingLedger(notes), notingErrors(notes)];
  const rest = { sourceIndex: 9, traceEvery, firstRecordSeq };
  return { intake: new RecordIntake({ symbols, sink, ledger, errors, ...rest }), sink, notes };
}

function observeConstructor(observe: Observe): void {
  for (const traceEvery of [0, 1, 2, 1024, 3, 6, -1, -2]) {
    const said = thrownBy(() => newRig(traceEvery, 0));
    observe("constructor", `traceEvery=${traceEvery}`, said);
  }
  const { intake } = newRig(0, 70);
  const { nextSeq, receivedEpochUs, feedTimeUnit, symbols } = intake;
  observe("constructor", "what it begins with", [nextSeq, receivedEpochUs, feedTimeUnit]);
  observe("constructor", "its table", symbols.count);
}

function observeCounts(observe: Observe): void {
  const { intake, notes } = newRig(0, 70);
  intake.enter();
  observe("enter", "counts", notes.take());
  observe("enter", "takes no number", intake.nextSeq);
  observe("enterRecord", "number", intake.enterRecord());
  observe("enterRecord", "next number", intake.nextSeq);
  observe("enterRecord", "counts", notes.take());
  intake.filter(4);
  observe("filter", "counts", notes.take());
  observe("refuse", "returns", intake.refuse("KIND_UNKNOWN", "why", "what"));
  observe("refuse", "counts", notes.take());
}

function observeClaim(observe: Observe): void {
  const { intake, sink, notes } = newRig(0, 0);
  intake.receivedEpochUs = asEpochUs(T_US + 5);
  sink.slot = 3;
  observe("claim", "slot", intake.claim(2, 6, asSymbolId(77), 1234));
  observe("claim", "header, the rest as it was", slotNumbers(sink.view, 3));
  const untouched = [slotNumbers(sink.view, 2), slotNumbers(sink.view, 4)];
  observe("claim", "slots beside it", untouched);
  observe("claim", "counts", notes.take());
  observe("commit", "returns", intake.commit());
  observe("commit", "counts", notes.take());
  sink.slot = 0;
  observe("claim", "the first slot", intake.claim(1, 0, asSymbolId(5), 6));
  observe("claim", "counts nothing for the first slot", notes.take());
  sink.slot = -1;
  observe("claim", "slot of a sink that stops", intake.claim(1, 0, asSymbolId(5), 6));
  observe("claim", "counts a drop", notes.take());
}

function observeTraces(observe: Observe): void {
  for (const traceEvery of [0, 1, 4]) {
    const { intake, sink } = newRig(traceEvery, 0);
    const ids = [0, 1, 2, 3, 4, 5, 8, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 4].map((recordSeq) => {
      intake.claim(1, 0, asSymbolId(1), recordSeq);
      return slotNumbers(sink.view, sink.slot).traceId;
    });
    observe("#traceIdOf", `one in ${traceEvery}`, ids);
  }
}

function observeRefusals(observe: Observe): void {
  const { intake, notes } = newRig(0, 50);
  const { NaN: NOT } = Number;
  const size = errorCodeId("SIZE_INVALID");
  const unit = errorCodeId("TIME_UNIT");
  const step = (functionName: string, fact: string, call: () => boolean) => {
    const isIn = call();
    const [counted, logged] = notes.take() as [unknown, unknown[] | undefined];
    observe(functionName, `${fact}: counts and log`, [isIn, counted, logged?.slice(0, 3)]);
    observe("#sampleOf", `${fact}: sample`, logged?.slice(3));
  };
  observe("codeOf", "an error code", codeOf(size));
  step("refuseSymbol", "invalid, a text", () => intake.refuseSymbol(asSymbolId(0), "A B"));
  step("refuseSymbol", "invalid, a number", () => intake.refuseSymbol(asSymbolId(0), 5));
  step("refuseSymbol", "table full", () => intake.refuseSymbol(asSymbolId(-1), "AAPL"));
  step("refuseType", "a text", () => intake.refuseType("PRICE_NOT_NUMBER", "price", "1", "A"));
  step("refuseType", "absent", () => intake.refuseType("SIZE_NOT_NUMBER", "size", undefined, "A"));
  step("refuseType", "null", () => intake.refuseType("SIZE_NOT_NUMBER", "size", null, "B"));
  step("refuseTick", "size", () => intake.refuseTick(size, "price", 1, -2, T_US, "A"));
  intake.feedTimeUnit = "ms";
  step("refuseTick", "time", () => intake.refuseTick(unit, "fmv", 1, 2, 3000, "A"));
  const price = errorCodeId("PRICE_INVALID");
  step("refuseTick", "price", () => intake.refuseTick(price, "fmv", NOT, 2, T_US, "C"));
  const bar = { open: 1, high: 2, low: 1, close: 2, volume: -7, start: T_US, end: T_US + 1 };
  step("refuseBar", "volume", () => intake.refuseBar(size, bar, "A"));
  step("refuseBar", "start", () => intake.refuseBar(unit, { ...bar, start: 4000 }, "D"));
  observe(
    "codeOf",
    "no code",
    thrownBy(() => codeOf(9999)),
  );
}

export const RECORD_INTAKE_PROBE: Probe = {
  name: "record-intake",
  stage: "normalise",
  file: "engine/sources/record-intake.ts",
  needs: ["errors", "stages", "record-layout", "record-problem"],
  run: (observe: Observe): void => {
    observeConstructor(observe);
    observeCounts(observe);
    observeClaim(observe);
    observeTraces(observe);
    observeRefusals(observe);
  },
};
