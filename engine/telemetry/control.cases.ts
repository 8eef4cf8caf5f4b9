/** Known answers of control.ts: which word each call writes and reads. */

import { type Observe, of } from "#schemas";
import { isUsable } from "./cases-fixture.ts";
import { Control, controlBytes } from "./control.ts";

const THREADS = 3;

/** Words other than 0, by index. */
function nonZero(words: Int32Array | Float64Array): Record<number, number> {
  return Object.fromEntries([...words.entries()].filter(([, value]) => value !== 0));
}

export default function run(observe: Observe): void {
  for (const threads of [1, THREADS])
    observe(controlBytes, `${threads} threads`, controlBytes(threads));
  observeWords(observe);
  observeThreads(observe);
}

function observeWords(observe: Observe): void {
  const { control, i32, f64 } = newControl();
  const looks = () => [control.phase, control.nextRecordSeq];
  observe(of(Control, "constructor"), "has its words", isUsable(looks), true);
  control.phase = 2;
  observe(of(Control, "phase"), "words after phase = 2", nonZero(i32), { "0": 2 });
  i32[0] = 7;
  observe(of(Control, "phase"), "reads", control.phase, 7);
  i32[0] = 0;
  control.isTelemetryOn = true;
  observe(of(Control, "isTelemetryOn"), "words after true", nonZero(i32), { "1": 1 });
  control.isTelemetryOn = false;
  observe(of(Control, "isTelemetryOn"), "words after false", nonZero(i32), {});
  for (const word of [0, 1, 2]) {
    i32[1] = word;
    observe(of(Control, "isTelemetryOn"), `reads ${word}`, control.isTelemetryOn);
  }
  i32[1] = 0;
  control.nextRecordSeq = 0.5;
  observe(of(Control, "nextRecordSeq"), "doubles after a write", nonZero(f64), { "8": 0.5 });
  f64[8] = 2 ** 40;
  observe(of(Control, "nextRecordSeq"), "reads", control.nextRecordSeq, 1099511627776);
}

function observeThreads(observe: Observe): void {
  for (const thread of [0, THREADS - 1]) {
    const { control, i32, f64 } = newControl();
    control.beat(thread);
    control.beat(thread);
    observe(of(Control, "beat"), `words, thread ${thread}`, nonZero(i32));
    i32.set(
      [10, 20, 30].flatMap((beat) => [beat, ...new Array(31).fill(0)]),
      32,
    );
    observe(of(Control, "heartbeat"), `thread ${thread}`, control.heartbeat(thread));
    i32[32 * (1 + thread)] = 0x7fff_ffff;
    control.beat(thread);
    observe(of(Control, "beat"), `wraps, thread ${thread}`, i32[32 * (1 + thread)]);
    i32.fill(0);
    control.setDone(thread, 0.5);
    observe(of(Control, "setDone"), `beats, thread ${thread}`, i32[32 * (1 + thread)]);
    i32[32 * (1 + thread)] = 0;
    observe(of(Control, "setDone"), `doubles, thread ${thread}`, nonZero(f64));
    f64.set(
      [1, 2, 3].flatMap((seq) => [0, seq, ...new Array(14).fill(0)]),
      16,
    );
    observe(of(Control, "doneRecordSeq"), `thread ${thread}`, control.doneRecordSeq(thread));
    observeLeave(observe, thread);
  }
}

function observeLeave(observe: Observe, thread: number): void {
  const { control, i32 } = newControl();
  control.askToLeave(thread, true);
  observe(of(Control, "askToLeave"), `words, thread ${thread}`, nonZero(i32));
  const asked = [0, 1, 2].map((other) => control.isAskedToLeave(other));
  observe(of(Control, "isAskedToLeave"), `thread ${thread}`, asked);
  control.askToLeave(thread, false);
  observe(of(Control, "askToLeave"), `taken back, thread ${thread}`, nonZero(i32));
}

function newControl(): { control: Control; i32: Int32Array; f64: Float64Array } {
  const buffer = new SharedArrayBuffer(128 * (1 + THREADS));
  return {
    control: new Control(buffer),
    i32: new Int32Array(buffer),
    f64: new Float64Array(buffer),
  };
}
