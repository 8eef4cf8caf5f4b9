/** Known answers of edge-frame.ts. */
import { asEpochUs } from "#codec";
import { type Observe, of } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import { EdgeFrame, listsOf } from "./edge-frame.ts";

export default function run(observe: Observe): void {
  const rows = [0, 1, 2, 3, 4, 5, 0, 5].map((list, i) => rowOf({ list, text: `{"n":${i}}` }));
  for (const [name, texts] of Object.entries(listsOf(rows))) observe(listsOf, name, texts);
  observe(listsOf, "nothing", listsOf([]), {
    highs: [],
    lows: [],
    surgeDown: [],
    surgeUp: [],
    trendDown: [],
    trendUp: [],
  });
  const frame = new EdgeFrame(rows, '{"a":1}', asEpochUs(7), 12);
  observe(
    of(EdgeFrame, "constructor"),
    "parts",
    [frame.rows.length, frame.activityText, frame.marketEpochUs, frame.seq],
    [8, '{"a":1}', 7, 12],
  );
  const traced = [rowOf({}), rowOf({ traceId: 7 })];
  observe(
    of(EdgeFrame, "constructor"),
    "sampled rows",
    [[], [rowOf({})], traced].map((some) => new EdgeFrame(some, "", asEpochUs(0), 0).hasTraced),
    [false, false, true],
  );
  observe(of(EdgeFrame, "textOf"), "some", frame.textOf(rows.slice(0, 2)));
  observe(of(EdgeFrame, "textOf"), "none", frame.textOf([]));
  observe(of(EdgeFrame, "text"), "all", frame.text);
  rows.pop();
  observe(of(EdgeFrame, "text"), "written once", frame.text);
}
