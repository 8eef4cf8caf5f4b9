/** Known answers of frame-intake.ts: what becomes of a frame, and how messages are shown. */

import { type Observe, of } from "#schemas";
import { Notes, NotingErrors, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { FrameIntake, missingFields, REFUSED, sampleOf } from "./frame-intake.ts";

/** Bytes of UTF-8 that a frame of these cases may have. */
const BYTES_MAX = 30;
const LONG = "x".repeat(250);

const FRAMES: readonly (readonly [fact: string, frame: unknown])[] = [
  ["an array", "[1,2]"],
  ["JSON that says null", "null"],
  ["30 bytes", `"${"a".repeat(28)}"`],
  ["31 bytes", `"${"a".repeat(29)}"`],
  ["11 characters, 29 bytes", `"${"€".repeat(9)}"`],
  ["12 characters, 32 bytes", `"${"€".repeat(10)}"`],
  ["300 bytes", `"${"b".repeat(298)}"`],
  ["no JSON", "[1,"],
  ["empty", ""],
  ["bytes", new Uint8Array(5)],
  ["a buffer", new ArrayBuffer(7)],
  ["null", null],
  ["undefined", undefined],
];

/** Without parsing. */
function observeAdmit(observe: Observe): void {
  const notes = new Notes();
  const frames = new FrameIntake(
    new NotingLedger(notes),
    new NotingErrors(notes),
    BYTES_MAX,
    "ws://probe",
  );
  for (const frame of ["[1,", `"${"a".repeat(29)}"`, new Uint8Array(5)]) {
    const text = frames.admit(frame);
    observe(of(FrameIntake, "admit"), `${frame}: text, counts`, [
      text === REFUSED ? "refused" : text,
      notes.take(),
    ]);
  }
  const value = frames.parseText("[1,");
  observe(of(FrameIntake, "parseText"), "no JSON", [value === REFUSED, notes.take()]);
  observe(
    of(FrameIntake, "parseText"),
    "an array",
    [frames.parseText("[1]"), notes.take()],
    [[1], []],
  );
}

function observeFrames(observe: Observe): void {
  const notes = new Notes();
  const frames = new FrameIntake(
    new NotingLedger(notes),
    new NotingErrors(notes),
    BYTES_MAX,
    "ws://probe",
  );
  frames.leave(3);
  observe(of(FrameIntake, "leave"), "with 3 messages", notes.take(), [
    ["leave", "decode", 1],
    ["produce", "decode", 3],
  ]);
  frames.refuseShape({ a: LONG }, "an array");
  observe("#refuse", "what refuseShape says", notes.take());
  for (const [fact, frame] of FRAMES) {
    const value = frames.parse(frame);
    observe(of(FrameIntake, "parse"), `${fact}: value`, value === REFUSED ? "refused" : value);
    observe(of(FrameIntake, "parse"), `${fact}: counts`, notes.take());
  }
}

const SHOWN: readonly (readonly [fact: string, value: unknown])[] = [
  ["a text", 'a "b"'],
  ["a long text", LONG],
  ["a number", 1.5],
  ["null", null],
  ["undefined", undefined],
  ["an empty array", []],
  ["ten items", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["eleven items", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ["an object", { a: 1, b: "x", c: [true] }],
  ["arrays within", [[[[1]]]]],
  ["objects within", { a: { b: { c: { d: 1 } } } }],
  ["30 keys", keys(30)],
  ["31 keys", keys(31)],
  ["exactly 200 characters", "y".repeat(198)],
  ["longer than 200 characters", ["y".repeat(150), "z".repeat(150)]],
];

function keys(count: number): Record<string, number> {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
  return Object.fromEntries([...letters.slice(0, count)].map((letter) => [letter, 1]));
}

function observeShown(observe: Observe): void {
  for (const [fact, value] of SHOWN) {
    const text = sampleOf(value);
    observe(fact.includes("characters") ? sampleOf : "shown", fact, [text.length, text]);
  }
  const message = { ev: "T", p: undefined, [LONG]: 1 };
  observe(missingFields, "names", missingFields(message, "T", ["ev", "p", "s"]));
  const names = Array.from({ length: 42 }, (_, i) => [`k${i}`, i]);
  const many = missingFields(Object.fromEntries(names), "a message", ["ev"]);
  observe(missingFields, "how many are named", [many.includes(" k39;"), many]);
}

export default function cases(observe: Observe): void {
  observeShown(observe);
  observeAdmit(observe);
  observeFrames(observe);
}
