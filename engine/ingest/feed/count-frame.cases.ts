/** Known answers of count-frame.ts: the counts of one unit of input. */

import type { Observe } from "#schemas";
import { Notes, NotingLedger } from "../../telemetry/noting-fixture.ts";
import { countFrame } from "./count-frame.ts";

export default function cases(observe: Observe): void {
  const notes = new Notes();
  countFrame(new NotingLedger(notes), 5);
  for (const [i, note] of notes.take().entries()) observe(countFrame, `count ${i}`, note);
}
