/** Known answers of count-frame.ts: the counts of one unit of input. */
import type { Observe, Probe } from "#schemas";
import { countFrame } from "./count-frame.ts";
import { Notes, notingLedger } from "./probe-fixture.ts";

export const COUNT_FRAME_PROBE: Probe = {
  name: "count-frame",
  stage: "source",
  file: "engine/sources/count-frame.ts",
  needs: ["stages"],
  run: (observe: Observe): void => {
    const notes = new Notes();
    countFrame(notingLedger(notes), 5);
    for (const [i, note] of notes.take().entries()) observe("countFrame", `count ${i}`, note);
  },
};
