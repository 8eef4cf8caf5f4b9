/** Known answers of stages.ts: every name and every number that stands for one. */
import type { Observe, Probe } from "#schemas";
import * as stages from "./stages.ts";

function run(observe: Observe): void {
  for (const [name, value] of Object.entries(stages)) observe(name, "value", value);
}

export const stagesProbe: Probe = {
  name: "stages",
  stage: "ring",
  file: "engine/telemetry/stages.ts",
  needs: [],
  run,
};
