/** Known answers of error-log.ts: what is the same error, what is kept of it, and where it lies. */

import { errorCodeId, type Observe, of } from "#schemas";
import { isUsable } from "./cases-fixture.ts";
import { ERROR_ENTRIES_MAX, ERROR_LOG_BYTES, ErrorLog, errorFingerprint } from "./error-log.ts";

const HEADER_BYTES = 128;
const ENTRY_BYTES = 1536;
/** Messages that differ in values only, and in more than values. */
const MESSAGES = [
  "price=12",
  "price=13.5",
  "price=-1e-9",
  "price=1.5E+3",
  'key "a" is unknown',
  'key "bcd" is unknown',
  "key 'a' is unknown",
  "size=12",
  "1.2.3",
  "",
];

interface Rig {
  log: ErrorLog;
  buffer: ArrayBuffer;
  entry: (index: number) => { f64: number[]; u32: number[]; stackBytes: number; text: string };
  used: () => number[];
}

function newRig(): Rig {
  const buffer = new ArrayBuffer(ERROR_LOG_BYTES + 64);
  const used = new Int32Array(buffer, 64, 2);
  return {
    log: new ErrorLog(buffer, 64),
    buffer,
    used: () => [...used],
    entry: (index) => {
      const at = 64 + HEADER_BYTES + index * ENTRY_BYTES;
      return {
        f64: [...new Float64Array(buffer, at, 3)],
        u32: [...new Uint32Array(buffer, at + 24, 4)],
        stackBytes: new Uint32Array(buffer, at + 24, 5)[4]!,
        text: new TextDecoder().decode(new Uint8Array(buffer, at + 64, ENTRY_BYTES - 64)),
      };
    },
  };
}

/** The text without the zeros behind it. */
function trimmed(text: string): string {
  return text.replace(/\0+$/, "");
}

/** Message and sample; the stack of a caller holds paths of the machine. */
function said({ u32, text }: { u32: number[]; text: string }): string {
  return text.slice(0, u32[2]! + u32[3]!);
}

export default function run(observe: Observe): void {
  for (const message of MESSAGES) {
    observe(errorFingerprint, message, errorFingerprint("INVARIANT", message));
  }
  observe(errorFingerprint, "another code", errorFingerprint("EMIT_FAILED", "price=12"), 347027775);
  observeWrite(observe);
  observeCut(observe);
  observeRepeats(observe);
  observeFull(observe);
  observeRead(observe);
}

function observeWrite(observe: Observe): void {
  const { log, entry, used } = newRig();
  const thrown = new Error("late");
  thrown.stack = "Error: late\n    at somewhere";
  const before = Date.now();
  observe(
    of(ErrorLog, "constructor"),
    "has its memory",
    isUsable(() => [log.shed, log.entries()]),
    true,
  );
  log.record("INVARIANT", "first 1", "sample", thrown);
  observe(of(ErrorLog, "record"), "used and shed", used(), [1, 0]);
  const { f64, u32, stackBytes, text } = entry(0);
  observe("#write", "numbers of the entry", [u32, stackBytes], [[622879785, 61, 7, 6], 28]);
  observe(
    "#write",
    "text of the entry",
    trimmed(text),
    "first 1sampleError: late\n    at somewhere",
  );
  observe("#write", "the first time is now", f64[1]! >= before && f64[1]! <= Date.now(), true);
  observe("#bump", "the last time is now", f64[2]! >= before && f64[2]! <= Date.now(), true);
  log.record("FRAME_NOT_JSON", "second");
  observe(of(ErrorLog, "record"), "used and shed of two", used(), [2, 0]);
  observe("#words", "numbers of the second entry", entry(1).u32, [166833378, 9, 6, 0]);
  observe("#words", "count of the first entry", entry(0).f64[0], 1);
  observe("#write", "text of the second entry", said(entry(1)), "second");
  const [count] = entry(0).f64;
  log.record("INVARIANT", "first 1");
  const added = entry(0).f64[0]! - count!;
  observe("#bump", "adds one", added, 1);
  observe("#write", "begins at 0", count! - added, 0);
  const notThrown = newRig();
  notThrown.log.record("INVARIANT", "a", "b", "a word is no stack");
  const own = trimmed(notThrown.entry(0).text).slice(2).split("\n")[0] ?? "";
  const names = own.includes("observeWrite") && own.includes("error-log.cases.ts");
  observe("recordedAt", "without an error, the stack of the caller", names, true);
}

function observeCut(observe: Observe): void {
  for (const length of [299, 300, 301]) {
    const { log, entry } = newRig();
    log.record("INVARIANT", "m".repeat(length), "s".repeat(length + 100));
    observe("cut", `message and sample of ${length} and 100 more`, entry(0).u32.slice(2));
  }
  const { log, entry } = newRig();
  const thrown = new Error("long");
  thrown.stack = "t".repeat(2000);
  log.record("INVARIANT", "ü".repeat(200), "s".repeat(500), thrown);
  observe("cut", "message and sample by bytes", entry(0).u32.slice(2, 4), [300, 400]);
  observe("cut", "the beginning stays", trimmed(entry(0).text).slice(0, 160));
  observe("#write", "the stack gets what is left", entry(0).stackBytes, 772);
}

function observeRepeats(observe: Observe): void {
  const { log, buffer, entry, used } = newRig();
  const counts = () => [used(), entry(0).f64[0], entry(1).f64[0]];
  log.record("INVARIANT", "price=1");
  new Float64Array(buffer, 64 + HEADER_BYTES, 3)[2] = 0;
  log.record("INVARIANT", "price=1");
  observe(of(ErrorLog, "record"), "the same text", counts(), [[1, 0], 2, 0]);
  observe("#bump", "a repeat sets the last time", entry(0).f64[2]! > 0, true);
  log.record("INVARIANT", "price=2", "another sample");
  observe(of(ErrorLog, "record"), "another number is the same entry", counts(), [[1, 0], 3, 0]);
  observe(of(ErrorLog, "record"), "the first sample stays", said(entry(0)), "price=1");
  log.record("EMIT_FAILED", "price=1");
  observe(of(ErrorLog, "record"), "the same text under another code", counts(), [[2, 0], 3, 1]);
  log.record("EMIT_FAILED", "price=1");
  log.record("INVARIANT", "price=1");
  observe(of(ErrorLog, "record"), "and back", counts(), [[2, 0], 4, 2]);
  const successor = new ErrorLog(buffer, 64);
  successor.record("INVARIANT", "price=3");
  observe(of(ErrorLog, "constructor"), "a successor knows the first entry", counts(), [
    [2, 0],
    5,
    2,
  ]);
  successor.record("EMIT_FAILED", "price=3");
  observe(of(ErrorLog, "constructor"), "a successor knows the entries", counts(), [[2, 0], 5, 3]);
}

function observeFull(observe: Observe): void {
  const { log, used, entry } = newRig();
  for (let i = 0; i < ERROR_ENTRIES_MAX; i++) log.record("INVARIANT", `${"x".repeat(i + 1)}`);
  observe(of(ErrorLog, "record"), "full", used(), [64, 0]);
  log.record("INVARIANT", "one too many");
  log.record("INVARIANT", "one too many");
  observe(of(ErrorLog, "record"), "shed", used(), [64, 2]);
  observe(of(ErrorLog, "shed"), "reads", log.shed, 2);
  log.record("INVARIANT", "xx");
  observe(of(ErrorLog, "record"), "a known one still counts", entry(1).f64[0], 2);
}

function observeRead(observe: Observe): void {
  const { log, buffer } = newRig();
  observe(of(ErrorLog, "entries"), "none", log.entries(), []);
  const bytes = new TextEncoder().encode("müdsmpstack");
  for (const index of [0, 1]) {
    const at = 64 + HEADER_BYTES + index * ENTRY_BYTES;
    new Float64Array(buffer, at, 3).set([5 + index, 1000, 2000]);
    new Uint32Array(buffer, at + 24, 5).set([0xab + index, errorCodeId("INVARIANT"), 4, 3, 5]);
    new Uint8Array(buffer, at + 64).set(bytes);
  }
  new Int32Array(buffer, 64, 2).set([2, 0]);
  const entries = log.entries();
  observe("#read", "an entry", entries[0]);
  observe("#read", "another entry", entries[1]);
  observe(of(ErrorLog, "entries"), "how many", entries.length, 2);
  const detached = ErrorLog.detached();
  detached.record("INVARIANT", "x");
  const { code, count, message, sample } = detached.entries()[0]!;
  observe(
    of(ErrorLog, "detached"),
    "records",
    [code, count, message, sample],
    ["INVARIANT", 1, "x", ""],
  );
}
