/** Known answers of symbol-row.ts: where each field lies and how wide it is. */
import type { Observe, Probe } from "#schemas";
import { OFFSETS, ROW_FIELDS } from "./probe-fixture.ts";
import * as row from "./symbol-row.ts";

function run(observe: Observe): void {
  for (const [name, value] of Object.entries(row)) {
    if (/(_KEPT|_WINDOWS)$/.test(name)) observe(name, "value", value);
  }
  ROW_FIELDS.forEach((name, i) => {
    const next = ROW_FIELDS[i + 1];
    const width = next === undefined ? "the last" : OFFSETS[next] - OFFSETS[name];
    observe(name, "element and width", [OFFSETS[name], width]);
  });
  observe("SYMBOL_ROW_F64", "value", row.SYMBOL_ROW_F64);
  const fieldAt = new Map(ROW_FIELDS.map((name) => [OFFSETS[name], name]));
  const remembered = row.REMEMBERED_TIMES.map((offset) => fieldAt.get(offset) ?? offset);
  observe("REMEMBERED_TIMES", "fields", remembered);
}

export const SYMBOL_ROW_PROBE: Probe = {
  name: "symbol-row",
  stage: "detect",
  file: "engine/detectors/symbol-row.ts",
  needs: [],
  run,
};
