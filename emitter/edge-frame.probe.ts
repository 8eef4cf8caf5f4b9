/** Known answers of edge-frame.ts. */
import { asEpochUs } from "#codec";
import type { Observe, Probe } from "#schemas";
import { EdgeFrame, listsOf } from "./edge-frame.ts";
import { rowOf } from "./probe-fixture.ts";

function run(observe: Observe): void {
  const rows = [0, 1, 2, 3, 4, 5, 0, 5].map((list, i) => rowOf({ list, text: `{"n":${i}}` }));
  for (const [name, texts] of Object.entries(listsOf(rows))) observe("listsOf", name, texts);
  observe("listsOf", "nothing", listsOf([]));
  const frame = new EdgeFrame(rows, '{"a":1}', asEpochUs(7), 12);
  observe("constructor", "parts", [
    frame.rows.length,
    frame.activityText,
    frame.marketEpochUs,
    frame.seq,
  ]);
  const traced = [rowOf({}), rowOf({ traceId: 7 })];
  observe(
    "constructor",
    "sampled rows",
    [[], [rowOf({})], traced].map((some) => new EdgeFrame(some, "", asEpochUs(0), 0).hasTraced),
  );
  observe("textOf", "some", frame.textOf(rows.slice(0, 2)));
  observe("textOf", "none", frame.textOf([]));
  observe("text", "all", frame.text);
  rows.pop();
  observe("text", "written once", frame.text);
}

export const edgeFrameProbe: Probe = {
  name: "edge-frame",
  stage: "frame",
  file: "emitter/edge-frame.ts",
  needs: ["frame-row", "frame"],
  run,
};
