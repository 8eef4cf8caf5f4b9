/** Known answers of row-history.ts. */
import { type Observe, of } from "#schemas";
import { rowOf } from "../cases-fixture.ts";
import { RowHistory } from "./row-history.ts";

export default function run(observe: Observe): void {
  for (const rowsMax of [0, 2]) {
    const history = new RowHistory(rowsMax);
    const texts = () => history.rows().map(({ text }) => text);
    observe(of(RowHistory, "constructor"), `bound of ${rowsMax}`, [history.rowsMax, texts()]);
    for (const n of [1, 2, 3]) history.add(rowOf({ list: 5, text: `last ${n}` }));
    observe(of(RowHistory, "add"), `three into one list of ${rowsMax}`, texts());
    history.add(rowOf({ list: 0, text: "first" }));
    history.add(rowOf({ list: 3, text: "middle" }));
    observe(of(RowHistory, "rows"), `list by list, at most ${rowsMax}`, texts());
    history.clear([0, 5]);
    observe(of(RowHistory, "clear"), `two of the lists of ${rowsMax}`, texts());
  }
}
