/** Known answers of record-intake.ts: numbering, counting, the slot's header and the refusals. */
import { asEpochUs, asSymbolId, type SymbolTableWriter } from "#codec";
import { errorCodeId, type Observe, of, type Subject } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { FixtureSink, slotNumbers, thrownBy } from "../testing/cases-fixture.ts";
import { codeOf, RecordIntake } from "./record-intake.ts";

const T_US = Date.UTC(2024, 5, 3, 15) * 1000;

interface Rig {
  intake: RecordIntake;
  sink: FixtureSink;
  notes: Notes;
}

function newRig(traceEvery: number, firstRecordSeq: number): Rig {
  const notes = new Notes();
  const sink = new FixtureSink(notes);
  // Of the table only its sizes are asked.
  const symbols = { count: 41, symbolsMax: 42 } as unknown as SymbolTableWriter;
  const [ledger, errors] = [new NotingLedger(notes), new NotingErrors(notes)];
  const rest = { sourceIndex: 9, traceEvery, firstRecordSeq };
  return { intake: new RecordIntake({ symbols, sink, ledger, errors, ...rest }), sink, notes };
}

function observeConstructor(observe: Observe): void {
  for (const traceEvery of [0, 1, 2, 1024, 3, 6, -1, -2]) {
    const said = thrownBy(() => newRig(traceEvery, 0));
    observe(of(RecordIntake, "constructor"), `traceEvery=${traceEvery}`, said);
  }
  const { intake } = newRig(0, 70);
  const { nextSeq, receivedEpochUs, feedTimeUnit, symbols } = intake;
  observe(
    of(RecordIntake, "constructor"),
    "what it begins with",
    [nextSeq, receivedEpochUs, feedTimeUnit],
    [70, 0, "us"],
  );
  observe(of(RecordIntake, "constructor"), "its table", symbols.count, 41);
}

function observeCounts(observe: Observe): void {
  const { intake, notes } = newRig(0, 70);
  intake.enter();
  observe(of(RecordIntake, "enter"), "counts", notes.take(), [["enter", "normalise", 1]]);
  observe(of(RecordIntake, "enter"), "takes no number", intake.nextSeq, 70);
  observe(of(RecordIntake, "enterRecord"), "number", intake.enterRecord(), 70);
  observe(of(RecordIntake, "enterRecord"), "next number", intake.nextSeq, 71);
  observe(of(RecordIntake, "enterRecord"), "counts", notes.take(), [["enter", "normalise", 1]]);
  intake.filter(4);
  observe(of(RecordIntake, "filter"), "counts", notes.take(), [
    ["filter", "normalise", "duplicate", 1],
  ]);
  observe(
    of(RecordIntake, "refuse"),
    "returns",
    intake.refuse("KIND_UNKNOWN", "why", "what"),
    false,
  );
  observe(of(RecordIntake, "refuse"), "counts", notes.take(), [
    ["error", "normalise", "KIND_UNKNOWN", 1],
    ["record", "KIND_UNKNOWN", "why", "what", undefined],
  ]);
}

function observeClaim(observe: Observe): void {
  const { intake, sink, notes } = newRig(0, 0);
  intake.receivedEpochUs = asEpochUs(T_US + 5);
  sink.slot = 3;
  observe(of(RecordIntake, "claim"), "slot", intake.claim(2, 6, asSymbolId(77), 1234), 3);
  observe(of(RecordIntake, "claim"), "header, the rest as it was", slotNumbers(sink.view, 3));
  const untouched = [slotNumbers(sink.view, 2), slotNumbers(sink.view, 4)];
  observe(of(RecordIntake, "claim"), "slots beside it", untouched);
  observe(of(RecordIntake, "claim"), "counts", notes.take(), []);
  observe(of(RecordIntake, "commit"), "returns", intake.commit(), true);
  observe(of(RecordIntake, "commit"), "counts", notes.take(), [
    ["commit", 3],
    ["leave", "normalise", 1],
    ["produce", "normalise", 1],
  ]);
  sink.slot = 0;
  observe(of(RecordIntake, "claim"), "the first slot", intake.claim(1, 0, asSymbolId(5), 6), 0);
  observe(of(RecordIntake, "claim"), "counts nothing for the first slot", notes.take(), []);
  sink.slot = -1;
  observe(
    of(RecordIntake, "claim"),
    "slot of a sink that stops",
    intake.claim(1, 0, asSymbolId(5), 6),
    -1,
  );
  observe(of(RecordIntake, "claim"), "counts a drop", notes.take(), [
    ["drop", "normalise", "shutdown", 1],
  ]);
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
  const step = (functionName: Subject, fact: string, call: () => boolean) => {
    const isIn = call();
    const [counted, logged] = notes.take() as [unknown, unknown[] | undefined];
    observe(functionName, `${fact}: counts and log`, [isIn, counted, logged?.slice(0, 3)]);
    observe("#sampleOf", `${fact}: sample`, logged?.slice(3));
  };
  observe(codeOf, "an error code", codeOf(size), "SIZE_INVALID");
  step(of(RecordIntake, "refuseSymbol"), "invalid, a text", () =>
    intake.refuseSymbol(asSymbolId(0), "A B"),
  );
  step(of(RecordIntake, "refuseSymbol"), "invalid, a number", () =>
    intake.refuseSymbol(asSymbolId(0), 5),
  );
  step(of(RecordIntake, "refuseSymbol"), "table full", () =>
    intake.refuseSymbol(asSymbolId(-1), "AAPL"),
  );
  step(of(RecordIntake, "refuseType"), "a text", () =>
    intake.refuseType("PRICE_NOT_NUMBER", "price", "1", "A"),
  );
  step(of(RecordIntake, "refuseType"), "absent", () =>
    intake.refuseType("SIZE_NOT_NUMBER", "size", undefined, "A"),
  );
  step(of(RecordIntake, "refuseType"), "null", () =>
    intake.refuseType("SIZE_NOT_NUMBER", "size", null, "B"),
  );
  step(of(RecordIntake, "refuseTick"), "size", () =>
    intake.refuseTick(size, "price", 1, -2, T_US, "A"),
  );
  intake.feedTimeUnit = "ms";
  step(of(RecordIntake, "refuseTick"), "time", () =>
    intake.refuseTick(unit, "fmv", 1, 2, 3000, "A"),
  );
  const price = errorCodeId("PRICE_INVALID");
  step(of(RecordIntake, "refuseTick"), "price", () =>
    intake.refuseTick(price, "fmv", NOT, 2, T_US, "C"),
  );
  const bar = { open: 1, high: 2, low: 1, close: 2, volume: -7, start: T_US, end: T_US + 1 };
  step(of(RecordIntake, "refuseBar"), "volume", () => intake.refuseBar(size, bar, "A"));
  step(of(RecordIntake, "refuseBar"), "start", () =>
    intake.refuseBar(unit, { ...bar, start: 4000 }, "D"),
  );
  observe(
    codeOf,
    "no code",
    thrownBy(() => codeOf(9999)),
    "Invariant: problem 9999 is an error code's id",
  );
}

export default function cases(observe: Observe): void {
  observeConstructor(observe);
  observeCounts(observe);
  observeClaim(observe);
  observeTraces(observe);
  observeRefusals(observe);
}
