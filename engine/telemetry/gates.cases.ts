/** Known answers of gates.ts: names and ids. */

import type { Observe } from "#schemas";
import * as gates from "./gates.ts";
import { DECISION_KINDS, gateId } from "./gates.ts";

export default function run(observe: Observe): void {
  for (const [id, gate] of gates.GATES.entries()) observe(gateId, gate, [gates.gateId(gate), id]);
  const { DECIDE_RECORD, DECIDE_HIGH, DECIDE_LOW, DECIDE_TREND, DECIDE_SURGE } = gates;
  const ids = [DECIDE_RECORD, DECIDE_HIGH, DECIDE_LOW, DECIDE_TREND, DECIDE_SURGE];
  observe(
    { DECISION_KINDS },
    "in order of ids",
    ids.map((id) => gates.DECISION_KINDS[id]),
    ["record", "high", "low", "trend", "surge"],
  );
}
