/** Known answers of symbol-row.ts: where each field lies and how wide it is. */

import type { Observe } from "#schemas";
import { OFFSETS, ROW_FIELDS } from "../detectors/cases-fixture.ts";
import * as row from "./symbol-row.ts";
import { REMEMBERED_TIMES } from "./symbol-row.ts";

export default function run(observe: Observe): void {
  ROW_FIELDS.forEach((name, i) => {
    const next = ROW_FIELDS[i + 1];
    const width = next === undefined ? "the last" : OFFSETS[next] - OFFSETS[name];
    observe({ [name]: OFFSETS[name] }, "element and width", [OFFSETS[name], width]);
  });
  const fieldAt = new Map(ROW_FIELDS.map((name) => [OFFSETS[name], name]));
  const remembered = row.REMEMBERED_TIMES.map((offset) => fieldAt.get(offset) ?? offset);
  observe({ REMEMBERED_TIMES }, "fields", remembered);
}
