/** Known answers of symbol-history.ts: which elements say what. */
import type { Observe } from "#schemas";
import { OFFSETS, ROW_FIELDS, type RowValues } from "../detectors/cases-fixture.ts";
import { symbolHistory } from "./symbol-history.ts";
import { SYMBOL_ROW_F64 } from "./symbol-row.ts";

const UP = 1;
const DOWN = 2;

export default function run(observe: Observe): void {
  observe(symbolHistory, "a fresh row", symbolHistory(new Float64Array(SYMBOL_ROW_F64)));
  const counting = new Float64Array(SYMBOL_ROW_F64);
  ROW_FIELDS.forEach((field, i) => {
    counting[OFFSETS[field]] = 100 + i;
  });
  observe(symbolHistory, "every element another", symbolHistory(counting));
  for (const [first, second, third] of [
    [UP, UP, UP],
    [DOWN, UP, UP],
    [DOWN, DOWN, UP],
    [UP, DOWN, UP],
    [UP, 0, 0],
  ] as const) {
    const values: RowValues = {
      AT_EMISSION_EPOCH_US: 40,
      AT_EVENT_SIDE: first,
      AT_EVENT2_SIDE: second,
      AT_EVENT2_EPOCH_US: 30,
      AT_EVENT3_SIDE: third,
      AT_EVENT3_EPOCH_US: 20,
    };
    const row = new Float64Array(SYMBOL_ROW_F64);
    for (const [name, value] of Object.entries(values)) {
      row[OFFSETS[name as keyof typeof OFFSETS]] = value;
    }
    const { high, low } = symbolHistory(row).lastEventEpochUs;
    observe("lastOf", `sides ${first} ${second} ${third}`, { high, low });
  }
}
