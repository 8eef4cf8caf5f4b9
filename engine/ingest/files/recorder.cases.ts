/** Known answers of recorder.ts: what reaches the tape, and what ends a recording. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asSlot, privateSlots, RECORD_BYTES, type SymbolTable, TapeReader } from "#codec";
import { ErrorLog } from "#engine/telemetry";
import { type Observe, of, TickscopeError } from "#schemas";
import { failureOf, fixedSymbols, withFolder, writeRecord } from "../../testing/cases-fixture.ts";
import { Recorder } from "./recorder.ts";

interface Rig {
  recorder: Recorder;
  errors: ErrorLog;
  ends: unknown[];
  path: string;
}

function newRig(folder: string, symbols: SymbolTable): Rig {
  const path = join(folder, "recorded.tape");
  const errors = ErrorLog.detached();
  const ends: unknown[] = [];
  const recorder = new Recorder(path, "continuous", symbols, errors, (file, records, problem) => {
    ends.push([file.replace(folder, "DIR"), records, problem]);
  });
  return { recorder, errors, ends, path };
}

/** Three records, one per slot. */
function records() {
  const view = privateSlots(3, RECORD_BYTES);
  for (const slot of [0, 1, 2]) writeRecord(view, slot, { symbolId: slot + 1, recordSeq: slot });
  return view;
}

export default async function run(observe: Observe): Promise<void> {
  await withFolder((folder) => observeTape(observe, folder));
  await withFolder((folder) => observeFailure(observe, folder));
  await withFolder(async (folder) => {
    const failure = await failureOf(() => newRig(join(folder, "none"), fixedSymbols()));
    observe(
      of(Recorder, "constructor"),
      "no such folder",
      failure.split(":")[0],
      "TAPE_WRITE_FAILED",
    );
  });
}

function observeTape(observe: Observe, folder: string): void {
  const { recorder, errors, ends, path } = newRig(folder, fixedSymbols());
  const view = records();
  for (const slot of [0, 1, 2]) recorder.tap(view, asSlot(slot));
  const headerBytes = readFileSync(path).length;
  recorder.flushIfDue();
  observe(
    of(Recorder, "flushIfDue"),
    "nothing within a second",
    readFileSync(path).length - headerBytes,
    0,
  );
  observe(of(Recorder, "tap"), "ends nothing", ends, []);
  recorder.close();
  observe(of(Recorder, "close"), "path, records and no problem", ends, [
    ["DIR/recorded.tape", 3, null],
  ]);
  observe(of(Recorder, "close"), "errors", errors.entries().length, 0);
  const reader = new TapeReader(path);
  try {
    observe(
      of(Recorder, "constructor"),
      "calendar and origin",
      [reader.header.calendar, reader.header.origin],
      ["continuous", "recorded by tickscope"],
    );
    for (let block = reader.next(); block !== undefined; block = reader.next()) {
      observe(of(Recorder, "tap"), "records of a block", block.view.u8);
      observe(of(Recorder, "tap"), "symbols of a block", block.symbols, ["", "S1", "S2", "S3"]);
    }
  } finally {
    reader.close();
  }
}

/** The symbol table stands in for a disk that is full: it fails inside the same guard. */
async function observeFailure(observe: Observe, folder: string): Promise<void> {
  let thrown: unknown;
  const symbols = {
    symbolOf: () => {
      if (thrown !== undefined) throw thrown;
      return "A";
    },
  } as unknown as SymbolTable;
  const { recorder, errors, ends } = newRig(folder, symbols);
  const view = records();
  recorder.tap(view, asSlot(0));
  thrown = new RangeError("a mistake of ours");
  observe(
    "#break",
    "a mistake goes on",
    await failureOf(() => recorder.tap(view, asSlot(1))),
    "RangeError: a mistake of ours",
  );
  observe("#break", "and ends nothing", ends, []);
  thrown = new TickscopeError("TAPE_WRITE_FAILED", "no room");
  observe(
    "#break",
    "a full disk does not",
    await failureOf(() => recorder.tap(view, asSlot(1))),
    "none",
  );
  observe("#break", "is told", ends, [
    ["DIR/recorded.tape", 0, "TAPE_WRITE_FAILED: no room — Free space and start recording again."],
  ]);
  const entries = errors.entries().map(({ code, message, count }) => [code, message, count]);
  observe("#break", "is logged", entries, [["TAPE_WRITE_FAILED", "no room", 1]]);
  thrown = new RangeError("a mistake of ours");
  observe(
    of(Recorder, "tap"),
    "nothing more once it is broken",
    await failureOf(() => recorder.tap(view, asSlot(2))),
    "none",
  );
  recorder.flushIfDue();
  recorder.close();
  observe(
    of(Recorder, "close"),
    "nothing more after it",
    [ends.length, errors.entries()[0]?.count],
    [1, 1],
  );
}
