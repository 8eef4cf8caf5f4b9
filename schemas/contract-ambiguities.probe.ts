/** Pins the open places of the contract: reports and documents quote them. */
import { CONTRACT_AMBIGUITIES } from "./contract-ambiguities.ts";
import type { Probe } from "./probe.ts";

export const CONTRACT_AMBIGUITIES_PROBE: Probe = {
  name: "contract-ambiguities",
  stage: "frame",
  file: "schemas/contract-ambiguities.ts",
  needs: [],
  run(observe) {
    for (const row of CONTRACT_AMBIGUITIES) observe("CONTRACT_AMBIGUITIES", row.id, row);
  },
};
