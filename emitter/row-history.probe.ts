/** Known answers of row-history.ts. */
import type { Observe, Probe } from "#schemas";
import { rowOf } from "./probe-fixture.ts";
import { RowHistory } from "./row-history.ts";

function run(observe: Observe): void {
  for (const rowsMax of [0, 2]) {
    const history = new RowHistory(rowsMax);
    const texts = () => history.rows().map(({ text }) => text);
    observe("constructor", `bound of ${rowsMax}`, [history.rowsMax, texts()]);
    for (const n of [1, 2, 3]) history.add(rowOf({ list: 5, text: `last ${n}` }));
    observe("add", `three into one list of ${rowsMax}`, texts());
    history.add(rowOf({ list: 0, text: "first" }));
    history.add(rowOf({ list: 3, text: "middle" }));
    observe("rows", `list by list, at most ${rowsMax}`, texts());
    history.clear([0, 5]);
    observe("clear", `two of the lists of ${rowsMax}`, texts());
  }
}

export const rowHistoryProbe: Probe = {
  name: "row-history",
  stage: "frame",
  file: "emitter/row-history.ts",
  needs: ["frame-row"],
  run,
};
