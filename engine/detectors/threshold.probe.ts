/** Known answers of threshold.ts. */
import type { Observe, Probe } from "#schemas";
import { clampUnit, REACHED } from "./threshold.ts";

export const THRESHOLD_PROBE: Probe = {
  name: "threshold",
  stage: "detect",
  file: "engine/detectors/threshold.ts",
  needs: [],
  run: (observe: Observe): void => {
    observe("REACHED", "distance from 1", 1 - REACHED);
    const numbers = [-Infinity, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, Number.NaN];
    for (const x of numbers) observe("clampUnit", `${x}`, clampUnit(x));
  },
};
